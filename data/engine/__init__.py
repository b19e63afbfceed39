"""DuckDB over one snapshot of the tables: one in-memory database per data version, shared by all.

A cursor does not see registered Arrow objects of its parent connection, so everything that a question
reads is a real table or view here; each call takes a cursor of its own.
"""

from __future__ import annotations

import itertools
import re
import threading
import warnings
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from data import settings
from data.engine import csv_answers
from data.errors import Problem
from data.tables import daily_results, store
from data.tables.schemas import LEFT_OUT, MESSAGES, SCHEMAS
from data.words import vocabulary_tables

MEMORY_LIMIT = "2GB"  # half of a small server; sorts beyond it go to disk
MEMORY_APART = "400MB"  # a slice of a download takes a third; less fails where one day is very large
DERIVED_FILES = {
    name: Path(__file__).with_name(f"{name}.sql")
    for name in (
        *("current_statuses", "current_contacts", "current_owners", "phone_evidence", "pending_numbers"),
    )
}
DERIVED = {name: file.read_text(encoding="utf-8") for name, file in DERIVED_FILES.items()}
# They read all messages, so they are made when a question first wants them, and nobody else waits for it.
MADE_LATE = {"current_owners", "phone_evidence", "pending_numbers"}
STORED = {*SCHEMAS, "reminders"}
IMPORTED = {"imports", "undone_imports"}
STREAM_ROWS = 20_000  # rows a batch when streaming: 256 MB in all for 2 million rows (measured)


def connect(spill: Path | None = None, *, memory: str = MEMORY_LIMIT) -> duckdb.DuckDBPyConnection:
    """A new in-memory database of so much `memory`; what does not fit goes to `spill`.

    Without a folder `spill`, it goes to the user's own. DuckDB's progress bar is off: it would be
    drawn between the lines that a script reads.
    """
    spilled = spill or settings.own_folder() / "spilled"
    connection = duckdb.connect(config={"memory_limit": memory, "temp_directory": str(spilled)})
    connection.execute("set enable_progress_bar = false")
    return connection


# The whole answer is taken by `execute`, which plans once; `sql` plans twice, to save a copy of the rows.
warnings.filterwarnings("ignore", message="Arrow output on a DB-API result")
_serials = itertools.count(1)


class Database:
    """The tables of one snapshot, ready for questions; no other of this process has its `serial`."""

    def __init__(
        self,
        snapshot: store.Snapshot,
        zone: str,
        *,
        only: str | None = None,
        connection: duckdb.DuckDBPyConnection | None = None,
    ) -> None:
        """Open the snapshot; stale months of daily_results are counted here, in memory only.

        `only` is the SQL of the one question that will be put, so that only what it reads is opened.
        """
        self.snapshot = snapshot
        self.serial = next(_serials)
        self._zone = zone
        self._connection = connection or connect()
        self._connection.execute("set global TimeZone = 'UTC'")
        # The files of a snapshot never change, so their footers are read once: a look-up then takes half.
        self._connection.execute("set global parquet_metadata_cache = true")
        self._lock = threading.Lock()
        wanted = _read_by(only)
        if "messages" in wanted:
            open_files(self._connection, "messages", MESSAGES, snapshot.files("messages"))
        if "left_out" in wanted:
            open_files(self._connection, "left_out", LEFT_OUT, snapshot.files("left_out"))
        for name in wanted & {"contacts", "status_changes", "reminders"}:
            keep(self._connection, name, snapshot.table(name))
        if wanted & IMPORTED:
            self._keep_imports(snapshot.table("imports"))
        for name, words in vocabulary_tables.tables().items():
            keep(self._connection, name, words)
        if "daily_results" in wanted:
            keep(self._connection, "daily_results", self._counts(zone))
        self._made: set[str] = set()
        self._making = threading.Lock()
        self._derive(wanted - MADE_LATE)

    def fetch(self, sql: str, parameters: Mapping[str, object]) -> pa.Table:
        """The whole answer to a question. Raises Problem, without any value in it, where DuckDB can't."""
        with self._cursor(sql) as cursor:
            return cursor.execute(sql, dict(parameters)).to_arrow_table()

    def stream(self, sql: str, parameters: Mapping[str, object]) -> Generator[pa.RecordBatch, None, None]:
        """The answer in batches, without holding it; closing the iterator stops the question."""
        with self._cursor(sql) as cursor:
            yield from cursor.sql(sql, params=dict(parameters)).to_arrow_reader(STREAM_ROWS)

    def write_csv(
        self,
        sql: str,
        columns: Sequence[tuple[str, str]],
        parameters: Mapping[str, object],
        target: Path,
    ) -> int:
        """Write the answer, whose columns have these names and types, as CSV without a header; its rows."""
        with self._cursor(sql) as cursor:
            # Of this cursor alone: the zone of the offsets.
            cursor.execute(f"set TimeZone = '{self._zone}'")
            cells = csv_answers.select(sql, columns, ZoneInfo(self._zone))
            cursor.execute(
                f"copy ({cells}) to {quoted(target)} (format csv, header false)", dict(parameters)
            )
            return int(cursor.fetchall()[0][0])

    @contextmanager
    def _cursor(self, sql: str) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor for one question, which is stopped at the end. Raises Problem where DuckDB can't."""
        cursor = self._own_cursor()
        try:
            self._derive(_read_by(sql))
            yield cursor
        except duckdb.Error as fault:
            raise _unanswered(fault) from None
        finally:
            cursor.interrupt()
            cursor.close()

    def _own_cursor(self) -> duckdb.DuckDBPyConnection:
        with self._lock:
            return self._connection.cursor()

    def _derive(self, wanted: frozenset[str]) -> None:
        """Make those of the derived tables that are not there yet, each from the ones before it."""
        if not wanted & DERIVED.keys() - self._made:
            return
        with self._making, self._own_cursor() as cursor:
            for name in (name for name in DERIVED if name in wanted - self._made):
                cursor.execute(f"create table {name} as {DERIVED[name]}")
                self._made.add(name)

    def _keep_imports(self, rows: pa.Table) -> None:
        """Imports that were undone are a table apart, so that a question counts them only if it says so."""
        keep(self._connection, "imports", store.counting(rows))
        keep(self._connection, "undone_imports", rows.filter(pc.is_valid(rows["undone_at"])))

    def _counts(self, zone: str) -> pa.Table:
        files = self.snapshot.files("messages")
        marks = daily_results.marks(files)
        counted = daily_results.fresh(self.snapshot.table("daily_results"), zone, marks)
        stale = daily_results.stale_months(counted, marks)
        if not stale:
            return counted
        with connect() as beside:
            of_stale = [file for file in files if daily_results.month_of(file) in stale]
            open_files(beside, "messages", MESSAGES, of_stale)
            return pa.concat_tables([counted, daily_results.count(beside, zone, marks)])


