"""The checks, one by one: each tells what is wrong, and nothing where all is well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data import engine
from data.errors import Problem
from data.tables import daily_results, store, upkeep
from data.tables.schemas import MESSAGES, SCHEMAS
from data.tables.store import Snapshot

FOLDER = Path(__file__).parent
# Row groups that a look-up of one number opens in a month, on average; one where they do not overlap.
GROUPS_OPENED = 2.0


@dataclass(frozen=True)
class Logs:
    """The state that is looked at, and the zone in which its days are counted."""

    snapshot: Snapshot
    zone: str

    def ask(self, name: str, **parameters: object) -> list[dict[str, Any]]:
        """The answer of one of the SQL files, of tables opened for it alone, in little memory.

        Raises Problem or duckdb.Error where a file can't be read.
        """
        sql = _sql(name)
        beside = engine.connect(memory=engine.MEMORY_APART)
        database = engine.Database(self.snapshot, self.zone, only=sql, connection=beside)
        rows: list[dict[str, Any]] = database.fetch(sql, parameters).to_pylist()
        return rows


def closed_tables(logs: Logs) -> Iterator[str]:
    """Tables that do not open."""
    for name in (*SCHEMAS, *_reminders(logs)):
        try:
            logs.snapshot.opened(name)
        except Problem as problem:
            yield problem.what.rstrip(".")


def broken_files(logs: Logs) -> Iterator[str]:
    """Files that are missing or not whole; of a table that does not open, `closed_tables` tells."""
    for name in (*SCHEMAS, "imports", *_reminders(logs)):
        try:
            yield from upkeep.broken_files(logs.snapshot, name)
        except Problem:
            continue


def import_counts(logs: Logs) -> Iterator[str]:
    """Imports whose row equation does not hold."""
    yield from (f"import {row['import_id']}" for row in logs.ask("import_counts"))


def stored_rows(logs: Logs) -> Iterator[str]:
    """Tables with more or fewer rows than were stored."""
    for row in logs.ask("stored_rows"):
        yield f"{row['name']} has {row['found']:,} instead of {row['expected']:,}"


def rows_kept(logs: Logs) -> Iterator[str]:
    """Imports with more or fewer rows in `left_out` than they set aside and rejected."""
    yield from (f"import {row['import_id']}" for row in logs.ask("rows_kept"))


def stored_twice(logs: Logs) -> Iterator[str]:
    """Months with texts of the same key."""
    yield from (_of_month(row) for row in logs.ask("stored_twice"))


def misplaced(logs: Logs) -> Iterator[str]:
    """Months that hold texts of others."""
    yield from (_of_month(row) for row in logs.ask("misplaced"))


def unknown_words(logs: Logs) -> Iterator[str]:
    """Columns with words that nobody has defined; the words themselves may be anything, so not they."""
    yield from (f"{row['listed']:,} unknown {row['name']}" for row in logs.ask("unknown_words"))


def overlaps(logs: Logs) -> Iterator[str]:
    """Months whose row groups overlap in their numbers."""
    files = logs.snapshot.files("messages")
    for row in logs.ask("overlaps", files=files, groups=GROUPS_OPENED) if files else []:
        yield f"in {row['month']} a number is to be looked for in {row['opened']:.1f} places"


def other_counts(logs: Logs) -> Iterator[str]:
    """Months whose counts are taken for good, and are not those of the texts."""
    files = logs.snapshot.files("messages")
    marks = daily_results.marks(files)
    kept = daily_results.fresh(logs.snapshot.table("daily_results"), logs.zone, marks)
    months = set(kept["month"].to_pylist())
    with engine.connect(memory=engine.MEMORY_APART) as connection:
        connection.execute("set TimeZone = 'UTC'")
        counted = [file for file in files if daily_results.month_of(file) in months]
        engine.open_files(connection, "messages", MESSAGES, counted)
        engine.keep(connection, "kept_counts", kept)
        engine.keep(connection, "fresh_counts", daily_results.count(connection, logs.zone, marks))
        yield from connection.sql(_sql("other_counts")).to_arrow_table()["month"].to_pylist()


def cut_off(logs: Logs) -> Iterator[str]:
    """Tables in which an import that was cut off has left something; one that runs is not looked at."""
    try:
        with store.import_lock(logs.snapshot.uri, wait=0):
            pass
    except Problem:
        return
    yield from upkeep.cut_off(logs.snapshot)


def _reminders(logs: Logs) -> list[str]:
    """The table of reminders, where there is one: it is set up with the first run."""
    return ["reminders"] if logs.snapshot.reminders >= 0 else []


def _of_month(row: dict[str, Any]) -> str:
    return f"{row['texts']:,} in {row['month']}"


def _sql(name: str) -> str:
    # Without its comments, in which tables are named that it does not read.
    return re.sub(r"--.*", "", (FOLDER / f"{name}.sql").read_text(encoding="utf-8"))
