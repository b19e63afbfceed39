"""The files behind the download buttons."""

from __future__ import annotations

import asyncio
import csv
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import queries
from data import settings
from data.access import person_at_machine
from data.words import vocabulary
from pages.parts.downloads import QUESTIONS, routes, transfers
from pages.parts.downloads.reports import FORMATS
from pages.parts.filters.url import pairs_of, selection_of
from queries import Selection
from tests.pages.district import (
    FORMULA,
    INELIGIBLE,
    ODD_SCHOOL,
    OPTED_IN,
    SENT,
    TEXTS,
)
from tests.pages.fetching import Answer, download_url, fetch, fetch_beside_others, leftovers, request

SEPTEMBER = Selection(date(2026, 9, 1), date(2026, 9, 30))
FEW = Selection(date(2026, 9, 1), date(2026, 9, 30), schools=(ODD_SCHOOL,), results=(SENT,))


def file_of(report: str, file_format: str, selection: Selection) -> bytes:
    answer = fetch(download_url(report, file_format, selection))
    assert answer.status == 200
    assert answer.headers["content-type"] == FORMATS[file_format].media_type
    assert answer.headers["cache-control"] == "no-store"
    return answer.content


def csv_of(report: str, selection: Selection) -> list[dict[str, str]]:
    content = file_of(report, "csv", selection).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def about(content: bytes) -> dict[str, str]:
    sheet = openpyxl.load_workbook(io.BytesIO(content))["About"]
    return {row[0]: row[1] for row in sheet.iter_rows(values_only=True)}


@pytest.mark.parametrize(
    ("report", "selection", "rows"),
    [
        ("sms_log", SEPTEMBER, TEXTS),
        ("sms_log", FEW, 12),
        ("sms_log", Selection(date(2020, 1, 1), date(2020, 1, 2)), 0),
        ("sms_log", Selection(reasons=("duplicate_number",)), 1),
        ("sms_log", Selection(day=date(2026, 9, 3), from_day=date(2026, 9, 1)), 8),
        ("sms_status", Selection(), 4),
        ("sms_status", Selection(statuses=(OPTED_IN,)), 1),
    ],
)
def test_every_format_holds_the_rows_of_the_question_in_its_order(
    report: str, selection: Selection, rows: int
) -> None:
    expected = queries.run(QUESTIONS[report], person_at_machine(), selection)
    assert expected.num_rows == rows
    numbers = [number or "" for number in expected["number"].to_pylist()]
    assert [row["Number"] for row in csv_of(report, selection)] == numbers
    parquet = pq.read_table(io.BytesIO(file_of(report, "parquet", selection)))
    assert parquet == expected
    book = openpyxl.load_workbook(io.BytesIO(file_of(report, "xlsx", selection)))
    sheet = book.worksheets[1]
    place = [cell.value for cell in sheet[1]].index("Number")
    assert [row[place] or "" for row in sheet.iter_rows(min_row=2, values_only=True)] == numbers
    assert leftovers() == []


def test_parquet_has_phone_numbers_as_text_times_with_a_zone_and_is_compressed() -> None:
    file = pq.ParquetFile(io.BytesIO(file_of("sms_log", "parquet", SEPTEMBER)))
    assert file.schema_arrow.field("number").type == pa.string()
    assert str(file.schema_arrow.field("requested_at").type) == "timestamp[us, tz=America/Chicago]"
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"


def test_csv_has_a_mark_titles_times_with_an_offset_and_no_formula() -> None:
    selection = Selection(broadcasts=("b0",), results=(INELIGIBLE,))
    head = b"\xef\xbb\xbfRequested,Broadcast,School,Names,Students,Contact ID,Number,Result,Reason,Service,"
    assert file_of("sms_log", "csv", selection).startswith(head), "in the order of the screen"
    row = csv_of("sms_log", selection)[0]
    assert row["Broadcast"] == f"'{FORMULA}"
    assert row["Number"] == "+12125550102"
    assert row["Requested"] == "2026-09-05T08:02:00-05:00"
    assert (row["Reason key"], row["Reason"]) == ("duplicate_number", "Duplicate number")


def test_the_workbook_has_an_about_sheet_and_typed_cells() -> None:
    selection = Selection(date(2026, 9, 1), date(2026, 9, 30), ("b0",), None, (INELIGIBLE,))
    content = file_of("sms_log", "xlsx", selection)
    facts = about(content)
    assert [*facts][2:] == [
        *("District", "Dates", "Broadcasts", "Schools", "Results", "Reasons", "Rows"),
        *("Log updated", "Latest text", "Consent list updated", "Created", "Times", "Sheets"),
    ]
    assert (facts["Dates"], facts["Broadcasts"]) == ("Sep 1–30, 2026", f"{FORMULA} · Sep 1, 2026")
    assert (facts["Schools"], facts["Results"]) == ("All schools", INELIGIBLE)
    assert facts["Rows"] == "1"
    assert facts["Log updated"] == "Sep 29, 2026, 8:59 AM CT"
    assert facts["Consent list updated"] == "Sep 30, 2026, 12:00 AM CT"
    assert facts["Times"].startswith("CT (America/Chicago).")
    assert facts["Sheets"] == "Texts (1 row)"
    titles, row = openpyxl.load_workbook(io.BytesIO(content))["Texts"].iter_rows(values_only=True)
    cells = dict(zip(titles, row, strict=True))
    assert (cells["Broadcast"], cells["Number"]) == (FORMULA, "+12125550102")
    assert cells["Requested (CT)"] == datetime(2026, 9, 5, 8, 2)  # noqa: DTZ001


