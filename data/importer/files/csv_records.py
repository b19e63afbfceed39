"""A CSV file split record by record: every row with the line on which it begins, broken rows too."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import TextIO

from data.errors import Problem
from data.importer.files.sources import Record, Source
from data.words.catalog import N_, _

LONGEST_CELL = 10_000_000
QUOTE_OPEN = N_("A quote is opened but not closed.")
LINE_END = re.compile(r"\r\n?|\n")
VALUE = re.compile(r"(?:\D*\d){7}")  # as many digits as a local phone number or a date
LEAST_COLUMNS = 3  # narrower rows look like any text with a comma

csv.field_size_limit(LONGEST_CELL)


class _Lines:
    """The lines of a file. The lines of a broken record can be returned, to be read again."""

    def __init__(self, file: TextIO, before: int) -> None:
        self.first = before + 1
        self._file = file
        self._read: list[str] = []
        self._returned: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        while line := self._returned.popleft() if self._returned else self._file.readline():
            self._read.append(line)
            yield line

    def done(self) -> None:
        """Mark the lines read so far as a record."""
        self.first += len(self._read)
        self._read = []

    def keep_first(self) -> str:
        """Return the first line read, alone. The others will be read again."""
        line, *others = self._read
        self._returned.extendleft(reversed(others))
        self._read = [line]
        return line


def records(source: Source) -> Iterator[Record]:
    """Yield every record after the header. Empty lines aren't records.

    A quote that is opened but not closed breaks the record of its own line, and no other.
    """
    with source.path.open(encoding="utf-8-sig", newline="", errors="strict") as file:
        every = _split(_Lines(file, source.lines_before), source)
        next(every)
        yield from every


def _split(lines: _Lines, source: Source) -> Iterator[Record]:
    width = len(source.header)
    while True:
        reader = csv.reader(iter(lines), delimiter=source.separator, strict=True, skipinitialspace=True)
        try:
            for cells in reader:
                if swallows_rows(cells, source.separator, width):
                    break
                if is_filled(cells):
                    yield lines.first, [*cells], None
                lines.done()
            else:
                return
        except csv.Error:
            pass
        yield lines.first, *_alone(lines.keep_first(), source, lines.first)
        lines.done()


def swallows_rows(cells: Sequence[str], separator: str, width: int) -> bool:
    """Return whether a cell holds whole rows, since its quote isn't closed where it should be.

    Its lines then go on as the row does: what is left of `width` cells in the first, all in each between,
    and those up to the cell's own place in the last; and one of them has a value of a row.
    """
    return width >= LEAST_COLUMNS and any(
        _goes_on_as_rows(LINE_END.split(cell), separator, place, width)
        for place, cell in enumerate(cells)
        if "\n" in cell or "\r" in cell
    )


def begins_rows(row: Sequence[str], separator: str, width: int) -> bool:
    """Return whether a cell of a row above the first record holds whole rows, since its quote stays open.

    `width` is how many cells those rows have at least.
    """
    return any(
        len(line.split(separator)) >= max(width, place + 1, LEAST_COLUMNS) and VALUE.match(line)
        for place, cell in enumerate(row)
        for line in LINE_END.split(cell)[1:]
    )


def _goes_on_as_rows(lines: Sequence[str], separator: str, place: int, width: int) -> bool:
    first, *between, last = (line.split(separator) for line in lines)
    return (
        (len(first), len(last)) == (width - place, place + 1)
        and all(len(line) == width for line in between)
        and any(VALUE.match(cell) for line in (first[1:], *between, last[:-1]) for cell in line)
    )


def is_filled(cells: list[str]) -> bool:
    """Return whether a line has more than white space; a line of separators does."""
    return len(cells) > 1 or bool(cells and cells[0].strip(" \x1a"))


def _alone(line: str, source: Source, number: int) -> tuple[list[str | None], str | None]:
    """Return one line as a record with its stray quotes, and why it is broken if one of them stays open."""
    try:
        reader = csv.reader([line, ""], delimiter=source.separator)
        cells: list[str | None] = list(next(reader))
    except csv.Error:
        raise Problem(
            _("A cell has more than {limit} characters, so the file can't be read.", limit=LONGEST_CELL),
            where=_("{file}, line {line}", file=source.path.name, line=number),
            next_step=_("Check that line. It may not be a row of a list."),
        ) from None
    if reader.line_num == 1:
        return cells, None
    return [*cells[:-1], (cells[-1] or "").rstrip("\r\n")], QUOTE_OPEN