def keep(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """Make a table of rows."""
    with _arriving(connection, rows) as arriving:
        connection.execute(f"create table {name} as select * from {arriving}")


def add(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """Put rows into a table that is there."""
    with _arriving(connection, rows) as arriving:
        connection.execute(f"insert into {name} select * from {arriving}")


@contextmanager
def _arriving(connection: duckdb.DuckDBPyConnection, rows: pa.Table) -> Iterator[str]:
    """The name by which the connection itself, and no cursor of it, can read rows."""
    connection.register("arriving", rows)
    try:
        yield "arriving"
    finally:
        connection.unregister("arriving")


def open_files(
    connection: duckdb.DuckDBPyConnection, name: str, schema: pa.Schema, files: list[str]
) -> None:
    """Make a view of Parquet files, or an empty table where there are none."""
    if not files:
        keep(connection, name, schema.empty_table())
        return
    listed = ", ".join(quoted(file) for file in files)
    connection.execute(
        f"create view {name} as select * from read_parquet([{listed}], "
        "hive_partitioning = true, hive_types_autocast = false, union_by_name = false)"
    )


def quoted(text: object) -> str:
    """A text as a literal of SQL, for where no parameter can stand."""
    return "'{}'".format(str(text).replace("'", "''"))


def apart(snapshot: store.Snapshot, sql: str, folder: Path) -> Database:
    """A database for one long piece of work beside the pages: of one question, in little memory.

    What does not fit goes to the folder. A query takes one core, so whoever wants two asks two at once:
    that takes a sixth less time of both than a query that is shared out, and less memory.
    """
    connection = connect(folder, memory=MEMORY_APART)
    connection.execute("set threads = 1")
    return Database(snapshot, settings.load().timezone, only=sql, connection=connection)


@lru_cache(maxsize=256)
def _read_by(sql: str | None) -> frozenset[str]:
    """The tables that a question reads, and those that they are derived from; all of them for None."""
    if sql is None:
        return frozenset({*STORED, *IMPORTED, *DERIVED})
    read = {name for name in (*STORED, *IMPORTED, *DERIVED) if re.search(rf"\b{name}\b", sql)}
    return frozenset(read).union(*(_read_by(DERIVED[name]) for name in read & DERIVED.keys()))


_opening = threading.Lock()


def database(uri: str) -> Database:
    """The database of a store's newest snapshot; it is opened once per data version and shared."""
    with _opening:
        return _opened(uri, store.newest_mark(uri), settings.load().timezone)


@lru_cache(maxsize=2)  # the logs and the samples; an older version lives as long as someone reads it
def _opened(uri: str, _mark: tuple[str, int, int], zone: str) -> Database:
    return Database(store.newest(uri), zone)


def _unanswered(fault: duckdb.Error) -> Problem:
    # DuckDB's own message quotes parameters, so a phone number could end in a log: only its kind is told.
    return Problem(
        f"The question could not be answered ({type(fault).__name__}).",
        next_step="Try a shorter range of dates; if it happens again, ask your support for help.",
    )
