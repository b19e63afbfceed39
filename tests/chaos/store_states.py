"""What a store holds, to be compared: as a reader meets it, and as it lies in its folder."""

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
from data.tables.schemas import SCHEMAS
from data.tables.store import Snapshot

TABLES = (*SCHEMAS, "imports")
TO_STAY = {"rejected", "import.lock", "cleared"}  # in the working folder
# What tells when and how often something was written, and not what.
UNLIKE = {
    "imports": ["imported_at", *(f"{name}_version" for name in SCHEMAS)],
    "daily_results": ["counted_from"],
}
COUNTED = """
select
    (select count(*) from messages) as texts,
    (select sum(texts) from daily_results) as counted,
    (select count(*) from status_changes) as changes,
    (select count(*) from contacts) as contacts,
    (select count(*) from imports) as imports
"""
CHECKSUM = "select count(*) as held, coalesce(sum(hash(counted)), 0)::varchar as checksum from counted"
Totals = tuple[int, ...]


@dataclass(frozen=True)
class State:
    """The rows of every table: how many, and a checksum of them whatever their order."""

    rows: Mapping[str, tuple[int, str]]
    rejected: Mapping[str, str]  # the files of rejected rows that the imports name

    def unlike(self, other: State) -> list[str]:
        """The tables in which two states differ."""
        tables = [name for name in TABLES if self.rows[name] != other.rows[name]]
        return [*tables, *([] if self.rejected == other.rejected else ["rejected rows"])]


def state_of(uri: str) -> State:
    """The newest state of a store; every table is opened and read to its end."""
    snapshot = store.newest(uri)
    rows = {name: _checksum(snapshot, name) for name in TABLES}
    ids = snapshot.table("imports")["import_id"].to_pylist()
    files = {one: store.workspace(uri) / "rejected" / f"{one}.csv" for one in ids}
    rejected = {one: file.read_text(encoding="utf-8") for one, file in files.items() if file.exists()}
    return State(rows, rejected)


def totals(snapshot: Snapshot, zone: str) -> Totals:
    """How many rows a reader meets in each table, in a database of its own."""
    row = engine.Database(snapshot, zone).fetch(COUNTED, {}).to_pylist()[0]
    return (*row.values(), snapshot.table("left_out").num_rows)


def faults_of(uri: str) -> list[str]:
    """What is wrong with a store whose last import came to its end."""
    named = set(store.newest(uri).table("imports")["import_id"].to_pylist())
    left = {file.name for file in Path(uri, "work").iterdir()} - TO_STAY
    surplus = [file.name for file in Path(uri, "work", "rejected").glob("*") if file.stem not in named]
    told = ((left, "left in the working folder"), (surplus, "rejected rows of no import"))
    return [
        *(str(line) for line in check.lines(uri) if not line.is_well),
        *(f"{what}: {', '.join(sorted(found))}" for found, what in told if found),
    ]


def beyond(uri: str) -> list[str]:
    """The tables that have a version beyond the newest state."""
    return [
        name
        for name, version in store.newest(uri).versions
        if DeltaTable(f"{uri}/{name}").version() != version
    ]


def a_day_passes(uri: str) -> None:
    """Make old files due to be cleared away, and those that nobody has committed old enough for it."""
    yesterday = time.time() - 2 * 24 * 3600
    for file in Path(uri).glob("*/**/*.parquet"):
        os.utime(file, (yesterday, yesterday))
    Path(uri, "work", "cleared").unlink(missing_ok=True)


def _checksum(snapshot: Snapshot, name: str) -> tuple[int, str]:
    rows = snapshot.table(name).drop_columns(UNLIKE.get(name, []))
    with duckdb.connect() as connection:
        engine.keep(connection, "counted", rows)
        found = connection.execute(CHECKSUM).fetchall()[0]
    return found[0], found[1]
