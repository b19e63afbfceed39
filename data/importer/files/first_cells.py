"""The cells of some columns in the first records of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

import duckdb

from data import engine
from data.importer.files.csv import relation_of_first
from data.importer.files.csv_records import records
from data.importer.files.sources import Source
from data.importer.recognize import uploaded_lists


def of_columns(source: Source, places: Sequence[int], rows: int) -> Mapping[int, Sequence[str | None]]:
    """Return the cells of the columns at some places in so many first records, by the column's place."""
    if not places:
        return {}
    cells = ", ".join(f"c{place}" for place in places)
    try:
        with engine.borrowed() as connection:
            first = connection.sql(f"select {cells} from ({relation_of_first(source)}) limit {rows}")
            columns = [column.to_pylist() for column in first.to_arrow_table().columns]
    except duckdb.Error:
        columns = _split(source, places, rows)
    return dict(zip(places, columns, strict=True))


def _split(source: Source, places: Sequence[int], rows: int) -> list[list[str | None]]:
    """Return the same of a file that DuckDB's own reader can't read to there."""
    uploaded, width = uploaded_lists.of_header(source.header), len(source.header)
    try:
        every = [uploaded.fitted(cells, width) for _line, cells, _why in islice(records(source), rows)]
    except (UnicodeError, RuntimeError):
        every = []
    return [[row[place] if place < len(row) else None for row in every] for place in places]
