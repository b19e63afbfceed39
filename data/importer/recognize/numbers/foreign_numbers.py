"""Numbers that contradict a format: a service that sends to one country has none of another alone."""

from __future__ import annotations

import re

import phonenumbers

from data import numbers
from data.importer.files import first_cells
from data.importer.files.sources import Source
from data.importer.recognize.columns import Recognized

SAMPLED_RECORDS = 500
AMERICAN = "US"
NOT_DIGITS = re.compile(r"\D")


def are_foreign(source: Source, recognized: Recognized) -> bool:
    """Return whether the first numbers are American, and none is of the only region of the service."""
    region, place = recognized.format.region, dict(recognized.positions).get("number")
    if not region or place is None:
        return False
    written = [*filter(None, first_cells.of_columns(source, [place], SAMPLED_RECORDS)[place])]
    return any(_is_american(cell, region) for cell in written) and not any(
        _is_at_home(cell, region) for cell in written
    )


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
