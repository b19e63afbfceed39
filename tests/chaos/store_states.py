"""The state of a store to compare: as a reader sees it, and as it is on disk."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
from deltalake import DeltaTable

from data import check, engine
from data.tables import store
from data.tables.schemas import EVERY, SCHEMAS
from data.tables.snapshot import Snapshot

TABLES = tuple(EVERY)
KEPT_FILES = {"rejected", "import.lock", "cleared"}  # in the working folder
# These say when and how often something was written, not what.
VARYING_COLUMNS = {
    "imports": [
        *("imported_at", "undone_at"),
        *(f"{name}_{part}" for name in SCHEMAS for part in ("version", "files")),
    ],
    "reminders": ["run_id", "made_at"],
    "day_notes": ["note_id", "written_at"],
    "office_entries": ["entry_id", "entered_at"],
    "daily_results": ["counted_from"],
}
COUNTS_SQL = """
select
    (select count(*) from messages) as texts,
    (select sum(texts) from daily_results) as counted,
    (select count(*) from status_changes) as changes,
    (select count(*) from contacts) as contacts,
    (select count(*) from imports) as imports
"""
CHECKSUM_SQL = "select count(*) as held, coalesce(sum(hash(counted)), 0)::varchar as checksum from counted"
Totals = tuple[int, ...]


@dataclass(frozen=True)
class State:
    """The rows of every table: their number, and a checksum that doesn't depend on their order."""

    rows: Mapping[str, tuple[int, str]]
    rejected: Mapping[str, str]  # files of rejected rows, by import

    def differences(self, other: State) -> list[str]:
        """Return the tables in which two states differ."""
        tables = [name for name in TABLES if self.rows[name] != other.rows[name]]
        return [*tables, *([] if self.rejected == other.rejected else ["rejected rows"])]


def state_of(uri: str) -> State:
    """Return the newest state of a store; reads every table to its end."""
    snapshot = store.newest(uri)
    with duckdb.connect() as connection:
        rows = {name: _checksum(connection, snapshot, name) for name in TABLES}
    ids = snapshot.table("imports")["import_id"].to_pylist()
    files = {one: store.workspace(uri) / "rejected" / f"{one}.csv" for one in ids}
    rejected = {one: file.read_text(encoding="utf-8") for one, file in files.items() if file.exists()}
    return State(rows, rejected)


def totals(snapshot: Snapshot, zone: str) -> Totals:
    """Return how many rows each table has for a reader with a database of its own."""
    row = engine.Database(snapshot, zone).fetch(COUNTS_SQL, {}).to_pylist()[0]
    return (*row.values(), snapshot.table("left_out").num_rows)


def failures_of(uri: str) -> list[str]:
    """Return what is wrong with a store whose last import has ended."""
    ids = set(store.newest(uri).table("imports")["import_id"].to_pylist())
    left = {file.name for file in Path(uri, "work").iterdir()} - KEPT_FILES
    surplus = [file.name for file in Path(uri, "work", "rejected").glob("*") if file.stem not in ids]
    unexpected = ((left, "left in the working folder"), (surplus, "rejected rows of no import"))
    return [
        *(str(line) for line in check.lines(uri) if not line.is_well),
        *(f"{words}: {', '.join(sorted(names))}" for names, words in unexpected if names),
    ]


def tables_ahead(uri: str) -> list[str]:
    """Return the tables that have a version beyond the newest state."""
    return [
        name
        for name, version in store.newest(uri).versions
        if DeltaTable(f"{uri}/{name}").version() != version
    ]


def age_files(uri: str) -> None:
    """Make files old enough to be cleared away, also those that were never committed."""
    two_days_ago = time.time() - 2 * 24 * 3600
    for file in Path(uri).glob("*/**/*.parquet"):
        os.utime(file, (two_days_ago, two_days_ago))
    Path(uri, "work", "cleared").unlink(missing_ok=True)


def _checksum(connection: duckdb.DuckDBPyConnection, snapshot: Snapshot, name: str) -> tuple[int, str]:
    rows = snapshot.table(name).drop_columns(VARYING_COLUMNS.get(name, []))
    engine.keep(connection, "counted", rows)
    count, checksum = connection.execute(CHECKSUM_SQL).fetchall()[0]
    return count, checksum
