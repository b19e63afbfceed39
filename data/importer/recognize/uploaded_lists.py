"""Reports of an uploaded list: the service's own columns, and before or behind them those of the list.

The names of the list's columns are unquoted in such a report, so that one with a comma makes several of the
header. The service's own columns still stand where they belong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data import numbers, settings
from data.importer.recognize import formats
from data.importer.recognize.plain_names import plain_name


@dataclass(frozen=True)
class UploadedList:
    """Where the service's own columns are: how many come first, or last, and the place of the number."""

    first: int = 0
    last: int = 0
    number: int | None = None
    region: str = ""

    def fitted(self, cells: list[str | None], width: int) -> list[str | None]:
        """Return the cells of a row under the names of `width` columns, some of which may be one.

        The row is unchanged if the number could be in several cells.
        """
        missing = width - len(cells)
        if not self.last or missing <= 0 or len(cells) <= self.last:
            return cells
        fitted = [*cells[: -self.last], *[None] * missing, *cells[-self.last :]]
        if self.number is None:
            return fitted
        places = range(max(self.number - missing, 0), min(self.number + 1, width - self.last))
        region = self.region or settings.load().region
        possible = [place for place in places if numbers.read(fitted[place] or "", region) is not None]
        if len(possible) != 1:
            return cells
        (place,) = possible
        fitted[self.number], fitted[place] = fitted[place], fitted[self.number]
        return fitted


def of_header(header: Sequence[str]) -> UploadedList:
    """Return where a header has the service's own columns; nothing if it is no such report."""
    for one in formats.matching(header):
        names = [*map(plain_name, one.recognized_by)]
        here = [*map(plain_name, header)]
        if one.own_columns_first and {*here[: len(names)]} == {*names}:
            return UploadedList(first=len(names))
        if one.last_counts and here[0] == names[0] and here[1 - len(names) :] == names[1:]:
            of_number = {plain_name(name) for name in one.columns.get("number", ())}
            place = next((place for place, name in enumerate(here) if name in of_number), None)
            return UploadedList(last=len(names) - 1, number=place, region=one.region)
    return UploadedList()