def test_the_about_sheet_of_sms_status_names_its_statuses() -> None:
    facts = about(file_of("sms_status", "xlsx", Selection(statuses=(OPTED_IN,))))
    assert (facts["Statuses"], facts["Sheets"]) == (OPTED_IN, "Numbers (1 row)")
    assert "Latest text" not in facts
    assert about(file_of("sms_status", "xlsx", Selection()))["Statuses"] == "All statuses"


@pytest.mark.parametrize(
    ("report", "selection", "name"),
    [
        ("sms_log", SEPTEMBER, "sms_log_2026-09-01_2026-09-30_as_of_2026-09-29"),
        ("sms_log", Selection(), "sms_log_2026-09-01_2026-09-29_as_of_2026-09-29"),
        (
            "sms_log",
            Selection(day=date(2026, 9, 3), broadcasts=("b0",)),
            "sms_log_hyperlink_1_2026-09-03_2026-09-03_as_of_2026-09-29",
        ),
        ("sms_status", Selection(), "sms_status_as_of_2026-09-30"),
        ("sms_status", Selection(statuses=(OPTED_IN,)), "sms_status_opted_in_as_of_2026-09-30"),
    ],
)
def test_a_file_name_holds_the_report_the_broadcast_the_days_or_statuses_and_the_update(
    report: str, selection: Selection, name: str
) -> None:
    for file_format in FORMATS:
        answer = fetch(download_url(report, file_format, selection), "HEAD")
        assert (answer.status, answer.content) == (200, b"")
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}.{file_format}"'


def test_a_file_of_sample_data_says_so(nothing_imported: Path) -> None:
    assert nothing_imported.exists()
    answer = fetch(download_url("sms_log", "xlsx", Selection(date(2026, 10, 1))))
    assert answer.status == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="sample_sms_log_2026-10-01.xlsx"'
    assert about(answer.content)["Data"] == "Sample data. Import a file to replace it."


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize(
    "query",
    [
        "from=yesterday",
        "result=Delivered",
        "number=12125550101",
        "status=x",
        "reason=x",
        "from=2026-09-01&" * 2,
    ],
)
def test_a_url_that_no_page_makes_is_refused(file_format: str, query: str) -> None:
    answer = fetch(f"/download/sms_log.{file_format}?{query.rstrip('&')}")
    assert answer.status == 400
    assert answer.content.startswith(b"This link has a filter we can't use.")
    assert b"555" not in answer.content


def test_a_selection_comes_back_unchanged_from_its_url() -> None:
    selection = Selection(
        date(2026, 9, 1),
        date(2026, 9, 30),
        ("b1",),
        (ODD_SCHOOL, "A & B"),
        (SENT,),
        (OPTED_IN,),
        (vocabulary.NOT_STATED_KEY, "carrier_trouble"),
        date(2026, 9, 2),
    )
    assert selection_of(pairs_of(selection)) == selection


def test_several_downloads_at_once_all_get_the_whole_file() -> None:
    async def fetch_four() -> list[Answer]:
        url = download_url("sms_log", "csv", SEPTEMBER)
        return await asyncio.gather(*(fetch_beside_others(url) for _ in range(4)))

    answers = asyncio.run(fetch_four())
    assert {answer.status for answer in answers} == {200}
    assert {answer.content for answer in answers} == {file_of("sms_log", "csv", SEPTEMBER)}
    assert leftovers() == []


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_download_ends_without_leftovers_when_the_browser_goes_away(file_format: str) -> None:
    async def send(_message: Any) -> None:
        await asyncio.sleep(0.01)

    url = download_url("sms_log", file_format, SEPTEMBER, transfer="a-token-of-one")
    asyncio.run(asyncio.wait_for(request(url, send, goes_away=True), 30))
    transfer = transfers.newest("a-token-of-one")
    assert transfer
    assert transfer.state == "stopped"
    assert leftovers() == []


def test_a_download_ends_without_leftovers_when_the_browser_reads_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def send(message: Any) -> None:
        if message["type"] == "http.response.body":
            await asyncio.sleep(600)

    monkeypatch.setattr(routes, "STALL_SECONDS", 0.3)
    url = download_url("sms_log", "csv", SEPTEMBER, transfer="a-token-of-one")
    asyncio.run(asyncio.wait_for(request(url, send), 30))
    transfer = transfers.newest("a-token-of-one")
    assert transfer
    assert transfer.state == "stopped"
    assert "nothing of it was read for 0.3 s" in caplog.text
    assert leftovers() == []


def test_unreadable_tables_are_a_refusal_instead_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "other.toml"
    file.write_text('logs = "[odd]"\n', encoding="utf-8")
    monkeypatch.setenv("DISTRICT_TOML", str(file))
    assert settings.load().logs.endswith("[odd]")
    for file_format in FORMATS:
        answer = fetch(download_url("sms_log", file_format, SEPTEMBER))
        assert (answer.status, answer.headers["content-type"]) == (503, "text/plain; charset=utf-8")
        assert b"be in a folder whose name" in answer.content
