"""An administrator's way through a dashboard over Spark, in a real browser: the same as over DuckDB."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from data.tables.schemas import IMPORTS, MESSAGES
from tests.answers import Fill
from tests.browser.dashboard import LAPTOP, PATIENCE, chromium, downloaded, served, settle

TEXTS = 100_000
SENT = 2 * TEXTS  # half of them of the other school
TYPED = "(212) 555-0101"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, fill: Fill) -> Path:
    """Logs of two schools with as many texts of one day each."""
    folder = tmp_path_factory.mktemp("district")
    first = datetime(2026, 9, 30, 13, tzinfo=UTC)
    columns = {
        "service": ["s"] * SENT,
        "message_id": [f"m{place}" for place in range(SENT)],
        "broadcast": ["Picture day" if place % 3 else "Snow day" for place in range(SENT)],
        "school": ["Oak" if place % 2 else "Elm" for place in range(SENT)],
        "number": [12125550100 + place % 100 for place in range(SENT)],
        "result": ["Failed to Send" if place % 7 == 0 else "Sent" for place in range(SENT)],
        "requested_at": [first + timedelta(microseconds=place * 1000) for place in range(SENT)],
    }
    every = [columns.get(one.name, [None] * SENT) for one in MESSAGES]
    rows = pa.table(
        [pa.array(values, one.type) for values, one in zip(every, MESSAGES, strict=True)], MESSAGES
    )
    read = {"import_id": "000001", "kind": "log", "as_of": first + timedelta(days=1)}
    fill(str(folder / "logs"), {"messages": rows, "imports": pa.Table.from_pylist([read], schema=IMPORTS)})
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[BrowserContext]:
    """A browser's profile."""
    expect.set_options(timeout=PATIENCE)
    with chromium() as running, running.new_context(viewport=LAPTOP, reduced_motion="reduce") as context:
        context.set_default_timeout(PATIENCE)
        yield context


def test_filter_list_look_up_and_download_are_those_of_duckdb(
    folder: Path, server: str, browser: BrowserContext
) -> None:
    on_duckdb, on_spark = (_journey(folder, one, browser.new_page()) for one in ("duckdb", server))
    assert on_spark["list"] == on_duckdb["list"]
    assert on_spark["look-up"] == on_duckdb["look-up"]
    rows, expected = on_spark["rows"], on_duckdb["rows"]
    assert len(rows) == len(expected) == TEXTS
    assert rows == expected


def _journey(folder: Path, engine: str, tab: Page) -> dict[str, list[object]]:
    seen: dict[str, list[object]] = {}
    with served(folder, more=f'engine = "{engine}"\n') as server:
        tab.goto(f"{server.address}/sms_log?school=Oak")
        expect(tab.get_by_text(f"of {TEXTS:,} texts").first).to_be_visible()
        settle(tab)
        seen["list"] = [*tab.locator("table tbody tr").all_inner_texts()]
        seen["rows"] = [*downloaded(tab)]
        tab.goto(f"{server.address}/look_up")
        tab.get_by_label("Phone number").first.fill(TYPED)
        tab.keyboard.press("Enter")
        expect(
            tab.get_by_text(re.compile("can be texted|can't be texted|consent list")).first
        ).to_be_visible()
        expect(tab.get_by_text("Picture day").first).to_be_visible()
        settle(tab)
        seen["look-up"] = [*tab.locator("main table tbody tr").all_inner_texts()]
        assert "Traceback" not in server.said
    tab.close()
    return seen
