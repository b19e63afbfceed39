"""The records that aren't imported, with their cells as the file has them."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import duckdb

from data.importer.files.csv import relation
from data.importer.files.sources import Source
from data.importer.rows import line_numbers
from data.importer.rows.database import sql

READ_AT_ONCE = 20_000


def open_omitted(connection: duckdb.DuckDBPyConnection, source: Source, work: Path) -> None:
    """Make `omitted` (place, record, omission, line, lines_before) and `originals`, their cells.

    If DuckDB reads the file itself, the lines of those records are copied to a file of their own: to number
    all records of a large file, DuckDB would have to read it again on one core.
    """
    connection.execute(sql("left_out", "omitted"))
    open_originals(connection, source, work)


def open_originals(connection: duckdb.DuckDBPyConnection, source: Source, work: Path) -> None:
    """Make `originals` of the records that `omitted` has."""
    if source.careful:
        connection.execute(sql("left_out", "originals_numbered"))
        return
    copied = work / f"left out of {source.path.name[:40]}"
    _copy(connection, source, copied)
    lines = relation(copied, source.header, source.separator, source.row_end)
    connection.execute(f"create or replace view records as {lines}")
    connection.execute(sql("left_out", "originals_copied"))


def _copy(connection: duckdb.DuckDBPyConnection, source: Source, target: Path) -> None:
    """Copy the header and the lines of the omitted records."""
    spans = connection.cursor().sql(sql("left_out", "spans")).to_arrow_reader(READ_AT_ONCE)
    with source.path.open("rb") as original, target.open("wb") as copy:
        copy.writelines(islice(original, line_numbers.of_header(source)))
        done = 0
        for batch in spans:
            for begin, count in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                copy.writelines(islice(original, begin - done, begin - done + count))
                done = begin + count
