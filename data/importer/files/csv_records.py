"""A CSV file split record by record: every row with the line on which it begins, the faulty ones too."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import TextIO

from data.errors import Problem
from data.importer.files.sources import Record, Source

LONGEST_CELL = 10_000_000
QUOTE_OPEN = "a quote is opened and not closed"

csv.field_size_limit(LONGEST_CELL)


class _Lines:
    """The lines of a file, of which those of a record that went wrong can be given back."""

    def __init__(self, file: TextIO, before: int) -> None:
        self.first = before + 1
        self._file = file
        self._taken: list[str] = []
        self._given_back: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        while line := self._given_back.popleft() if self._given_back else self._file.readline():
            self._taken.append(line)
            yield line

    def done(self) -> None:
        """The lines taken so far were a record."""
        self.first += len(self._taken)
        self._taken = []

    def keep_first(self) -> str:
        """The first line taken, alone; the others will be taken again."""
        line, *others = self._taken
        self._given_back.extendleft(reversed(others))
        self._taken = [line]
        return line


def records(source: Source) -> Iterator[Record]:
    """Every record after the header; empty lines are no records.

    A quote that is opened and not closed makes its own line a broken record, and swallows no other.
    """
    with source.path.open(encoding="utf-8-sig", newline="", errors="strict") as file:
        every = _split(_Lines(file, source.lines_before), source)
        next(every)
        yield from every


def _split(lines: _Lines, source: Source) -> Iterator[Record]:
    ended = False
    while not ended:
        reader = csv.reader(iter(lines), delimiter=source.separator, strict=True, skipinitialspace=True)
        try:
            for cells in reader:
                if is_filled(cells):
                    yield lines.first, [*cells], None
                lines.done()
            ended = True
        except csv.Error:
            yield lines.first, *_alone(lines.keep_first(), source, lines.first)
            lines.done()


def is_filled(cells: list[str]) -> bool:
    """Whether a line holds more than white space; a line of separators does."""
    return len(cells) > 1 or bool(cells and cells[0].strip(" \x1a"))


def _alone(line: str, source: Source, number: int) -> tuple[list[str | None], str | None]:
    """One line as a record, with whatever stray quotes it has; broken where one of them stays open."""
    try:
        reader = csv.reader([line, ""], delimiter=source.separator)
        cells: list[str | None] = list(next(reader))
    except csv.Error:
        raise Problem(
            f"A cell has more than {LONGEST_CELL:,} characters, so the file can't be read.",
            where=f"{source.path.name}, line {number}",
            next_step="Look at that line; it may be no row of a list at all.",
        ) from None
    if reader.line_num == 1:
        return cells, None
    return [*cells[:-1], (cells[-1] or "").rstrip("\r\n")], QUOTE_OPEN
