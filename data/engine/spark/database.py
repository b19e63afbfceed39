"""Spark over one snapshot of the tables: it answers what reads large tables, and DuckDB everything else.

The servers of Spark read the files themselves. Small tables come from DuckDB. What is derived from large
ones and small itself, Spark derives and DuckDB keeps.
"""

from __future__ import annotations

import itertools
import weakref
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from sqlglot.errors import SqlglotError

from data.access.masking import Mask
from data.engine.contract import Engine
from data.engine.duckdb import Database
from data.engine.interruption import Interrupted, asked_by
from data.engine.spark import looking, tables
from data.engine.spark.session import Connection, Lost, Session
from data.engine.spark.small_tables import SmallTables
from data.engine.spark.translation import STEP, Translation, translated
from data.tables.snapshot import Snapshot

LARGEST_LIMIT = 2**31 - 1
_runs = itertools.count(1)
_not_carried: set[str] = set()  # the SQL of questions that Spark can't answer, as was found at the start


class SparkDatabase:
    """The tables of one snapshot, for Spark and DuckDB together; no other one has its `serial`."""

    def __init__(
        self,
        snapshot: Snapshot,
        zone: str,
        address: str,
        *,
        connection: duckdb.DuckDBPyConnection | None = None,
    ) -> None:
        """Set up both. The server is looked for when the first question needs it."""
        self.snapshot = snapshot
        self.address = address
        self.session = Session(address)
        self._zone = zone
        self.small = SmallTables(self, snapshot, zone, connection=connection)
        self.serial = self.small.serial
        weakref.finalize(self, self.session.close).atexit = False

    def open_tables(self, older: Engine | None = None) -> None:
        """Open every small table that can be opened; a question says what can't."""
        self.small.open_tables(older.small if isinstance(older, SparkDatabase) else None)

    def read_again(self, name: str) -> None:
        """Do nothing: Spark reads the stored files alone, which never change."""

    def may_have_texts(self, number: object) -> bool:  # noqa: ARG002
        """Return True: it isn't known without a question."""
        return True

    def texted_number(self, place: int) -> int | None:  # noqa: ARG002
        """Return None: it isn't known without a question."""
        return None

    def unanswerable(self, sql: str, parameters: Mapping[str, object]) -> str | None:
        """Return why Spark can't answer a question, which DuckDB answers then; None if it can."""
        if not self.reads_large(sql):
            return None
        try:
            with self._answering(), self.session.connection() as connection:
                translation = _translated(sql, parameters)
                self._add_tables(connection, translation)
                why = looking.why_not(connection, translation, parameters)
        except SqlglotError as error:
            why = type(error).__name__
        if why:
            _not_carried.add(sql)
        return why

    def fetch(self, sql: str, parameters: Mapping[str, object]) -> pa.Table:
        """Return the whole answer to a question."""
        if self.reads_large(sql):
            return self.fetch_from_spark(sql, parameters)
        return self._local(sql).fetch(sql, parameters)

    def fetch_from_spark(self, sql: str, parameters: Mapping[str, object]) -> pa.Table:
        """Return the whole answer of Spark. A server that was lost meanwhile is asked once more."""
        try:
            return self._fetch(sql, parameters)
        except Interrupted:
            with self._answering(), asked_by(None):  # whoever seemed to have left waits after all
                return self._fetch(sql, parameters)
        except Lost:
            with self._answering():
                return self._fetch(sql, parameters)

    def _fetch(self, sql: str, parameters: Mapping[str, object]) -> pa.Table:
        with self._answer_of(sql, parameters) as answer:
            return tables.rows(answer)

    def stream(self, sql: str, parameters: Mapping[str, object]) -> Generator[pa.RecordBatch, None, None]:
        """Return the answer in batches, without holding it; closing the iterator stops the question."""
        if not self.reads_large(sql):
            yield from self._local(sql).stream(sql, parameters)
            return
        with self._answering():
            yield from self._in_batches(sql, parameters)

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
        """Write the answer as CSV with no header; return its rows. DuckDB makes cells of Spark's rows."""
        if not self.reads_large(sql):
            local = self._local(sql)
            return local.write_csv(sql, columns, parameters, target, order=order, masks=masks)
        in_order = f"select * from ({sql}) as answer{order}"
        with self._answering():
            return self.small.write_batches(self._in_batches(in_order, parameters), columns, target, masks)

    def reads_large(self, sql: str) -> bool:
        """Return whether Spark answers a question, which reads large tables."""
        return sql not in _not_carried and self.small.reads_files(sql)

    def _local(self, sql: str) -> Database:
        """Return the DuckDB that answers a question that Spark doesn't."""
        return self._whole if sql in _not_carried else self.small

    @cached_property
    def _whole(self) -> Database:
        """All tables in DuckDB, for questions that Spark can't answer."""
        return Database(self.snapshot, self._zone)

    def _add_tables(self, connection: Connection, translation: Translation) -> None:
        for name in sorted(translation.tables):
            tables.add(connection, name, self.snapshot, self.small)

    def _in_batches(
        self, sql: str, parameters: Mapping[str, object]
    ) -> Generator[pa.RecordBatch, None, None]:
        """Yield the answer in batches. A server that was lost before the first one is asked once more."""
        is_begun = False
        try:
            with self._answer_of(sql, parameters) as answer:
                for batch in _batches(answer):
                    is_begun = True
                    yield batch
        except Lost:
            if is_begun:
                raise
            with self._answer_of(sql, parameters) as answer:
                yield from _batches(answer)

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """Raise Problem if the server is lost inside."""
        try:
            yield
        except Lost:
            raise self.session.lost() from None

    @contextmanager
    def _answer_of(self, sql: str, parameters: Mapping[str, object]) -> Iterator[Any]:
        """Yield the answer of Spark to a question, before it is computed. Raises Problem, and Lost."""
        translation = _translated(sql, parameters)
        values = {
            name: [*value] if isinstance(value, tuple) else value for name, value in parameters.items()
        }
        own = f"run_{next(_runs)}_"  # its steps have names that no other question has
        steps: list[str] = []
        try:
            with self.session.connection() as connection:
                self._add_tables(connection, translation)
                for name, step in translation.steps:
                    steps.append(name.replace(STEP, own))
                    result = connection.spark.sql(step.replace(STEP, own), values).localCheckpoint()
                    result.createOrReplaceTempView(steps[-1])
                yield connection.spark.sql(translation.sql.replace(STEP, own), values)
        except Lost:
            steps.clear()  # the server is gone, or ends this session by itself: nobody uses it anymore
            raise
        finally:
            if steps:  # only now: inside, whoever has left the question would interrupt this as well
                connection.drop(steps)


def _translated(sql: str, parameters: Mapping[str, object]) -> Translation:
    """Return the translation of a question, without a limit that is larger than any of Spark's."""
    limits = translated(sql).limits & parameters.keys()
    large = {name for name in limits if int(str(parameters[name])) > LARGEST_LIMIT}
    return translated(sql, without=frozenset(large))


def _batches(answer: Any) -> Generator[pa.RecordBatch, None, None]:
    """Yield the rows of an answer as Spark sends them; an answer without rows is an empty batch."""
    client, schema = answer.sparkSession.client, None
    with closing(client.to_table_as_iterator(tables.plan(answer), {})) as parts:
        for part in parts:
            if isinstance(part, pa.Table):
                schema = part.schema if schema is None else schema
                yield from part.cast(schema).to_batches()
    if schema is None:
        yield from tables.rows(answer.limit(0)).to_batches()
