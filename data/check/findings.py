"""The findings of each check: one phrase per error, nothing if all is well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data import engine
from data.engine import by_time
from data.errors import Problem
from data.tables import daily_results, file_hashes, store, upkeep
from data.tables.schemas import SCHEMAS
from data.tables.snapshot import Snapshot, snapshot_of
from data.words.catalog import _, ngettext

FOLDER = Path(__file__).parent
# Row groups of a month that a look-up of one number reads, on average; 1 if they don't overlap.
GROUPS_OPENED = 2.0


@dataclass(frozen=True)
class Logs:
    """The stored data at one snapshot, and the time zone in which its days are counted."""

    snapshot: Snapshot
    zone: str

    def ask(self, name: str, **parameters: object) -> list[dict[str, Any]]:
        """Return the rows of one of the SQL files, in little memory; only its tables are opened.

        Raises Problem or duckdb.Error if a file can't be read.
        """
        sql = _sql(name)
        connection = engine.connect(memory=engine.MEMORY_APART)
        database = engine.Database(self.snapshot, self.zone, connection=connection)
        rows: list[dict[str, Any]] = database.fetch(sql, parameters).to_pylist()
        return rows


def closed_tables(logs: Logs) -> Iterator[str]:
    """Yield the tables that don't open."""
    for name in (*SCHEMAS, *logs.snapshot.standalone_tables()):
        try:
            logs.snapshot.open_table(name)
        except Problem:
            version = str(logs.snapshot.version(name))
            yield _("the table {table} doesn't open at version {version}", table=name, version=version)


def broken_files(logs: Logs) -> Iterator[str]:
    """Yield the files that are missing or incomplete, except of tables that don't open."""
    for name in (*SCHEMAS, "imports", *logs.snapshot.standalone_tables()):
        try:
            yield from upkeep.broken_files(logs.snapshot, name)
        except Problem:
            continue


def changed_files(logs: Logs) -> Iterator[str]:
    """Yield the files whose content changed after they were written, except of tables that don't open."""
    hashes = file_hashes.kept(logs.snapshot.uri)
    for name in (*SCHEMAS, "imports", *logs.snapshot.standalone_tables()):
        with suppress(Problem):
            yield from file_hashes.changed_files(logs.snapshot, name, hashes)


def changed_lists(logs: Logs) -> Iterator[str]:
    """Yield the files of texts in the order of time that have changed since they were made."""
    for file in by_time.changed(logs.snapshot):
        yield _("{file} has changed", file=str(file))


def undo_helps(logs: Logs) -> bool:
    """Return whether the state before the newest import is complete and unchanged.

    The lists of imports, reminders, notes and office entries are in every state: no undo gives them back.
    """
    hashes = file_hashes.kept(logs.snapshot.uri)
    try:
        for name in ("imports", *logs.snapshot.standalone_tables()):
            changed = file_hashes.changed_files(logs.snapshot, name, hashes)
            if [*upkeep.broken_files(logs.snapshot, name), *changed]:
                return False
    except Problem:  # the table doesn't open
        return False
    standing = store.counting(logs.snapshot.table("imports"))
    earlier = standing.slice(0, max(standing.num_rows - 1, 0))
    before = snapshot_of(logs.snapshot.uri, logs.snapshot.number, earlier)
    return upkeep.is_complete(before) and not any(
        file for name in SCHEMAS for file in file_hashes.changed_files(before, name, hashes)
    )


def import_counts(logs: Logs) -> Iterator[str]:
    """Yield the imports whose rows don't add up."""
    yield from map(_import, logs.ask("import_counts"))


def stored_rows(logs: Logs) -> Iterator[str]:
    """Yield the tables with more or fewer rows than the imports stored."""
    for row in logs.ask("stored_rows"):
        yield ngettext(
            "{table} has {number} row instead of {expected}",
            "{table} has {number} rows instead of {expected}",
            row["stored"],
            table=row["name"],
            number=row["stored"],
            expected=row["expected"],
        )


def rows_kept(logs: Logs) -> Iterator[str]:
    """Yield the imports with more or fewer rows in `left_out` than they skipped and rejected."""
    yield from map(_import, logs.ask("rows_kept"))


def stored_twice(logs: Logs) -> Iterator[str]:
    """Yield the months with several texts of the same key."""
    yield from map(_texts_of_month, logs.ask("stored_twice"))


def misplaced(logs: Logs) -> Iterator[str]:
    """Yield the months that hold texts of other months."""
    yield from map(_texts_of_month, logs.ask("misplaced"))


def unknown_words(logs: Logs) -> Iterator[str]:
    """Yield how many words are unknown. The words aren't shown: they may be anything, also personal."""
    yield from (_unknown(row["name"], row["listed"]) for row in logs.ask("unknown_words"))


def overlaps(logs: Logs) -> Iterator[str]:
    """Yield the months whose row groups overlap in their numbers."""
    files = logs.snapshot.files("messages")
    for row in logs.ask("overlaps", files=files, groups=GROUPS_OPENED) if files else []:
        groups = f"{row['opened']:.1f}"
        yield _("a look-up reads {groups} row groups in {month}", groups=groups, month=row["month"])


def other_counts(logs: Logs) -> Iterator[str]:
    """Yield the months whose stored counts are in use, but differ from those of the texts."""
    files = logs.snapshot.files("messages")
    marks = daily_results.marks(files)
    kept = daily_results.fresh(logs.snapshot.table("daily_results"), logs.zone, marks)
    months = set(kept["month"].to_pylist())
    with engine.connect(memory=engine.MEMORY_APART) as connection:
        connection.execute("set TimeZone = 'UTC'")
        counted = [file for file in files if daily_results.month_of(file) in months]
        engine.keep(connection, "kept_counts", kept)
        again = engine.count_days(connection, logs.snapshot.uri, counted, logs.zone, marks)
        engine.keep(connection, "fresh_counts", again)
        yield from engine.answer(connection, _sql("other_counts"))["month"].to_pylist()


def cut_off(logs: Logs) -> Iterator[str]:
    """Yield the tables in which an interrupted import left something; nothing while an import runs."""
    try:
        with store.import_lock(logs.snapshot.uri, wait=0):
            pass
    except Problem:
        return
    yield from upkeep.changed_tables(logs.snapshot)


def _import(row: dict[str, Any]) -> str:
    return _("import {import_id}", import_id=row["import_id"])


def _unknown(name: str, n: int) -> str:
    if name == "results":
        return ngettext("{number} unknown result", "{number} unknown results", n, number=n)
    if name == "reasons":
        return ngettext("{number} unknown reason", "{number} unknown reasons", n, number=n)
    return ngettext("{number} unknown status", "{number} unknown statuses", n, number=n)


def _texts_of_month(row: dict[str, Any]) -> str:
    number = row["texts"]
    return ngettext(
        "{number} text in {month}", "{number} texts in {month}", number, number=number, month=row["month"]
    )


def _sql(name: str) -> str:
    # Without comments: they name tables that the query doesn't read.
    return re.sub(r"--.*", "", (FOLDER / f"{name}.sql").read_text(encoding="utf-8"))
