"""Text from files on a terminal: no character acts there, and there is one door to it."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import pyarrow as pa
import pytest

from data import printing
from queries.command.printing import write
from tests.import_files import LOG, csv_text, run_import, text, written

ACTING = {
    "clear the screen": "\x1b[2J",
    "a title": "\x1b]0;owned\x07",
    "an 8-bit command": "\x9b2J",
    "a return over the line": "\rOK",
    "a reversed name": "\N{RIGHT-TO-LEFT OVERRIDE}vsc.gol",
    "an isolate": "\N{RIGHT-TO-LEFT ISOLATE}x",
    "a mark": "\N{ARABIC LETTER MARK}x",
    "a line that isn't one": "\N{LINE SEPARATOR}x",
}
DOORS = {
    "data/printing.py": 1,
    "data/jobs/child_process.py": 1,
}  # the second for JSON in ASCII


@pytest.mark.parametrize("cell", ACTING.values(), ids=ACTING)
def test_no_character_of_a_file_acts_on_a_terminal(tmp_path: Path, cell: str) -> None:
    file = written(tmp_path / "log.csv", csv_text(LOG, text("m1", result=f"x{cell}"), end="\r\n"))
    run = run_import(file)
    assert run.status == 2
    assert "\\u" in run.err
    assert run.err == printing.visible(run.err)


@pytest.mark.parametrize("cell", ACTING.values(), ids=ACTING)
@pytest.mark.parametrize("form", ["table", "json"])
def test_no_character_of_an_answer_acts_on_a_terminal(cell: str, form: str) -> None:
    out = io.StringIO()
    answer = pa.table({"reason_text": [f"x{cell}"]})
    write(answer.to_batches(), answer.schema, form, out)
    assert out.getvalue() == printing.visible(out.getvalue())
    assert cell not in out.getvalue()


def test_text_that_people_write_is_printed_as_it_is() -> None:
    text_of_people = "José\t“Grüße”\n\N{HEBREW LETTER ALEF} 👩\N{ZERO WIDTH JOINER}👧 \\u001b"
    assert printing.visible(text_of_people) == text_of_people


def test_there_is_one_door_to_the_terminal() -> None:
    root = Path(__file__).parents[2]
    files = [file for folder in ("data", "queries", "pages") for file in (root / folder).rglob("*.py")]
    printing_call = re.compile(r"^\s*print\(", re.MULTILINE)
    calls = {file: len(printing_call.findall(file.read_text(encoding="utf-8"))) for file in files}
    assert {str(file.relative_to(root)): number for file, number in calls.items() if number} == DOORS


def test_work_goes_on_if_nobody_reads_its_report() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", encoding="utf-8") as stream:
        for number in range(3):
            printing.report(f"file {number}", to=stream)
