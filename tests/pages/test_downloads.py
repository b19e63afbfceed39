"""The downloads behind the buttons of the pages."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pyarrow as pa
import pytest
from starlette.applications import Starlette

import queries
from data import vocabulary
from pages.parts import downloads
from pages.parts.addresses import fields, selection_of
from pages.parts.spreadsheets import as_csv
from queries import Selection
from tests.pages.district import (
    FORMULA,
    INELIGIBLE,
    ODD_SCHOOL,
    SENT,
    TEXTS,
)


def fetched(path: str) -> tuple[int, dict[str, str], bytes]:
    """What a browser gets from the downloads at a path: status, headers, content."""
    start: dict[str, Any] = {}
    body = io.BytesIO()
    asked = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> dict[str, Any]:
        for message in asked:
            return message
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        start.update(message if message["type"] == "http.response.start" else {})
        body.write(message.get("body", b""))

    route, _, query = path.partition("?")
    scope = {"type": "http", "method": "GET", "path": route, "query_string": query.encode(), "headers": []}
    app = Starlette(routes=[*downloads.routes()])
    asyncio.run(app({**scope, "asgi": {"spec_version": "2.4"}}, receive, send))
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], headers, body.getvalue()


def file_of(report: str, selection: Selection) -> list[dict[str, str]]:
    status, headers, content = fetched(f"/download/{report}.csv?{urlencode(fields(selection))}")
    assert status == 200
    assert headers["content-type"].startswith("text/csv")
    assert headers["cache-control"] == "no-store"
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_downloaded_file_has_every_row_that_the_page_counts() -> None:
    whole = Selection(date(2026, 9, 1), date(2026, 9, 30))
    assert len(file_of("sms_log", whole)) == TEXTS
    few = Selection(date(2026, 9, 1), date(2026, 9, 30), schools=(ODD_SCHOOL,), results=(SENT,))
    assert len(file_of("sms_log", few)) == 12
    assert len(file_of("sms_status", Selection())) == 4
    assert file_of("sms_log", Selection(date(2020, 1, 1), date(2020, 1, 2))) == []


def test_a_file_is_named_for_its_report_and_days() -> None:
    asked = urlencode(fields(Selection(date(2026, 9, 1), date(2026, 9, 30))))
    _status, headers, content = fetched(f"/download/sms_log.csv?{asked}")
    assert headers["content-disposition"] == 'attachment; filename="sms_log_2026-09-01_2026-09-30.csv"'
    assert content.startswith(b"\xef\xbb\xbf")


def test_a_file_has_words_over_it_times_with_offset_and_no_cell_that_runs() -> None:
    row = file_of("sms_log", Selection(broadcasts=("b0",), results=(INELIGIBLE,)))[0]
    assert row["Broadcast"] == f"'{FORMULA}"
    assert row["Number"] == "+12125550102"
    assert row["Requested"] == "2026-09-05T08:02:00-05:00"
    assert (row["Reason"], row["Why"]) == ("duplicate_number", vocabulary.reason_head("duplicate_number"))


@pytest.mark.parametrize("cell", ["=1+1", "+1+1", "-2", "@x", "\tx", "\rx", "+1212555010a"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_a_word(cell: str) -> None:
    made = as_csv(pa.table({"name": [cell, "+12125550101", None]})).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(made, newline="")))
    assert [row[0] if row else "" for row in rows[1:]] == [f"'{cell}", "+12125550101", ""]


@pytest.mark.parametrize("query", ["from=yesterday", "result=Delivered", "number=12125550101", "status=x"])
def test_an_address_that_no_page_has_made_is_refused(query: str) -> None:
    status, _headers, content = fetched(f"/download/sms_log.csv?{query}")
    assert status == 400
    assert b"555" not in content


def test_a_selection_comes_back_from_its_address_as_it_was() -> None:
    from starlette.datastructures import QueryParams

    selection = Selection(
        date(2026, 9, 1), date(2026, 9, 30), ("b1",), (ODD_SCHOOL, "A & B"), (SENT,), None
    )
    assert selection_of(QueryParams(urlencode(fields(selection)))) == selection


def test_a_download_stops_its_question_when_the_browser_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[bool] = []

    def endless(*_: object) -> Iterator[pa.RecordBatch]:
        try:
            while True:
                yield pa.record_batch({"number": ["+12125550101"] * 1000})
        finally:
            closed.append(True)

    monkeypatch.setattr(queries, "stream", endless)

    async def left_at_once() -> None:
        async def receive() -> dict[str, Any]:
            return {"type": "http.disconnect"}

        async def send(_message: Any) -> None:
            await asyncio.sleep(0.01)

        scope = {"type": "http", "method": "GET", "path": "/download/sms_log.csv", "headers": []}
        app = Starlette(routes=[*downloads.routes()])
        await app({**scope, "query_string": b"", "asgi": {}}, receive, send)

    asyncio.run(asyncio.wait_for(left_at_once(), 20))
    assert closed == [True]
