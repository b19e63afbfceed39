"""One sweep over all tables: which rows go, in which months, and the tables without them.

A rule decides about batches of rows. The first pass only counts; the second writes what the first found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from data import engine, settings
from data.tables import daily_results, file_hashes, store
from data.tables.removal import commits
from data.tables.schemas import DAILY_RESULTS, EVERY, SCHEMAS, STANDALONE
from data.tables.snapshot import MISSING, Snapshot

TABLES = ("messages", "contacts", "status_changes", "left_out", *STANDALONE)
BATCH_ROWS = 50_000
ALL = "all"  # the only part of a table that has no months


class Judged(NamedTuple):
    """A batch: which of its rows go (booleans), their months, and the other rows as they are to stay."""

    goes: pa.BooleanArray
    months: pa.StringArray
    staying: pa.RecordBatch


class Rule(Protocol):
    """What decides which rows go."""

    def concerns(self, table: str, part: str) -> bool:
        """Return whether rows of this table, and of this month of texts, can go or change at all."""

    def judge(self, table: str, rows: pa.RecordBatch) -> Judged:
        """Return which rows of a batch go, and how the others stay."""

    def clean(self, imports: pa.Table) -> pa.Table:
        """Return the list of imports as it is to stay."""


@dataclass
class Plan:
    """What a sweep found: the rows that go by table and month, the parts to rewrite, and the counts.

    A part of a table is a month of texts, or else ALL.
    """

    rows: Counter[tuple[str, str]] = field(default_factory=Counter)
    parts: dict[str, set[str]] = field(default_factory=dict)
    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def of_table(self, table: str) -> int:
        """Return how many rows of a table go."""
        return sum(rows for (name, _month), rows in self.rows.items() if name == table)


def plan(snapshot: Snapshot, rule: Rule) -> Plan:
    """Return what goes by a rule. Raises Problem if a table can't be read."""
    removal = Plan()
    for table in TABLES:
        for part, files in _parts(snapshot, table).items():
            if rule.concerns(table, part):
                for rows in _batches(table, files):
                    _note(removal, table, part, rows, rule.judge(table, rows))
    return removal


def _note(removal: Plan, table: str, part: str, rows: pa.RecordBatch, judged: Judged) -> None:
    going = rows.filter(judged.goes)
    if not going.num_rows and judged.staying.equals(rows):
        return
    removal.parts.setdefault(table, set()).add(part)
    removal.rows.update((table, month) for month in judged.months.filter(judged.goes).to_pylist())
    if table not in STANDALONE:
        kinds = going["kind"].to_pylist() if table == "left_out" else [""] * going.num_rows
        removal.counts.update(
            (table, id_, kind) for id_, kind in zip(going["import_id"].to_pylist(), kinds, strict=True)
        )


def carry_out(snapshot: Snapshot, rule: Rule, removal: Plan) -> Snapshot:
    """Write the tables without what goes, commit them, and return the new snapshot.

    The caller holds the lock and has rolled back. Raises Problem if a file has changed since it was
    written, or the tables can't be written.
    """
    for table, parts in removal.parts.items():
        months = sorted(parts) if table == "messages" else None
        file_hashes.require_unchanged(snapshot, table, months)
        files = [file for part in sorted(parts) for file in _parts(snapshot, table)[part]]
        rows = _staying(table, files, rule)
        if table in STANDALONE:
            kept = pa.Table.from_batches(rows, STANDALONE[table])
            opened = snapshot.open_table(table)
            file_hashes.write(snapshot.uri, table, kept, "overwrite", opened=opened)
            continue
        store.replace(snapshot.uri, table, pa.RecordBatchReader.from_batches(SCHEMAS[table], rows), months)
        if months:
            _count_again(snapshot.uri, months)
    counts: list[commits.Count] = [
        {"table_name": table, "import_id": import_id, "kind": kind, "rows": rows}
        for (table, import_id, kind), rows in sorted(removal.counts.items())
    ]
    return commits.commit(snapshot, counts, rule.clean)


def _staying(table: str, files: list[str], rule: Rule) -> Iterator[pa.RecordBatch]:
    for rows in _batches(table, files):
        judged = rule.judge(table, rows)
        yield judged.staying.filter(pc.invert(judged.goes))


def _parts(snapshot: Snapshot, table: str) -> dict[str, list[str]]:
    """Return the files of each month of texts; those of another table as one part."""
    if snapshot.number < 0 or snapshot.version(table) == MISSING:
        return {}
    parts: dict[str, list[str]] = {}
    for file in snapshot.files(table):
        part = daily_results.month_of(file) if table == "messages" else ALL
        parts.setdefault(part, []).append(file)
    return parts


def _batches(table: str, files: list[str]) -> Iterator[pa.RecordBatch]:
    """Yield the rows of files in their order, with every column of the table."""
    schema = EVERY[table]
    with engine.connect(memory=engine.MEMORY_APART) as connection:
        engine.open_files(connection, table, schema, files)
        for rows in connection.table(table).to_arrow_reader(BATCH_ROWS):
            yield rows.cast(schema)


def _count_again(uri: str, months: list[str]) -> None:
    """Count the texts of these months again by day, as an import does."""
    every = store.uncommitted_files(uri, "messages")
    files = [file for file in every if daily_results.month_of(file) in months]
    with engine.connect(memory=engine.MEMORY_APART) as connection:
        zone, marks = settings.load().timezone, daily_results.marks(files)
        counted = engine.count_days(connection, uri, files, zone, marks)
    store.replace(uri, "daily_results", counted.cast(DAILY_RESULTS), months)
