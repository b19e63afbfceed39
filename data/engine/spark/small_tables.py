"""The small tables of a snapshot in DuckDB; those that come from large ones are derived by Spark."""

from __future__ import annotations

import itertools
import weakref
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa

from data.access.masking import Mask
from data.engine import csv_answers
from data.engine.connections import connect, keep, quoted
from data.engine.derived import SQL, fresh_counts, tables_named
from data.engine.duckdb import Database
from data.engine.problems import unanswered
from data.engine.spark import counting, tables
from data.tables.snapshot import Snapshot


class Spark(Protocol):
    """What derives tables from large ones."""

    address: str

    def fetch_from_spark(self, sql: str, parameters: Mapping[str, object]) -> pa.Table:
        """Return the whole answer of Spark."""


class SmallTables(Database):
    """The small tables in DuckDB; those that come from large ones are derived by Spark."""

    def __init__(
        self,
        spark: Spark,
        snapshot: Snapshot,
        zone: str,
        *,
        connection: duckdb.DuckDBPyConnection | None,
    ) -> None:
        super().__init__(snapshot, zone, connection=connection)
        self._spark = weakref.proxy(spark)

    def write_batches(
        self,
        batches: Iterator[pa.RecordBatch],
        columns: Sequence[tuple[str, str]],
        target: Path,
        masks: Mapping[str, Mask] | None,
    ) -> int:
        """Write batches as CSV in their order, as an answer of DuckDB is written; return the rows."""
        first, failures = next(batches), list[Exception]()
        every = _noting(itertools.chain([first], batches), failures)
        arrow_rows = pa.RecordBatchReader.from_batches(first.schema, every)  # noqa: F841 - DuckDB finds it
        cells = csv_answers.select("from arrow_rows", columns, ZoneInfo(self._zone), "", masks or {})
        try:
            with connect() as beside:
                # Two threads would take batches in turn, and write them in the order in which they end.
                beside.execute(f"set threads = 1; set TimeZone = '{self._zone}'")
                beside.execute(f"copy ({cells}) to {quoted(target)} (format csv, header false)")
                return int(beside.fetchall()[0][0])
        except duckdb.Error as error:
            if failures:
                raise failures[0] from None
            raise unanswered(error, self.snapshot) from None

    def _open(self, cursor: duckdb.DuckDBPyConnection, name: str) -> None:
        if name not in tables.LARGE:  # nobody reads them here
            super()._open(cursor, name)

    def _derive(self, cursor: duckdb.DuckDBPyConnection, name: str) -> None:
        if tables_named(cursor, SQL[name]).isdisjoint(tables.LARGE):
            super()._derive(cursor, name)
        else:
            keep(cursor, name, self._spark.fetch_from_spark(SQL[name], self._values(name)))

    def _counts(self) -> pa.Table:
        def count(*files_and_zone: Any) -> pa.Table:
            return counting.count(self._spark.address, *files_and_zone)

        return fresh_counts.read(self.snapshot, self._zone, count)


def _noting(batches: Iterator[pa.RecordBatch], failures: list[Exception]) -> Iterator[pa.RecordBatch]:
    """Yield batches, and note what ends them: DuckDB would put its text into an error of its own."""
    try:
        yield from batches
    except Exception as error:
        failures.append(error)
        raise
