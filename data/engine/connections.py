"""Connections to in-memory databases of DuckDB, and Arrow tables and Parquet files in them."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from data import settings
from data.tables import delta, objects

# The names of the columns of each file, below the name of the whole.
LAYOUTS = "select file_name, list(name)[2:] from parquet_schema($files) group by file_name"
MEMORY_LIMIT = "2GB"  # half of a small server; larger sorts go to disk
# What DuckDB lacks it would otherwise fetch from its maker's server, and run.
NOTHING_FROM_OUTSIDE = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}
warnings.filterwarnings("ignore", message="Arrow output on a DB-API result")
_layouts: dict[str, list[str]] = {}
_parsed: dict[str, duckdb.Statement] = {}  # the texts of the questions, which are a few dozen
_types_of: dict[pa.Schema, tuple[tuple[str, str], ...]] = {}


def connect(spill: Path | None = None, *, memory: str = MEMORY_LIMIT) -> duckdb.DuckDBPyConnection:
    """Return a new in-memory database of so much `memory` ("2GB"); what doesn't fit goes to `spill`.

    Without that folder, it goes to the user's own. DuckDB's progress bar is off: it would be drawn between
    the lines that a script reads.
    """
    folder = str(spill or settings.spill_folder())
    connection = duckdb.connect(
        config={"memory_limit": memory, "temp_directory": folder, **NOTHING_FROM_OUTSIDE}
    )
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


def answer(
    connection: duckdb.DuckDBPyConnection, statement: str, parameters: Mapping[str, object] | None = None
) -> pa.Table:
    """Return the rows of a statement that has few.

    It is planned once; DuckDB's `sql` plans twice, to save a copy of the rows.
    """
    return connection.execute(statement, parameters or {}).to_arrow_table()


def parsed(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    """Return the SQL of a question, parsed once in a process: a fifth of the time of a small question."""
    if sql not in _parsed:
        (_parsed[sql],) = connection.extract_statements(sql)
    return _parsed[sql]


def keep(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """Make a table of rows."""
    _read_arrow(connection, f"create or replace table {name} as select * from arrow_rows", rows)


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

    A column that was added later is null in older files. Files with the same columns are read together:
    matching columns by name would read the end of every file for every question.
    """
    if not files:
        keep(connection, name, schema.empty_table())
        return
    reach(connection, files[0])
    types = _types(connection, schema)
    selects = [
        f"select {_columns(types, present)} from read_parquet([{', '.join(map(quoted, alike))}], "
        "hive_partitioning = true, hive_types_autocast = false, union_by_name = false)"
        for present, alike in _by_layout(connection, files, tuple(schema.names)).items()
    ]
    connection.execute(f"create or replace view {name} as {' union all '.join(selects)}")


def reach(connection: duckdb.DuckDBPyConnection, address: str) -> None:
    """Let a database read the files of a store, if that is an object store. Raises Problem if it can't."""
    if objects.is_address(address):
        from data.engine import stored_objects  # noqa: PLC0415 - it loads for a fifth of a second

        stored_objects.reach(connection, address)


def no_rows(connection: duckdb.DuckDBPyConnection, schema: pa.Schema) -> str:
    """Return a select with the schema's columns and no rows."""
    return f"select {_columns(_types(connection, schema), ())} where false"


def _by_layout(
    connection: duckdb.DuckDBPyConnection, files: list[str], usual: tuple[str, ...]
) -> dict[tuple[str, ...], list[str]]:
    """Return files by the names of their columns, in order, with those of their folders (month=…).

    Files never change, so each is looked at once in a process. A damaged one counts as usual: whoever
    reads its rows gets the error.
    """
    _look_at(connection, [file for file in files if file not in _layouts])
    alike: dict[tuple[str, ...], list[str]] = {}
    for file in files:
        of_folders = (name for name, _value in delta.PARTITION.findall(file))
        present = (*_layouts[file], *of_folders) if file in _layouts else usual
        alike.setdefault(present, []).append(file)
    return alike


def _look_at(connection: duckdb.DuckDBPyConnection, files: list[str]) -> None:
    """Keep the layouts of files; one damaged file hides no other one's."""
    try:
        if files:
            _layouts.update(connection.execute(LAYOUTS, {"files": files}).fetchall())
    except duckdb.Error:
        for file in files if len(files) > 1 else []:
            _look_at(connection, [file])


def _columns(types: tuple[tuple[str, str], ...], present: tuple[str, ...]) -> str:
    missing = {name for name, _kind in types} - {*present}
    return ", ".join(
        f'cast(null as {kind}) as "{name}"' if name in missing else f'"{name}"' for name, kind in types
    )


def _types(connection: duckdb.DuckDBPyConnection, schema: pa.Schema) -> tuple[tuple[str, str], ...]:
    """Return the name and DuckDB's type of every column of a schema."""
    if schema not in _types_of:
        relation = connection.from_arrow(schema.empty_table())
        _types_of[schema] = tuple(zip(relation.columns, map(str, relation.types), strict=True))
    return _types_of[schema]


def quoted(text: object) -> str:
    """Return a text as a literal of SQL, for places that take no parameter."""
    return "'{}'".format(str(text).replace("'", "''"))
