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
import pyarrow.compute as pc

from data import faults, settings
from data.access.masking import Mask
from data.engine import by_time, csv_answers, low_priority, texted_numbers
from data.engine.connections import connect, keep, open_files, parsed, quoted, reach
from data.engine.contract import Engine
from data.engine.derived import (
    ALWAYS_AGAIN,
    EVERY,
    LATE,
    SQL,
    fresh_counts,
    missing_tables,
    tables_named,
    tables_read,
)
from data.engine.interruption import Interrupted, asked_by, watched
from data.engine.problems import is_overtaken, overtaken, unanswered
from data.engine.record import open_record
from data.errors import Problem
from data.faults import CHECK
from data.tables import store
from data.tables.removal import commits
from data.tables.schemas import LEFT_OUT, MESSAGES
from data.tables.snapshot import UNREADABLE_TABLE, Snapshot
from data.words import vocabulary_tables
from data.words.catalog import _

MEMORY_APART = "400MB"  # a slice of a download takes a third; less fails where one day is very large
STREAM_ROWS = 20_000  # rows a batch when streaming: 256 MB in all for 2 million rows (measured)
VIEWS = {"messages": MESSAGES, "left_out": LEFT_OUT}  # large tables, which are read where they are
READ_IN_PLACE = frozenset({*VIEWS, "messages_by_time"})
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
                zone = {"zone": self._zone} if "$zone" in SQL[name] else {}
                cursor.execute(f"create table {name} as {SQL[name]}", zone)
                self._made.add(name)

    def _open(self, cursor: duckdb.DuckDBPyConnection, name: str) -> None:
        """Open a stored table. Raises Problem if it can't be read."""
        try:
            if name in VIEWS:
                open_files(cursor, name, VIEWS[name], self.snapshot.files(name))
            elif name == "messages_by_time":
                open_files(cursor, name, MESSAGES, by_time.files(self.snapshot))
            elif name == "record":
                open_record(cursor)
            elif name == "daily_results":
                keep(cursor, name, fresh_counts.read(self.snapshot, self._zone))
            elif name == "imports":
                keep(cursor, name, store.counting(self.snapshot.table(name)))
            elif name == "undone_imports":  # a question counts them only if it says so
                rows = self.snapshot.table("imports")
                keep(cursor, name, rows.filter(pc.is_valid(rows["undone_at"])))
            elif name == "removed_rows":
                counting = store.counting(self.snapshot.table("imports"))
                keep(cursor, name, commits.removed_rows(self.snapshot.uri, counting))
            else:
                keep(cursor, name, self.snapshot.table(name))
        except duckdb.Error as error:
            sentence = _(UNREADABLE_TABLE, table=name)
            problem = faults.problem(error, self.snapshot.uri, sentence)
            raise problem or Problem(sentence, where=self.snapshot.uri, next_step=_(CHECK)) from None


def apart(snapshot: Snapshot, folder: Path) -> Engine:
    """Return an engine for one long piece of work beside the pages, in little memory, and a folder.

    Two single-threaded queries in parallel take a sixth less time than one on two threads. Joins stay as
    written: by its guesses, DuckDB would hold all texts of a slice to join names to them.
    """
    connection = connect(folder, memory=MEMORY_APART)
    connection.execute("set threads = 1; set global disabled_optimizers = 'build_side_probe_side'")
    return Database(snapshot, settings.load().timezone, connection=connection)
