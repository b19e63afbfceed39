"""The tables of a snapshot in a session of Spark: large ones are read from their files, small ones sent."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from data.engine.derived.stored_tables import READ_IN_PLACE, VIEWS
from data.engine.duckdb import Database
from data.engine.spark.session import Connection
from data.tables.schemas import MESSAGES
from data.tables.snapshot import Snapshot

LARGE = {name: VIEWS.get(name, MESSAGES) for name in READ_IN_PLACE}
MANY_ROWS = 20_000  # more rows aren't sent along with each question, but kept by Spark's executors
TYPES = {
    pa.string(): "string",
    pa.int32(): "int",
    pa.int64(): "bigint",
    pa.float64(): "double",
    pa.bool_(): "boolean",
    pa.date32(): "date",
}


def add(connection: Connection, name: str, snapshot: Snapshot, small: Database) -> None:
    """Let questions of a session read a table; it is read or sent once."""
    with connection.lock:
        if name in connection.tables:
            return
        if name in LARGE:
            stored = "messages" if name == "messages_by_time" else name
            read_files(connection, name, LARGE[name], snapshot.files(stored))
        else:
            send(connection, name, small.fetch(f'select * from "{name}"', {}))
        connection.tables.add(name)


def read_files(connection: Connection, name: str, schema: pa.Schema, files: list[str]) -> None:
    """Make a view of Parquet files; a column that was added later is null in older ones."""
    if not files:
        send(connection, name, schema.empty_table())
        return
    reader = connection.spark.read.schema(_columns(schema))
    folder, is_partitioned, _rest = files[0].partition("/month=")
    if is_partitioned:
        reader = reader.option("basePath", _address(folder))
    reader.parquet(*map(_address, files)).createOrReplaceTempView(name)


def send(connection: Connection, name: str, rows: pa.Table) -> None:
    """Make a table of rows that the server doesn't have."""
    plain = pa.schema([(one.name, _plain(one.type)) for one in rows.schema])
    frame = connection.spark.createDataFrame(rows.cast(plain), _columns(plain))
    if rows.num_rows > MANY_ROWS:
        frame = frame.localCheckpoint()
    frame.createOrReplaceTempView(name)


def _plain(kind: pa.DataType) -> pa.DataType:
    """Return the type in which Spark takes a column; DuckDB's sums of integers are too large for it."""
    if pa.types.is_decimal(kind) and kind.scale == 0:
        return pa.int64()
    if pa.types.is_timestamp(kind):
        return pa.timestamp("us", "UTC")
    return pa.string() if pa.types.is_null(kind) else kind


def _columns(schema: pa.Schema) -> str:
    return ", ".join(f"`{one.name}` {_type(one.type)}" for one in schema)


def _type(kind: pa.DataType) -> str:
    if pa.types.is_timestamp(kind):
        return "timestamp"
    if pa.types.is_decimal(kind):
        return f"decimal({kind.precision}, {kind.scale})"
    return TYPES.get(kind) or str(kind)


def _address(file: str) -> str:
    """Return a file as Spark finds it, whose own default may be another file system."""
    return f"file://{file}" if file.startswith("/") else file


def rows(answer: Any) -> pa.Table:
    """Return the rows of an answer of Spark."""
    # `toArrow` has the question analyzed once more, for its types.
    table, *_rest = answer.sparkSession.client.to_table(plan(answer), {})
    return table


def plan(answer: Any) -> Any:
    """Return the plan of an answer, as Spark's client takes it."""
    return answer._plan.to_proto(answer.sparkSession.client)  # noqa: SLF001 - there is no other way
