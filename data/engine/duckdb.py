"""DuckDB over one snapshot of the tables: one in-memory database per data version, shared by all.

A cursor doesn't see Arrow objects that its parent connection registered, so everything that a question
reads is a real table or view here. Each call takes its own cursor.
"""

from __future__ import annotations

import itertools
import threading
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
from data.engine.connections import connect, keep, open_files, quoted
from data.engine.contract import Engine
from data.engine.derived import IMPORTED, LATE, SQL, late_tables_read, tables_read
from data.errors import Problem
from data.tables import daily_results, store
from data.tables.schemas import LEFT_OUT, MESSAGES
from data.tables.snapshot import Snapshot
from data.words import vocabulary_tables
from data.words.catalog import _

MEMORY_APART = "400MB"  # a slice of a download takes a third; less fails where one day is very large
STREAM_ROWS = 20_000  # rows a batch when streaming: 256 MB in all for 2 million rows (measured)
_serials = itertools.count(1)


class Database:
    """The tables of one snapshot in DuckDB, ready for questions; no other one has its `serial`."""

    def __init__(
        self,
        snapshot: Snapshot,
        zone: str,
        *,
        only: str | None = None,
        connection: duckdb.DuckDBPyConnection | None = None,
    ) -> None:
        """Open the snapshot; stale months of daily_results are counted here, in memory only.

        `only` is the SQL of the one question that will be answered, so that only its tables are opened.
        """
        self.snapshot = snapshot
        self.serial = next(_serials)
        self._zone = zone
        self._connection = connection or connect()
        self._connection.execute("set global TimeZone = 'UTC'")
        # The files of a snapshot never change. Reading their footers once halves the time of a look-up.
        self._connection.execute("set global parquet_metadata_cache = true")
        self._lock = threading.Lock()
        needed = tables_read(self._connection, only)
        if "messages" in needed:
            open_files(self._connection, "messages", MESSAGES, snapshot.files("messages"))
        if "left_out" in needed:
            open_files(self._connection, "left_out", LEFT_OUT, snapshot.files("left_out"))
        for name in needed & {"contacts", "status_changes", "reminders"}:
            keep(self._connection, name, snapshot.table(name))
        if needed & IMPORTED:
            self._keep_imports(snapshot.table("imports"))
        for name, words in vocabulary_tables.tables().items():
            keep(self._connection, name, words)
        if "daily_results" in needed:
            keep(self._connection, "daily_results", self._counts(zone))
        self._made: set[str] = set()
        self._making = threading.Lock()
        self._derive(needed - LATE)

    def fetch(self, sql: str, parameters: Mapping[str, object]) -> pa.Table:
        """Return the whole answer. Raises Problem, without any value in it, if DuckDB can't answer."""
        with self._cursor(sql) as cursor:
            return cursor.execute(sql, dict(parameters)).to_arrow_table()

    def stream(self, sql: str, parameters: Mapping[str, object]) -> Generator[pa.RecordBatch, None, None]:
        """Return the answer in batches, without holding it; closing the iterator stops the question."""
        with self._cursor(sql) as cursor:
            yield from cursor.sql(sql, params=dict(parameters)).to_arrow_reader(STREAM_ROWS)

    def write_csv(
        self,
        sql: str,
        columns: Sequence[tuple[str, str]],
        parameters: Mapping[str, object],
        target: Path,
        *,
        order: str = "",
    ) -> int:
        """Write the answer, of columns of these names and types, as CSV in this order; return its rows."""
        with self._cursor(sql) as cursor:
            # The zone of the offsets, for this cursor alone.
            cursor.execute(f"set TimeZone = '{self._zone}'")
            cells = csv_answers.select(sql, columns, ZoneInfo(self._zone), order)
            cursor.execute(
                f"copy ({cells}) to {quoted(target)} (format csv, header false)", dict(parameters)
            )
            return int(cursor.fetchall()[0][0])

    @contextmanager
    def _cursor(self, sql: str) -> Iterator[duckdb.DuckDBPyConnection]:
        """Yield a cursor for one question, which is stopped at the end. Raises Problem if DuckDB fails."""
        cursor = self._own_cursor()
        try:
            self._derive(late_tables_read(cursor, sql))
            yield cursor
        except duckdb.Error as error:
            raise _unanswered(error) from None
        finally:
            cursor.interrupt()
            cursor.close()

    def _own_cursor(self) -> duckdb.DuckDBPyConnection:
        with self._lock:
            return self._connection.cursor()

    def _derive(self, needed: frozenset[str]) -> None:
        """Make the derived tables that are missing, each from the ones before it."""
        if not needed & SQL.keys() - self._made:
            return
        with self._making, self._own_cursor() as cursor:
            for name in (name for name in SQL if name in needed - self._made):
                cursor.execute(f"create table {name} as {SQL[name]}")
                self._made.add(name)

    def _keep_imports(self, rows: pa.Table) -> None:
        """Keep undone imports in a table of their own: a question counts them only if it says so."""
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


def apart(snapshot: Snapshot, sql: str, folder: Path) -> Engine:
    """Return an engine for one long piece of work beside the pages: for one question, in little memory.

    What doesn't fit goes to the folder. It uses one core: two single-threaded queries in parallel take a
    sixth less time than one query on two threads after the other, and less memory.
    """
    connection = connect(folder, memory=MEMORY_APART)
    connection.execute("set threads = 1")
    return Database(snapshot, settings.load().timezone, only=sql, connection=connection)


_opening = threading.Lock()


def database(uri: str) -> Engine:
    """Return the engine of the newest snapshot at an address, opened once per version and shared."""
    with _opening:
        return _opened(uri, store.newest_mark(uri), settings.load().timezone)


@lru_cache(maxsize=2)  # the logs and the sample; an older version lives while someone reads it
def _opened(uri: str, _mark: tuple[str, int, int], zone: str) -> Database:
    return Database(store.newest(uri), zone)


def _unanswered(error: duckdb.Error) -> Problem:
    # DuckDB's own message quotes parameters, and a phone number could get into a log: name only its kind.
    return Problem(
        _("The database couldn't answer the question ({kind}).", kind=type(error).__name__),
        next_step=_("Try a shorter date range. If it happens again, contact support."),
    )
