"""Lines of a report among the records that DuckDB reads, marked without splitting the file again."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from data import engine
from data.importer.files.sources import Source
from data.importer.recognize import furniture
from data.importer.recognize.columns import Recognized
from data.importer.recognize.plain_names import plain_name
from data.importer.rows import line_numbers, originals
from data.importer.rows.database import sql

MOST_LIKELY = 100_000  # records whose cells are looked at one by one


def mark(connection: duckdb.DuckDBPyConnection, source: Source, recognized: Recognized, work: Path) -> bool:
    """Mark the lines of a report in `staged` as broken. Return whether that was possible.

    It isn't where the file doesn't reveal the lines of its records, or where too many may be such lines.
    """
    connection.execute(sql("furniture/steps", recognized.kind))
    (counts,) = engine.answer(connection, sql("furniture/steps", "counts")).to_pylist()
    if not counts["likely_count"]:
        return True
    if (
        counts["likely_count"] > MOST_LIKELY
        or recognized.people
        or not line_numbers.find_line_ends(connection, source, counts["record_count"])
    ):
        return False
    connection.execute(sql("furniture/steps", "omitted"))
    originals.open_originals(connection, source, work)
    marks = _marks(connection, source)
    if marks.num_rows:
        connection.register("marks", marks)
        connection.execute(sql("furniture/steps", "marked"))
    return True


def _marks(connection: duckdb.DuckDBPyConnection, source: Source) -> pa.Table:
    """Return the likely records that are lines of a report, each with the key under which it is skipped."""
    names, titles = [*map(plain_name, source.header)], {text.casefold() for text in source.preamble}
    records, whys = [], []
    for batch in connection.sql(sql("furniture/steps", "originals")).to_arrow_reader(10_000):
        for record, *cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            why = furniture.kind_of(cells, names, titles)
            if why:
                records.append(record)
                whys.append(why)
    return pa.table({"record": pa.array(records, pa.int64()), "why": pa.array(whys, pa.string())})
