"""Numbers that contradict a format: a service that sends to one country has none of another alone."""

from __future__ import annotations

import re
from itertools import islice

import duckdb
import phonenumbers

from data import engine, numbers
from data.importer.files.csv_records import records
from data.importer.files.sources import Source
from data.importer.recognize import uploaded_lists
from data.importer.recognize.columns import Recognized

SAMPLED_RECORDS = 500
AMERICAN = "US"
NOT_DIGITS = re.compile(r"\D")


def are_foreign(source: Source, recognized: Recognized) -> bool:
    """Return whether the first numbers are American, and none is of the only region of the service."""
    region, place = recognized.format.region, dict(recognized.positions).get("number")
    if not region or place is None:
        return False
    written = _cells(source, place)
    return any(_is_american(cell, region) for cell in written) and not any(
        _is_at_home(cell, region) for cell in written
    )


def _cells(source: Source, place: int) -> list[str]:
    """Return the first filled cells of a column, of a file too that DuckDB's own reader can't read."""
    first = f"select nullif(c{place}, '') as cell from ({source.relation}) limit {SAMPLED_RECORDS}"
    with engine.borrowed() as connection:
        try:
            return [*map(str, connection.sql(first).to_arrow_table()["cell"].drop_null().to_pylist())]
        except duckdb.Error:
            uploaded, width = uploaded_lists.of_header(source.header), len(source.header)
            rows = (uploaded.fitted(cells, width) for _line, cells, _why in records(source))
            first_rows = islice(rows, SAMPLED_RECORDS)
            return [cell for cells in first_rows if place < len(cells) and (cell := cells[place])]


def _is_american(cell: str, region: str) -> bool:
    """Return whether a cell is a number of ten digits, or with the 1, that may be none of the region."""
    number = numbers.read(cell, AMERICAN)
    if number is None or not str(number).startswith("1"):
        return False
    lost_zero = numbers.read(f"0{NOT_DIGITS.sub('', cell)}", region)
    return lost_zero is None or not numbers.is_valid(lost_zero)


def _is_at_home(cell: str, region: str) -> bool:
    """Return whether a cell is written as the region writes its numbers, or with its country code."""
    number = numbers.read(cell, region)
    code = str(phonenumbers.country_code_for_region(region))
    return (
        number is not None
        and str(number).startswith(code)
        and NOT_DIGITS.sub("", cell).startswith(("0", code))
    )
