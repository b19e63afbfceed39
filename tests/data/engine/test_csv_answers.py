"""CSV that DuckDB writes: exact, with offsets, and with no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import engine
from data.tables.snapshot import Snapshot

WIDE = ("EQUALS SIGN", "PLUS SIGN", "HYPHEN-MINUS", "COMMERCIAL AT")
BEGINS_FORMULA = {*"=+-@\t\r\n", *(unicodedata.lookup(f"FULLWIDTH {name}") for name in WIDE)}
Written = Callable[[list[object], str], list[str]]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Cells of one type, written and read again."""
    return lambda cells, kind: _written(tmp_path, cells, kind)


def _written(folder: Path, cells: list[object], kind: str, zone: str = "America/Chicago") -> list[str]:
    database = engine.Database(Snapshot("nowhere", -1, ()), zone)
    sql = f"select unnest(cast($cells as {kind}[])) as name, 1 as place"
    target = folder / "it's.csv"
    columns = [("name", kind), ("place", "bigint")]
    assert database.write_csv(sql, columns, {"cells": cells}, target) == len(cells)
    with target.open(encoding="utf-8", newline="") as file:
        return [row[0] for row in csv.reader(file)]


@pytest.mark.parametrize("cell", ["=1+1", "+1+1", "-2", "@x", "\tx", "\rx", "\nx", "+1212555010a", "+123"])
def test_cell_that_a_spreadsheet_would_run_is_stored_as_text(written: Written, cell: str) -> None:
    assert written([cell, "+12125550101", None, ""], "varchar") == [f"'{cell}", "+12125550101", "", ""]


@pytest.mark.parametrize("sign", ["\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH COMMERCIAL AT}"])
def test_full_width_signs_begin_no_formula(written: Written, sign: str) -> None:
    assert written([f"{sign}1"], "varchar") == [f"'{sign}1"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(), min_size=1, max_size=30))
def test_any_text_comes_back_unchanged_except_the_guard(tmp_path: Path, texts: list[str]) -> None:
    runs = [
        bool(text) and text[0] in BEGINS_FORMULA and not re.fullmatch(r"\+[0-9]{7,15}", text)
        for text in texts
    ]
    expected = [f"'{text}" if it else text for text, it in zip(texts, runs, strict=True)]
    assert _written(tmp_path, [*texts], "varchar") == expected


def test_times_have_the_offset_of_the_districts_clock(tmp_path: Path) -> None:
    change = datetime(2026, 11, 1, 6, 30, 0, 999_999, UTC)  # the clock is put back half an hour later
    instants: list[object] = [change, change + timedelta(hours=1), change + timedelta(hours=2), None]
    assert _written(tmp_path, instants, "timestamptz") == [
        *("2026-11-01T01:30:00-05:00", "2026-11-01T01:30:00-06:00", "2026-11-01T02:30:00-06:00", "")
    ]
    assert _written(tmp_path, [change], "timestamptz", "Asia/Kolkata") == ["2026-11-01T12:00:00+05:30"]


@pytest.mark.parametrize(
    "zone", ["America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Caracas", "UTC"]
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)), min_size=1, max_size=20))  # noqa: DTZ001
def test_any_instant_comes_back_unchanged(tmp_path: Path, zone: str, moments: list[datetime]) -> None:
    instants = [moment.replace(tzinfo=UTC, microsecond=0) for moment in moments]
    cells = _written(tmp_path, [*instants], "timestamptz", zone)
    assert [datetime.fromisoformat(text) for text in cells] == instants
    local = [instant.astimezone(ZoneInfo(zone)).isoformat() for instant in instants]
    assert cells == local
