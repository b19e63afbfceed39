"""The downloads behind the buttons of the pages."""

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
from data.access import Viewer
from data.words import vocabulary
from pages.parts.downloads import QUESTIONS, routes, transfers
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
from tests.pages.fetching import address, asked, fetched, fetching, left

SEPTEMBER = Selection(date(2026, 9, 1), date(2026, 9, 30))
FEW = Selection(date(2026, 9, 1), date(2026, 9, 30), schools=(ODD_SCHOOL,), results=(SENT,))
FORMS = ("xlsx", "csv", "parquet")


def file_of(report: str, form: str, selection: Selection) -> bytes:
    status, headers, content = fetched(address(report, form, selection))
    assert status == 200
    assert headers["content-type"] == routes.FORMS[form]
    assert headers["cache-control"] == "no-store"
    return content


def csv_of(report: str, selection: Selection) -> list[dict[str, str]]:
    content = file_of(report, "csv", selection).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def answer(question: str, selection: Selection) -> pa.Table:
    return queries.run(question, Viewer(), selection)


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
def test_every_form_holds_the_rows_of_the_question_in_its_order(
    report: str, selection: Selection, rows: int
) -> None:
    expected = answer(QUESTIONS[report], selection)
    assert expected.num_rows == rows
    numbers = [number or "" for number in expected["number"].to_pylist()]
    assert [row["Number"] for row in csv_of(report, selection)] == numbers
    parquet = pq.read_table(io.BytesIO(file_of(report, "parquet", selection)))
    assert parquet == expected
    book = openpyxl.load_workbook(io.BytesIO(file_of(report, "xlsx", selection)))
    sheet = book.worksheets[1]
    place = [cell.value for cell in sheet[1]].index("Number")
    assert [row[place] or "" for row in sheet.iter_rows(min_row=2, values_only=True)] == numbers
    assert left() == []


def test_parquet_keeps_numbers_as_text_times_with_their_zone_and_is_compressed() -> None:
    file = pq.ParquetFile(io.BytesIO(file_of("sms_log", "parquet", SEPTEMBER)))
    assert file.schema_arrow.field("number").type == pa.string()
    assert str(file.schema_arrow.field("requested_at").type) == "timestamp[us, tz=America/Chicago]"
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"


def test_csv_has_a_mark_words_over_it_times_with_offset_and_no_cell_that_runs() -> None:
    selection = Selection(broadcasts=("b0",), results=(INELIGIBLE,))
    assert file_of("sms_log", "csv", selection).startswith(b"\xef\xbb\xbfService,Message ID,Requested,")
    row = csv_of("sms_log", selection)[0]
    assert row["Broadcast"] == f"'{FORMULA}"
    assert row["Number"] == "+12125550102"
    assert row["Requested"] == "2026-09-05T08:02:00-05:00"
    assert (row["Reason"], row["Why"]) == ("duplicate_number", vocabulary.reason_title("duplicate_number"))


def test_the_workbook_has_a_cover_and_every_cell_as_what_it_is() -> None:
    selection = Selection(date(2026, 9, 1), date(2026, 9, 30), ("b0",), None, (INELIGIBLE,))
    book = openpyxl.load_workbook(io.BytesIO(file_of("sms_log", "xlsx", selection)))
    told = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
    assert told["Shown"] == f"1 broadcast, {INELIGIBLE}, Sep 1–30, 2026"
    assert told["Rows"] == "1 text"
    assert told["Message log as of"] == "Sep 29, 2026 8:59 AM Central"
    assert told["Consent list as of"] == "Sep 30, 2026 12:00 AM Central"
    assert told["Times"].startswith("Central time (America/Chicago)")
    assert "Data" not in told
    heads, row = book["Texts"].iter_rows(values_only=True)
    cells = dict(zip(heads, row, strict=True))
    assert (cells["Broadcast"], cells["Number"]) == (FORMULA, "+12125550102")
    assert cells["Requested (Central)"] == datetime(2026, 9, 5, 8, 2)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("report", "selection", "name"),
    [
        ("sms_log", SEPTEMBER, "sms_log_2026-09-01_2026-09-30_as_of_2026-09-29"),
        ("sms_log", Selection(), "sms_log_2026-09-01_2026-09-29_as_of_2026-09-29"),
        ("sms_log", Selection(day=date(2026, 9, 3)), "sms_log_2026-09-03_2026-09-03_as_of_2026-09-29"),
        ("sms_status", Selection(), "sms_status_as_of_2026-09-30"),
        ("sms_status", Selection(statuses=(OPTED_IN,)), "sms_status_opted_in_as_of_2026-09-30"),
    ],
)
def test_a_file_is_named_for_its_report_its_rows_and_their_as_of(
    report: str, selection: Selection, name: str
) -> None:
    for form in FORMS:
        status, headers, content = fetched(address(report, form, selection), "HEAD")
        assert (status, content) == (200, b"")
        assert headers["content-disposition"] == f'attachment; filename="{name}.{form}"'


def test_a_file_of_the_samples_says_so(nothing_imported: Path) -> None:
    assert nothing_imported.exists()
    status, headers, content = fetched(address("sms_log", "xlsx", Selection(date(2026, 10, 1))))
    assert status == 200
    assert headers["content-disposition"] == 'attachment; filename="sample_sms_log_2026-10-01.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(content))
    told = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
    assert told["Data"] == "These are sample logs of an invented district."


@pytest.mark.parametrize("form", FORMS)
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
def test_an_address_that_no_page_has_made_is_refused(form: str, query: str) -> None:
    status, _headers, content = fetched(f"/download/sms_log.{form}?{query.rstrip('&')}")
    assert status == 400
    assert b"555" not in content


def test_a_selection_comes_back_from_its_address_as_it_was() -> None:
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


def test_several_at_once_each_get_the_whole_file_though_some_wait() -> None:
    async def at_once() -> list[tuple[int, dict[str, str], bytes]]:
        path = address("sms_log", "csv", SEPTEMBER)
        return await asyncio.gather(*(fetching(path) for _ in range(4)))

    answers = asyncio.run(at_once())
    assert {status for status, _headers, _content in answers} == {200}
    assert {content for _status, _headers, content in answers} == {file_of("sms_log", "csv", SEPTEMBER)}
    assert left() == []


@pytest.mark.parametrize("form", FORMS)
def test_a_browser_that_goes_away_ends_the_download_and_nothing_is_left(form: str) -> None:
    async def send(_message: Any) -> None:
        await asyncio.sleep(0.01)

    path = address("sms_log", form, SEPTEMBER, transfer="a-token-of-one")
    asyncio.run(asyncio.wait_for(asked(path, send, goes_away=True), 30))
    transfer = transfers.of("a-token-of-one")
    assert transfer is not None
    assert transfer.state == "stopped"
    assert left() == []


def test_tables_that_can_not_be_read_are_told_before_the_file_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "other.toml"
    file.write_text('logs = "[odd]"\n', encoding="utf-8")
    monkeypatch.setenv("DISTRICT_TOML", str(file))
    assert settings.load().logs.endswith("[odd]")
    for form in FORMS:
        status, headers, content = fetched(address("sms_log", form, SEPTEMBER))
        assert (status, headers["content-type"]) == (503, "text/plain; charset=utf-8")
        assert b"folder with such a name" in content
