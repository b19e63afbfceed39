"""Small tables for one step of an import, written as text, and the rows that it makes of them."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from data.importer.rows.database import sql


def fill(connection: duckdb.DuckDBPyConnection, table: str, columns: str, *rows: str) -> None:
    """Make a table of those columns ("number bigint, status varchar") with rows ("1 | Opted In").

    Cells that are empty, or missing at the end of a row, are null.
    """
    connection.execute(f"create or replace table {table} ({columns})")
    width = len(connection.sql(f"from {table}").columns)
    cells = [[cell.strip() or None for cell in row.split("|")] for row in rows]
    cells = [row + [None] * (width - len(row)) for row in cells]
    if cells:
        connection.executemany(f"insert into {table} values ({', '.join('?' * width)})", cells)


def step(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    part: str = "",
    parameters: Mapping[str, object] | None = None,
) -> list[tuple[object, ...]]:
    """Return the rows of one SQL file of the importer, or of one step in it."""
    return connection.execute(sql(name, part), parameters).fetchall()


def rows(connection: duckdb.DuckDBPyConnection, columns: str, table: str) -> list[str]:
    """Return the rows of a table as `fill` takes them, sorted."""
    found = connection.sql(f"select {columns} from {table}").fetchall()
    return sorted(" | ".join("" if cell is None else str(cell) for cell in row) for row in found)
