"""DuckDB over one snapshot of the tables: one in-memory database per data version, shared by all.

A cursor doesn't see Arrow objects that its parent connection registered, so everything that a question
reads is a real table or view here. Each call takes its own cursor.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa

from data.access.masking import Mask
from data.engine import csv_answers, low_priority, texted_numbers
from data.engine.connections import connect, keep, parsed, quoted, reach
from data.engine.contract import Engine
from data.engine.derived import (
    ALWAYS_AGAIN,
    EVERY,
    LATE,
    SQL,
    fresh_counts,
    missing_tables,
    stored_tables,
    tables_named,
    tables_read,
)
from data.engine.derived.stored_tables import READ_IN_PLACE
from data.engine.interruption import Interrupted, asked_by, watched
from data.engine.problems import is_overtaken, overtaken, unanswered
from data.errors import Problem
from data.tables.snapshot import Snapshot
from data.words import vocabulary_tables

STREAM_ROWS = 20_000  # rows a batch when streaming: 256 MB in all for 2 million rows (measured)
_serials = itertools.count(1)


class Database:
    """The tables of one snapshot in DuckDB, ready for questions; no other one has its `serial`."""

    def __init__(
        self, snapshot: Snapshot, zone: str, *, connection: duckdb.DuckDBPyConnection | None = None
    ) -> None:
        """Set up a database. A question opens the tables that it reads, so a damaged one stops no other."""
        self.snapshot = snapshot
        self.serial = next(_serials)
        self._zone = zone
        self._connection = connection or low_priority.started(connect)
        self._connection.execute("set global TimeZone = 'UTC'")
        # The files of a snapshot never change. Reading their footers once halves the time of a look-up.
        self._connection.execute("set global parquet_metadata_cache = true")
        reach(self._connection, snapshot.uri)
        self._lock = threading.Lock()
        for name, words in vocabulary_tables.tables().items():
            keep(self._connection, name, words)
        self._made: set[str] = set()
        self._making, self._making_late = threading.Lock(), threading.Lock()

    def open_tables(self, older: Engine | None = None) -> None:
        """Open every table that can be opened, where no question waits; a question says what can't.

        Those that were made late in an `older` engine too: someone reads them.
        """
        used = older.made if isinstance(older, Database) else frozenset[str]()
        for name in sorted(EVERY - LATE | used):
            with suppress(Problem):
                self._make(frozenset({name}))
        with self._own_cursor() as cursor:
            for name in READ_IN_PLACE & self.made:
                with suppress(duckdb.Error):
                    cursor.execute(f"select count(*) from {name}")  # reads the ends of the files, once
        texted_numbers.read(self.snapshot)

    def may_have_texts(self, number: object) -> bool:
        """Return False if no text went to a number, True if one did or that isn't known yet."""
        return texted_numbers.may_have(self.snapshot, number)

    def texted_number(self, place: int) -> int | None:
        """Return a number that texts went to, by its place in their order (see texted_numbers.at_place)."""
        return texted_numbers.at_place(place)

    def unanswerable(self, sql: str, parameters: Mapping[str, object]) -> str | None:  # noqa: ARG002
        """Return None: questions are written for DuckDB."""
        return None

    @property
    def made(self) -> frozenset[str]:
        """Return the tables that questions have needed so far."""
        return frozenset(self._made)

    def read_again(self, name: str) -> None:
        """Let the next question open the files of a table again: others are there now."""
        self._made -= {name}

    def fetch(self, sql: str, parameters: Mapping[str, object]) -> pa.Table:
        """Return the whole answer. Raises Problem, without any value in it, if DuckDB can't answer."""
        try:
            return self._fetch(sql, parameters)
        except Interrupted:
            with asked_by(None):  # whoever seemed to have left waits after all
                return self._fetch(sql, parameters)

    def _fetch(self, sql: str, parameters: Mapping[str, object]) -> pa.Table:
        def answer() -> pa.Table:
            with self._cursor(sql) as cursor:
                return cursor.execute(parsed(cursor, sql), dict(parameters)).to_arrow_table()

        if self.derives_from_files(sql):  # not in one of the places where others wait to read files
            low_priority.run_for_all(partial(self._make_for, sql))
        return low_priority.run(answer) if self.reads_files(sql) else answer()

    def _make_for(self, sql: str) -> None:
        with self._cursor(sql):
            """Its tables are made."""

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
        masks: Mapping[str, Mask] | None = None,
    ) -> int:
        """Write the answer, of columns of these names and types, as CSV in this order; return its rows."""
        with self._cursor(sql) as cursor:
            # The zone of the offsets, for this cursor alone.
            cursor.execute(f"set TimeZone = '{self._zone}'")
            cells = csv_answers.select(sql, columns, ZoneInfo(self._zone), order, masks or {})
            cursor.execute(
                f"copy ({cells}) to {quoted(target)} (format csv, header false)", dict(parameters)
            )
            return int(cursor.fetchall()[0][0])

    @contextmanager
    def _cursor(self, sql: str) -> Iterator[duckdb.DuckDBPyConnection]:
        """Yield a cursor for one question, which is stopped at the end, and if its asker leaves meanwhile.

        Raises Problem if DuckDB fails, and for an asker who left, what ends their work.
        """
        cursor = self._own_cursor()
        try:
            self._make(missing_tables(cursor, sql, self._made))  # for everybody, so it isn't interrupted
            with watched(cursor.interrupt):
                yield cursor
        except duckdb.Error as error:
            raise unanswered(error, self.snapshot) from None
        except Problem:
            if is_overtaken(self.snapshot):
                raise overtaken() from None
            raise
        finally:
            cursor.interrupt()
            cursor.close()

    def reads_files(self, sql: str) -> bool:
        """Return whether a question reads large tables, which may take seconds."""
        if not any(name in sql for name in READ_IN_PLACE):
            return False
        with self._lock:
            return not READ_IN_PLACE.isdisjoint(tables_named(self._connection, sql))

    def derives_from_files(self, sql: str) -> bool:
        """Return whether a question needs a table that isn't made yet, and is derived from large ones."""
        unmade = (LATE & SQL.keys()) - self._made
        if not any(name in sql for name in unmade):
            return False
        with self._lock:
            needed = tables_named(self._connection, sql) & unmade
            derived = (tables_read(self._connection, SQL[name]) for name in needed)
            return not READ_IN_PLACE.isdisjoint(frozenset[str]().union(*derived))

    def _own_cursor(self) -> duckdb.DuckDBPyConnection:
        with self._lock:
            return self._connection.cursor()

    def _make(self, needed: frozenset[str]) -> None:
        """Make the tables that are missing, each after those that it is derived from. Raises Problem."""
        if not needed - self._made:
            return
        late = needed & LATE & SQL.keys()  # can take seconds, for which no other table waits
        lock = self._making_late if late else self._making
        with lock, self._own_cursor() as cursor:
            every = needed.union(*(tables_read(cursor, SQL[name]) for name in needed & SQL.keys()))
            if late:
                self._make(every - LATE)
            for name in sorted(every - self._made - SQL.keys()):
                self._open(cursor, name)
                self._made.update({name} - ALWAYS_AGAIN)
            for name in (name for name in SQL if name in every - self._made):
                self._derive(cursor, name)
                self._made.add(name)

    def _open(self, cursor: duckdb.DuckDBPyConnection, name: str) -> None:
        """Open a stored table. Raises Problem if it can't be read."""
        with stored_tables.reading(name, self.snapshot):
            if name == "daily_results":
                keep(cursor, name, self._counts())
            else:
                stored_tables.open_table(cursor, name, self.snapshot)

    def _counts(self) -> pa.Table:
        return fresh_counts.read(self.snapshot, self._zone)

    def _derive(self, cursor: duckdb.DuckDBPyConnection, name: str) -> None:
        """Make a table from others, which are there."""
        cursor.execute(f"create table {name} as {SQL[name]}", self._values(name))

    def _values(self, name: str) -> dict[str, object]:
        """Return the parameters of the SQL of a derived table."""
        return {"zone": self._zone} if "$zone" in SQL[name] else {}
