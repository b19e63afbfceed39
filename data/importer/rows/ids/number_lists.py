"""The cells of a file that list several numbers, kept for reading each of their numbers as a record."""

from __future__ import annotations

from pathlib import Path

import duckdb

from data import engine

FILE = "lists of numbers.parquet"


def keep(connection: duckdb.DuckDBPyConnection, target: Path) -> bool:
    """Write the lists of the judged file, for repeated_columns.unfold_lists. Return whether it has any."""
    if not engine.answer(connection, "select 1 from number_lists limit 1").num_rows:
        return False
    connection.execute(f"copy number_lists to {engine.quoted(target.as_posix())} (format parquet)")
    return True
