"""`python -m data undo` and `python -m data check`: what they print, and how they end."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from data import check
from data.__main__ import NOT_WELL, WELL, main
from data.check import record_lines
from data.jobs.command import NOT_READ
from data.tables import store
from data.tables.schemas import LEFT_OUT
from tests.import_files import FAILED, SENDING, imported, log_file, messages, rows_of, text


@pytest.fixture
def _two_imports(tmp_path: Path) -> None:
    imported(log_file(tmp_path, text("m1", result=SENDING), name="first.csv"))
    second = [text("m1", result=FAILED), text("m2"), text("m3", to="?")]
    imported(log_file(tmp_path, *second, name="second.csv"))


@pytest.mark.usefixtures("_two_imports")
def test_undo_reports_its_import(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["undo", "--by", "Ana"]) == WELL == 0
    assert capsys.readouterr().out == (
        "The import of “second.csv” was undone. Reverted: 1 new row, 1 updated row, 1 rejected row.\n"
    )
    assert messages()["m1"]["result"] == SENDING
    assert max(rows_of("imports"), key=lambda row: row["import_id"])["undone_by"] == "Ana"


@pytest.mark.usefixtures("_two_imports")
def test_undo_goes_back_to_the_first_import(capsys: pytest.CaptureFixture[str]) -> None:
    assert [main(["undo"]) for _time in range(3)] == [WELL, WELL, NOT_READ]
    printed = capsys.readouterr()
    assert [line.split("“")[1].split("”")[0] for line in printed.out.splitlines()] == [
        "second.csv",
        "first.csv",
    ]
    assert printed.err.startswith("There is no import to undo.")


def test_undo_without_imports_is_refused(logs: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["undo"]) == NOT_READ == 2
    assert capsys.readouterr().err.startswith("There is no import to undo.")
    assert not Path(logs).exists()


@pytest.mark.usefixtures("_two_imports")
def test_check_prints_a_line_per_claim_and_exits_with_its_finding(
    logs: str, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = [*(each.claim for each in check.CHECKS), record_lines.WHOLE, record_lines.ENDS]
    assert main(["check"]) == WELL
    assert capsys.readouterr().out.splitlines() == [f"ok     {claim}" for claim in claims]
    store.append(logs, "left_out", pa.Table.from_pylist([{"line": 2}], schema=LEFT_OUT))
    assert main(["check"]) == NOT_WELL == 1
    printed = capsys.readouterr().out.splitlines()
    wrong = len(check.CHECKS) - 1
    assert [line.split()[0] for line in printed] == ["ok"] * wrong + ["WRONG"] + ["ok"] * 2


@pytest.mark.usefixtures("_two_imports")
def test_check_fails_if_it_cannot_look(logs: str, capsys: pytest.CaptureFixture[str]) -> None:
    (file,) = map(Path, store.newest(logs).files("left_out"))
    file.write_bytes(b"\0" * file.stat().st_size)
    assert main(["check"]) == NOT_WELL
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()].count("?") == 1


def test_check_passes_before_the_first_import(logs: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == WELL
    assert capsys.readouterr().out == "ok     Nothing has been imported yet.\n"
    assert not Path(logs).exists()
