"""The lines of a list that was pasted, or of a file, and their numbers. No Streamlit here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import pyarrow as pa

from data import numbers
from data.engine import answer, connect
from data.errors import Problem
from data.importer.files import few_records
from data.importer.files.opening import open_source
from data.importer.recognize.numbers import number_cells
from data.words.catalog import _

Count: TypeAlias = Callable[[Sequence[str]], int]  # of some cells, how many are usable
LOOKED_AT = 200  # rows of a file by which its column is found


@dataclass(frozen=True)
class Entry:
    """A line of a list: its text, and its number or why it has none, in the reader's language."""

    text: str
    number: int | None
    why: str = ""


@dataclass(frozen=True)
class Listed:
    """A list: its lines that aren't empty, in their order."""

    entries: tuple[Entry, ...]

    @property
    def numbers(self) -> list[int]:
        """The numbers of the list, as often as it has them."""
        return [entry.number for entry in self.entries if entry.number is not None]

    @property
    def others(self) -> list[str]:
        """The different lines that have no number, which can be an ID or a name."""
        return [*dict.fromkeys(entry.text for entry in self.entries if entry.number is None)]

    @property
    def repeated(self) -> int:
        """How many lines have a number that a line before has."""
        return len(self.numbers) - len(set(self.numbers))


def of_text(text: str, region: str) -> Listed:
    """Return the list that was pasted: a number, an ID or a name a line."""
    return _listed(text.splitlines(), region)


def of_file(name: str, content: bytes, region: str, named: Count) -> Listed:
    """Return the list of a file: its column that has most numbers, otherwise most IDs or names.

    `named` returns how many of some cells are an ID or a name. Raises Problem if the file can't be read,
    or has none of these.
    """
    with TemporaryDirectory(prefix="sms-reports-") as folder:
        path = Path(folder) / f"list{Path(name).suffix}"
        path.write_bytes(content)
        work = Path(folder) / "work"
        work.mkdir()
        try:
            with few_records.readable(name):
                header, rows = _table(path, work)
        except Problem as problem:
            raise Problem(problem.what_happened, where=name, next_step=problem.next_step) from None

    def numbers_in(cells: Sequence[str]) -> int:
        return sum(number_cells.read(cell, region).number is not None for cell in cells)

    column, counted = _column_of_most(header, rows, numbers_in, named)
    if column is None:
        raise Problem(
            _("This file has no column of phone numbers, contact IDs or names."),
            where=name,
            next_step=_("Save them in a column of their own, or paste them."),
        )
    cells = rows.column(column).to_pylist()
    # Without a header, the first line is one of the list too.
    first = [header[column]] if counted([header[column]]) else []
    return _listed([*first, *(cell or "" for cell in cells)], region)


def _table(path: Path, work: Path) -> tuple[Sequence[str], pa.Table]:
    """Return the header of a file and its cells, one column for each of the header."""
    source = open_source(path, work)
    columns = ", ".join(f"cast(c{place} as varchar) as c{place}" for place in range(len(source.header)))
    with connect() as connection:
        return source.header, answer(connection, f"select {columns} from ({source.relation})")


def _column_of_most(header: Sequence[str], rows: pa.Table, *ways: Count) -> tuple[int | None, Count]:
    """Return the column of which most of the first cells count, and the first way that counts any.

    None if no way counts any.
    """
    first = rows.slice(0, LOOKED_AT)
    columns = [
        [cell for cell in [title, *first.column(place).to_pylist()] if cell]
        for place, title in enumerate(header)
    ]
    for count in ways:
        counts = [count(cells) for cells in columns]
        if any(counts):
            return counts.index(max(counts)), count
    return None, ways[-1]


def _listed(lines: Iterable[str], region: str) -> Listed:
    every = [line.strip() for line in lines]
    # A number takes the twelve-thousandth part of a second to read, so each is read once.
    entries = {line: _entry(line, region) for line in dict.fromkeys(every) if line}
    return Listed(tuple(entries[line] for line in every if line))


def _entry(text: str, region: str) -> Entry:
    cell = number_cells.read(text, region)
    if cell.number is not None:
        return Entry(text, cell.number)
    why = _(cell.why) if cell.why else numbers.wrong_length(text, region) or _(numbers.why_not(text))
    return Entry(text, None, why)
