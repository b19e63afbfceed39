"""What is shown of a file before it is imported: every row counted, nothing stored."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from data import importer
from data.errors import Problem
from data.importer import Examination, ImportOrder
from data.tables import store
from tests.import_files import LISTED, LOG, OPTED_IN, SENT, csv_text, log_file, number, text, utc, written


def _examine(file: Path, **order: Any) -> Examination:
    return importer.examine(ImportOrder(file, file.name, **order))


def test_every_row_is_counted_and_the_rejected_ones_are_shown_with_their_lines(
    tmp_path: Path, logs: str
) -> None:
    rows = [text(f"m{place}") for place in range(9)]
    file = log_file(tmp_path, *rows, text("x", to="call me"), text("y", when="soon"), text("z", to=""))
    examined = _examine(file)
    assert (examined.rows_read, examined.accepted, examined.rejected) == (12, 9, 3)
    assert [(row.line, row.column, row.why) for row in examined.first_rejected] == [
        (11, "Phone Number", "This isn't a phone number."),
        (12, "Date/Time", "“soon” isn't a date and time from 2000 to 2099."),
        (13, "Phone Number", "This row has no phone number."),
    ]
    assert examined.first_rejected[0].cells[0] == "x"
    assert examined.first_rows.num_rows == 5
    assert store.newest_number(logs) == -1


def test_skipped_rows_are_counted_by_kind(tmp_path: Path) -> None:
    header = (*LOG, "Direction")
    rows = [[*text("m1"), "outbound"], [*text("m2"), "inbound"], [*text("m3"), "Inbound"]]
    examined = _examine(log_file(tmp_path, *rows, header=header))
    assert (examined.accepted, examined.skipped, examined.rejected) == (1, {"inbound": 2}, 0)
    assert examined.first_rejected == ()


def test_words_without_a_meaning_come_with_a_row_for_help(tmp_path: Path) -> None:
    rows = [text(f"m{place}", result="DELIVERED", why="ok") for place in range(30)]
    file = log_file(tmp_path, *rows, text("q", result="Queued?", why="later"), text("s"))
    examined = _examine(file)
    assert [(word.word, word.rows) for word in examined.unknown] == [("DELIVERED", 30), ("Queued?", 1)]
    assert {word: cells[4] for word, cells in examined.examples.items()} == {
        "DELIVERED": "ok",
        "Queued?": "later",
    }
    answered = _examine(file, words={"result": {"delivered": "sent", "queued?": "skip"}})
    assert (answered.accepted, answered.skipped, answered.unknown) == (31, {"skipped by name": 1}, ())


def test_a_blank_status_that_needs_a_meaning_has_an_example(tmp_path: Path) -> None:
    file = log_file(tmp_path, [number(1), "Y"], [number(2), ""], header=LISTED)
    examined = _examine(file, as_of=utc(2026, 9, 30))
    assert dict(examined.examples) == {"Y": (number(1), "Y"), "": (number(2), None)}


def test_lines_are_right_after_a_cell_of_two_lines(tmp_path: Path) -> None:
    rows = [text("m1", why="two\nlines"), text("m2", to="?")]
    assert [row.line for row in _examine(log_file(tmp_path, *rows)).first_rejected] == [4]


def test_what_an_import_asks_is_a_problem_of_the_examination_too(tmp_path: Path) -> None:
    file = log_file(tmp_path, [number(1), OPTED_IN], header=LISTED)
    with pytest.raises(Problem, match="no column with its date"):
        _examine(file)


def test_samples_are_the_first_distinct_filled_values_of_each_column(tmp_path: Path) -> None:
    content = "A,B,C\n" + "1, ,x\n1,,y\n2,,x\n3,,x\n4,,z\n"
    order = ImportOrder(written(tmp_path / "any.csv", content), "any.csv")
    assert importer.samples(order) == (("1", "2", "3"), (), ("x", "y", "z"))


def test_samples_of_a_ragged_file_are_shown_too(tmp_path: Path) -> None:
    file = written(tmp_path / "log.csv", csv_text(LOG, text("m1")) + "short\n")
    assert importer.samples(ImportOrder(file, "log.csv"))[3] == (SENT,)
