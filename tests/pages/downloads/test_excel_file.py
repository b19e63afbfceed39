"""The workbook that people open in Excel, read again cell by cell."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.words import vocabulary
from pages.parts.downloads.files import excel_file
from pages.parts.downloads.files.excel_frame import Plan
from pages.parts.downloads.files.excel_rows import LONGEST_TEXT

SCHEMA = pa.schema(
    [
        ("number", pa.string()),
        ("requested_at", pa.timestamp("us", "America/Chicago")),
        ("texts", pa.int64()),
        ("stage", pa.string()),
        ("reason", pa.string()),
    ]
)
ROW = {
    "number": "+12125550101",
    "requested_at": datetime(2026, 9, 30, 13, 12, 5, 999_999, UTC),
    "texts": 7,
    "stage": vocabulary.UNDELIVERED,
    "reason": None,
}


def made(
    rows: list[dict[str, Any]], batch_rows: int = 4, *, counted: int | None = None, **plan: int
) -> bytes:
    file = io.BytesIO()
    facts = (("District", "=Oak & <Elm>"), ("Rows", str(len(rows))))
    planned = Plan("SMS Log", facts, "Texts", "Central", len(rows) if counted is None else counted, **plan)
    batches = pa.Table.from_pylist(rows, SCHEMA).to_batches(batch_rows)
    told = list(excel_file.write(file, planned, SCHEMA, iter(batches)))
    assert (told[-1] if told else 0) == len(rows)
    return file.getvalue()


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def cells(content: bytes, column: int = 1, sheet: str = "Texts") -> list[Any]:
    found = opened(content)[sheet].iter_rows(min_row=2, values_only=True)
    return [row[column - 1] for row in found]


def test_a_sheet_has_bold_frozen_heads_a_filter_and_room_for_its_cells() -> None:
    sheet = opened(made([ROW] * 3))["Texts"]
    heads = [cell.value for cell in sheet[1]]
    assert heads == [
        *("Number", "Requested (Central)", "Texts", "Stage", "Reason", "Why"),
        "Requested, hours from UTC",
    ]
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:G4"
    assert sheet.calculate_dimension() == "A1:G4"
    assert 12 < sheet.column_dimensions["A"].width < 20


def test_numbers_are_texts_times_are_times_and_counts_are_numbers() -> None:
    sheet = opened(made([ROW]))["Texts"]
    number, time, texts, _stage, reason, why, offset = sheet[2]
    assert (number.value, number.data_type, number.number_format) == ("+12125550101", "s", "@")
    assert (time.value, time.is_date) == (datetime(2026, 9, 30, 8, 12, 5), True)  # noqa: DTZ001
    assert (texts.value, texts.data_type) == (7, "n")
    assert (reason.value, why.value, offset.value) == (None, vocabulary.reason_title(None), "-05:00")


def test_the_hour_that_the_clock_repeats_is_told_by_its_offset() -> None:
    instants = [datetime(2026, 11, 1, hour, 30, tzinfo=UTC) for hour in (6, 7)]
    sheet = opened(made([ROW | {"requested_at": instant} for instant in instants]))["Texts"]
    assert [cell.value.hour for cell in sheet["B"][1:]] == [1, 1]
    assert [cell.value for cell in sheet["G"][1:]] == ["-05:00", "-06:00"]


def test_rows_go_on_in_further_sheets_where_one_is_full() -> None:
    rows = [ROW | {"texts": place} for place in range(11)]
    content = made(rows, rows_per_sheet=5)
    assert opened(content).sheetnames == ["About", "Texts", "Texts 2", "Texts 3"]
    sheets = [cells(content, 3, name) for name in opened(content).sheetnames[1:]]
    assert sheets == [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9], [10]]
    assert opened(made(rows[:10], rows_per_sheet=5)).sheetnames == ["About", "Texts", "Texts 2"]


def test_without_rows_there_is_a_sheet_with_its_heads() -> None:
    book = opened(made([]))
    assert book.sheetnames == ["About", "Texts"]
    assert [row[0].value for row in book["Texts"].rows] == ["Number"]


def test_more_rows_than_were_counted_are_no_workbook() -> None:
    with pytest.raises(ValueError, match="more rows"):
        made([ROW] * 3, counted=2)


def test_the_cover_tells_what_it_was_given_and_the_sheets() -> None:
    cover = opened(made([ROW] * 7, rows_per_sheet=5))["About"]
    told = [(row[0], row[1]) for row in cover.iter_rows(values_only=True)]
    assert told[0][0] == "SMS Log"
    assert ("District", "=Oak & <Elm>") in told
    assert ("Sheets", "Texts (5 rows), Texts 2 (2 rows)") in told
    assert all(cell.data_type != "f" for row in cover.rows for cell in row)
    assert "Note" not in dict(told)


@pytest.mark.parametrize(
    "cell", ["=HYPERLINK(1)", "+1+1", "-2", "@x", "http://127.0.0.1/", "007", " x ", "a\nb"]
)
def test_a_text_stays_the_text_that_it_is(cell: str) -> None:
    content = made([ROW | {"number": cell}])
    found = opened(content)["Texts"]["A2"]
    assert (found.value, found.data_type) == (cell, "s")
    assert found.hyperlink is None


def test_what_excel_can_not_hold_is_cut_or_replaced_and_the_cover_says_so() -> None:
    long, odd = "\N{GRINNING FACE}" * LONGEST_TEXT, "a\x00b\x1fc\uffffd"
    content = made([ROW | {"number": long}, ROW | {"number": odd}])
    cut, replaced = cells(content)
    assert cut == "\N{GRINNING FACE}" * (LONGEST_TEXT // 2)
    assert replaced == "a\ufffdb\ufffdc\ufffdd"
    notes = [row[1] for row in opened(content)["About"].iter_rows(values_only=True) if row[0] == "Note"]
    assert [note.split(" ")[0] for note in notes] == ["Excel", "Characters"]


def test_what_excel_would_read_as_a_code_is_written_so_that_it_does_not() -> None:
    with zipfile.ZipFile(io.BytesIO(made([ROW | {"number": "_x0041_x0042_ & a_x"}]))) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
    assert "<t>_x005F_x0041_x005F_x0042_ &amp; a_x005F_x</t>" in sheet


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=12), st.integers(1, 5))
def test_any_text_comes_back_as_it_was(texts: list[str], batch_rows: int) -> None:
    content = made([ROW | {"number": text} for text in texts], batch_rows, rows_per_sheet=5)
    found = [cell for name in opened(content).sheetnames[1:] for cell in cells(content, 1, name)]
    unfit = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
    fit = [re.sub("\r\n?", "\n", unfit.sub("\ufffd", text)) for text in texts]
    assert [cell or "" for cell in found] == fit
