"""The workbook that people open in Excel, read back cell by cell."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

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
        ("why", pa.string()),
    ]
)
ROW = {
    "number": "+12125550101",
    "requested_at": datetime(2026, 9, 30, 13, 12, 5, 999_999, UTC),
    "texts": 7,
    "stage": vocabulary.UNDELIVERED,
    "reason": None,
    "why": "Not stated",
}


def workbook_of(
    rows: list[dict[str, Any]],
    batch_rows: int = 4,
    *,
    counted: int | None = None,
    schema: pa.Schema = SCHEMA,
    **plan: int,
) -> bytes:
    file = io.BytesIO()
    facts = (("District", "=Oak & <Elm>"), ("Rows", str(len(rows))))
    planned = Plan("SMS Log", facts, "Texts", "CT", len(rows) if counted is None else counted, **plan)
    batches = pa.Table.from_pylist(rows, schema).to_batches(batch_rows)
    written = list(excel_file.write_workbook(file, planned, schema, iter(batches)))
    assert (written[-1] if written else 0) == len(rows)
    return file.getvalue()


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def cells(content: bytes, column: int = 1, sheet: str = "Texts") -> list[Any]:
    rows = opened(content)[sheet].iter_rows(min_row=2, values_only=True)
    return [row[column - 1] for row in rows]


def test_a_sheet_has_a_bold_frozen_header_row_a_filter_and_room_for_its_cells() -> None:
    sheet = opened(workbook_of([ROW] * 3))["Texts"]
    assert [cell.value for cell in sheet[1]] == [
        *("Number", "Requested (CT)", "Texts", "Stage", "Reason key", "Reason"),
        "Requested, UTC offset",
    ]
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:G4"
    assert sheet.calculate_dimension() == "A1:G4"
    assert 12 < sheet.column_dimensions["A"].width < 20


def test_phone_numbers_are_text_times_are_times_and_counts_are_numbers() -> None:
    sheet = opened(workbook_of([ROW]))["Texts"]
    number, time, texts, _stage, key, reason, offset = sheet[2]
    assert (number.value, number.data_type, number.number_format) == ("+12125550101", "s", "@")
    assert (time.value, time.is_date) == (datetime(2026, 9, 30, 8, 12, 5), True)  # noqa: DTZ001
    assert (texts.value, texts.data_type) == (7, "n")
    assert (key.value, reason.value, offset.value) == (None, "Not stated", "-05:00")


def test_utc_offset_distinguishes_a_repeated_hour() -> None:
    instants = [datetime(2026, 11, 1, hour, 30, tzinfo=UTC) for hour in (6, 7)]
    sheet = opened(workbook_of([ROW | {"requested_at": instant} for instant in instants]))["Texts"]
    assert [cell.value.hour for cell in sheet["B"][1:]] == [1, 1]
    assert [cell.value for cell in sheet["G"][1:]] == ["-05:00", "-06:00"]


def test_rows_go_on_in_further_sheets_when_one_is_full() -> None:
    rows = [ROW | {"texts": place} for place in range(11)]
    content = workbook_of(rows, rows_per_sheet=5)
    assert opened(content).sheetnames == ["About", "Texts", "Texts 2", "Texts 3"]
    sheets = [cells(content, 3, name) for name in opened(content).sheetnames[1:]]
    assert sheets == [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9], [10]]
    assert opened(workbook_of(rows[:10], rows_per_sheet=5)).sheetnames == ["About", "Texts", "Texts 2"]


def test_a_workbook_without_rows_has_a_sheet_with_its_header_row() -> None:
    book = opened(workbook_of([]))
    assert book.sheetnames == ["About", "Texts"]
    assert [row[0].value for row in book["Texts"].rows] == ["Number"]


def test_more_rows_than_were_counted_are_an_error() -> None:
    with pytest.raises(ValueError, match="more rows"):
        workbook_of([ROW] * 3, counted=2)


def test_the_about_sheet_holds_the_facts_and_the_sheets() -> None:
    about = opened(workbook_of([ROW] * 7, rows_per_sheet=5))["About"]
    facts = [(row[0], row[1]) for row in about.iter_rows(values_only=True)]
    assert facts[0][0] == "SMS Log"
    assert ("District", "=Oak & <Elm>") in facts
    assert ("Sheets", "Texts (5 rows), Texts 2 (2 rows)") in facts
    assert all(cell.data_type != "f" for row in about.rows for cell in row)
    assert "Note" not in dict(facts)


@pytest.mark.parametrize(
    "cell", ["=HYPERLINK(1)", "+1+1", "-2", "@x", "http://127.0.0.1/", "007", " x ", "a\nb"]
)
def test_text_stays_text(cell: str) -> None:
    content = workbook_of([ROW | {"number": cell}])
    written = opened(content)["Texts"]["A2"]
    assert (written.value, written.data_type) == (cell, "s")
    assert written.hyperlink is None


def test_values_that_excel_cannot_hold_are_changed_with_a_note() -> None:
    long, odd = "\N{GRINNING FACE}" * LONGEST_TEXT, "a\x00b\x1fc\uffffd"
    content = workbook_of([ROW | {"number": long}, ROW | {"number": odd}])
    cut, replaced = cells(content)
    assert cut == "\N{GRINNING FACE}" * (LONGEST_TEXT // 2)
    assert replaced == "a\ufffdb\ufffdc\ufffdd"
    notes = [row[1] for row in opened(content)["About"].iter_rows(values_only=True) if row[0] == "Note"]
    assert notes == [
        "Text was cut to 32,767 characters, the most a cell can hold. The CSV file has all of it.",
        "Characters that Excel can't hold are shown as \N{REPLACEMENT CHARACTER}. The CSV file has them.",
    ]


def test_text_that_excel_would_read_as_a_code_is_escaped() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook_of([ROW | {"number": "_x0041_x0042_ & a_x"}]))) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
    assert "<t>_x005F_x0041_x005F_x0042_ &amp; a_x005F_x</t>" in sheet


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=12), st.integers(1, 5))
def test_any_text_comes_back_unchanged(texts: list[str], batch_rows: int) -> None:
    content = workbook_of([ROW | {"number": text} for text in texts], batch_rows, rows_per_sheet=5)
    read = [cell for name in opened(content).sheetnames[1:] for cell in cells(content, 1, name)]
    invalid = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
    expected = [re.sub("\r\n?", "\n", invalid.sub("\ufffd", text)) for text in texts]
    assert [cell or "" for cell in read] == expected


def test_neighboring_times_and_other_types_are_read_back_as_what_they_are() -> None:
    instant = pa.timestamp("us", "America/Chicago")
    kinds = {
        "updated_at": instant,
        "delivered_at": instant,
        "is_unicode": pa.bool_(),
        "price": pa.float64(),
    }
    at = datetime(2026, 9, 30, 13, 12, 5, tzinfo=UTC)
    rows = [
        {"updated_at": at, "delivered_at": at, "is_unicode": truth, "price": price}
        for truth, price in ((True, 0.0079), (False, 12.5), (None, None))
    ]
    content = workbook_of(rows, schema=pa.schema(kinds))
    here = at.astimezone(ZoneInfo("America/Chicago")).replace(tzinfo=None)
    assert cells(content, 1) == cells(content, 2) == [here] * 3
    assert cells(content, 3) == [True, False, None]
    assert cells(content, 4) == [0.0079, 12.5, None]
