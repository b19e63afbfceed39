"""Connections to in-memory databases of DuckDB, and Arrow tables and Parquet files in them."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from data import settings

# The names of the columns of each file; files of one layout are read without matching names.
LAYOUTS = "select list(name) as layout from parquet_schema({}) group by file_name"
MEMORY_LIMIT = "2GB"  # half of a small server; larger sorts go to disk
# `execute` plans once; `sql` plans twice, to save a copy of the rows.
warnings.filterwarnings("ignore", message="Arrow output on a DB-API result")


def connect(spill: Path | None = None, *, memory: str = MEMORY_LIMIT) -> duckdb.DuckDBPyConnection:
    """Return a new in-memory database of so much `memory` ("2GB"); what doesn't fit goes to `spill`.

    Without that folder, it goes to the user's own. DuckDB's progress bar is off: it would be drawn between
    the lines that a script reads.
    """
    folder = spill or settings.own_folder() / "spilled"
    connection = duckdb.connect(config={"memory_limit": memory, "temp_directory": str(folder)})
    connection.execute("set enable_progress_bar = false")
    return connection


@contextmanager
def borrowed() -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection for a question about a few records, which makes no tables.

    It belongs to a database that stays: setting up a new one takes 10 ms.
    """
    with _staying().cursor() as connection:
        yield connection


@cache
def _staying() -> duckdb.DuckDBPyConnection:
    return connect()


def keep(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """Make a table of rows."""
    _read_arrow(connection, f"create table {name} as select * from arrow_rows", rows)


def add(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """Add rows to a table."""
    _read_arrow(connection, f"insert into {name} select * from arrow_rows", rows)


def _read_arrow(connection: duckdb.DuckDBPyConnection, sql: str, arrow_rows: pa.Table) -> None:  # noqa: ARG001
    # DuckDB finds `arrow_rows` in this frame, in two thirds of the time of registering and removing it.
    connection.execute(sql)


def open_files(
    connection: duckdb.DuckDBPyConnection, name: str, schema: pa.Schema, files: list[str]
) -> None:
    """Make a view of Parquet files with the schema's columns, or an empty table if there are no files.

    A column that was added later is null in older files. Only where files differ are they matched by name,
    which DuckDB does by reading the end of every file.
    """
    if not files:
        keep(connection, name, schema.empty_table())
        return
    listed = "[{}]".format(", ".join(quoted(file) for file in files))
    layouts = connection.sql(f"select distinct layout from ({LAYOUTS.format(listed)})").fetchall()
    relation = (
        f"read_parquet({listed}, hive_partitioning = true, hive_types_autocast = false, "
        f"union_by_name = {'true' if len(layouts) > 1 else 'false'})"
    )
    present = {column for column, *_type in connection.sql(f"describe from {relation}").fetchall()}
    columns = ", ".join(
        f'"{column}"' if column in present else f'cast(null as {kind}) as "{column}"'
        for column, kind in _types(connection, schema).items()
    )
    connection.execute(f"create view {name} as select {columns} from {relation}")


def _types(connection: duckdb.DuckDBPyConnection, schema: pa.Schema) -> dict[str, str]:
    """Return DuckDB's type of every column of a schema."""
    with _registered(connection, schema.empty_table()) as registered:
        described = connection.sql(f"describe from {registered}").fetchall()
    return {column: kind for column, kind, *_rest in described}


def quoted(text: object) -> str:
    """Return a text as a literal of SQL, for places that take no parameter."""
    return "'{}'".format(str(text).replace("'", "''"))
