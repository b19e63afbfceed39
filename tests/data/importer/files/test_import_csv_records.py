"""Only the broken rows of a CSV file are rejected, with their line. No other is lost or doubled."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from data.errors import Problem
from data.importer.files import csv_records
from data.words import vocabulary
from tests.import_files import (
    LOG,
    csv_text,
    imported,
    log_file,
    messages,
    one_message,
    rows_not_imported,
    rows_of,
    text,
    written,
)

HEADER = csv_text(LOG)


def _row(message_id: str, why: str = "") -> str:
    return f"{message_id},2026-09-30 08:12,2125550101,Sent,{why}\n"


def test_a_row_of_another_width_is_rejected_with_its_line(tmp_path: Path) -> None:
    short, surplus = "m2,2026-09-30 08:12\n", _row("m4", ",more")
    content = HEADER + _row("m1") + short + _row("m3") + surplus + _row("m5")
    assert imported(written(tmp_path / "log.csv", content)) == {"stored": 3, "rejected": 2}
    assert rows_not_imported() == [
        (3, "rejected", None, "This row has 2 cells, but the header has 5."),
        (5, "rejected", None, "This row has 6 cells, but the header has 5."),
    ]


def test_empty_surplus_cells_are_ignored(tmp_path: Path) -> None:
    content = HEADER + _row("m1", ", ,") + "m2\n" + _row("m3")
    assert imported(written(tmp_path / "log.csv", content)) == {"stored": 2, "rejected": 1}


def test_missing_cells_of_unnamed_columns_are_ignored(tmp_path: Path) -> None:
    content = HEADER.replace("\n", ",,\n") + _row("m1") + _row("m2", ",,")
    assert imported(written(tmp_path / "log.csv", content)) == {"stored": 2}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_kind_are_read(tmp_path: Path, end: str) -> None:
    content = (HEADER + _row("m1") + _row("m2", '"a\nb"')).replace("\n", end)
    assert imported(written(tmp_path / "log.csv", content)) == {"stored": 2}
    assert messages()["m2"]["reason_text"] == f"a{end}b"


def test_line_ends_may_differ_from_row_to_row(tmp_path: Path) -> None:
    rows = [_row(f"m{place}").replace("\n", ("\n", "\r\n", "\r")[place % 3]) for place in range(9)]
    assert imported(written(tmp_path / "log.csv", HEADER + "".join(rows))) == {"stored": 9}


def test_lines_inside_a_quoted_cell_count_as_lines_but_not_as_rows(tmp_path: Path) -> None:
    content = HEADER + _row("m1", '"a\nb\n\nc"') + _row("m2", '"x\r\ny"').replace("2125550101", "?") + "\n"
    assert imported(written(tmp_path / "log.csv", content + "m3\n")) == {"stored": 1, "rejected": 2}
    assert [line for line, *_why in rows_not_imported()] == [6, 9]
    assert json.loads(rows_of("left_out")[0]["row"])["Reason"] == "x\r\ny"


def test_empty_lines_are_ignored(tmp_path: Path) -> None:
    content = HEADER + "\n" + _row("m1") + "\r\n   \n\n" + _row("m2") + "bad\n\n"
    assert imported(written(tmp_path / "log.csv", content)) == {"stored": 2, "rejected": 1}
    assert rows_not_imported()[0][0] == 8


def test_a_line_of_separators_is_skipped(tmp_path: Path) -> None:
    assert imported(written(tmp_path / "log.csv", HEADER + _row("m1") + ",,,,\n")) == {
        "stored": 1,
        "set_aside": 1,
    }
    assert rows_not_imported() == [(3, "set aside", None, vocabulary.BLANK_LINE)]


@pytest.mark.parametrize("inside", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_row_ends_may_differ_from_line_breaks_in_a_heading(tmp_path: Path, end: str, inside: str) -> None:
    header = HEADER.replace("Phone Number", f'"Phone{inside}Number"')
    rows = "".join(_row(f"m{place}") for place in range(9)) + _row("m9", f'"a{inside}b"')
    content = header.replace("\n", end) if inside == end else header[:-1] + end
    assert imported(written(tmp_path / "log.csv", content + rows.replace("\n", end))) == {"stored": 10}


@pytest.mark.parametrize(
    "after", ["", 'm8,2026-09-30 08:12,2125550101,Sent,"x"\n', '"m8",,,,\n', 'm8,"a\nb",,,\n']
)
def test_open_quote_rejects_only_its_line(tmp_path: Path, after: str) -> None:
    content = HEADER + _row("m1", '"oops') + _row("m2") + _row("m3") + after
    imported(written(tmp_path / "log.csv", content))
    assert {"m2", "m3"} <= set(messages())
    assert rows_not_imported()[0] == (2, "rejected", None, csv_records.QUOTE_OPEN)
    assert json.loads(rows_of("left_out")[0]["row"])["Reason"] == "oops"


@pytest.mark.parametrize("between", [0, 1, 40])
def test_rows_between_two_stray_quotes_are_kept(tmp_path: Path, between: int) -> None:
    rows = "".join(_row(f"b{place}") for place in range(between))
    content = HEADER + _row("m1") + _row("m2", '"oops') + rows + _row("m3", 'oops"') + _row("m4")
    assert imported(written(tmp_path / "log.csv", content)) == {"stored": between + 3, "rejected": 1}
    assert rows_not_imported() == [(3, "rejected", None, csv_records.QUOTE_OPEN)]


def test_rows_inside_a_cell_in_the_middle_are_kept(tmp_path: Path) -> None:
    opens, closes = 'm2,"2026-09-30 08:12,2125550101,Sent,\n', 'm3,2026-09-30 08:12",2125550101,Sent,\n'
    content = HEADER + _row("m1") + opens + _row("b") + closes + _row("m4") + "short\n"
    assert imported(written(tmp_path / "log.csv", content)) == {"stored": 3, "rejected": 3}
    assert [line for line, *_why in rows_not_imported()] == [3, 5, 7]


def test_text_with_lines_and_commas_is_no_row(tmp_path: Path) -> None:
    address = '"Oak Elementary, 12 Elm Ave,\n67587, 212-555-0101, Oak, Elm"'
    assert imported(written(tmp_path / "log.csv", HEADER + _row("m1", address))) == {"stored": 1}
    assert one_message()["reason_text"] == address.strip('"')


@pytest.mark.parametrize("last", ["", '"', '",,,,\n'])
@pytest.mark.parametrize(
    "above", ['Message ID,Date/Time,Phone Number,Delivery Results,Reason,"Notes\n', f'"Report\n{HEADER}']
)
def test_rows_inside_a_heading_are_refused(tmp_path: Path, above: str, last: str) -> None:
    content = above + "".join(_row(f"m{place}", ",") for place in range(9)) + last
    with pytest.raises(Problem, match=r"(?s)quote above the first row.* line 1"):
        imported(written(tmp_path / "log.csv", content))


def test_a_quote_left_open_on_the_last_line_is_rejected(tmp_path: Path) -> None:
    content = HEADER + _row("m1") + _row("m2", '"oops').strip()
    assert imported(written(tmp_path / "log.csv", content)) == {"stored": 1, "rejected": 1}


def test_many_open_quotes_reject_only_their_lines(tmp_path: Path) -> None:
    rows = [_row(f"m{place}", '"oops' if place % 3 == 0 else "") for place in range(300)]
    file = written(tmp_path / "log.csv", HEADER + "".join(rows))
    assert imported(file) == {"stored": 200, "rejected": 100}


def test_open_quote_before_a_huge_cell_rejects_one_line(tmp_path: Path) -> None:
    rows = "".join(_row(f"m{place}") for place in range(100))
    before = csv.field_size_limit(1000)
    try:
        file = written(tmp_path / "log.csv", HEADER + rows + _row("x", '"oops') + rows.replace("m", "n"))
        assert imported(file) == {"stored": 200, "rejected": 1}
    finally:
        csv.field_size_limit(before)


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ('5" pipe', '5" pipe'),
        ('"Bob" Jr', "Bob Jr"),
        ('"a ""b"" c"', 'a "b" c'),
        (' "x, y"', "x, y"),
        ('"x" ', "x"),
        ('"a \\" b"', 'a \\ b"'),
    ],
)
def test_stray_quotes_are_read_as_intended(tmp_path: Path, cell: str, read: str) -> None:
    content = HEADER + _row("m1", cell) + "short\n"
    assert imported(written(tmp_path / "log.csv", content)) == {"stored": 1, "rejected": 1}
    assert one_message()["reason_text"] == read


def test_a_clean_file_and_the_same_file_read_carefully_give_the_same(tmp_path: Path) -> None:
    rows = [text(f"m{place}", why=("", "a, b", 'c "d"', "e\nf")[place % 4]) for place in range(40)]
    assert imported(log_file(tmp_path, *rows)) == {"stored": 40}
    before = messages()
    imported(written(tmp_path / "again.csv", csv_text(LOG, *rows) + "short\n"))
    assert {key: row["reason_text"] for key, row in messages().items()} == {
        key: row["reason_text"] for key, row in before.items()
    }
