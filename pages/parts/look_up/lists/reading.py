"""The numbers of a list that was pasted, or of a file. No Streamlit here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from data import numbers
from data.engine import answer, connect
from data.errors import Problem
from data.importer.files import few_records
from data.importer.files.opening import open_source
from data.importer.recognize.numbers import number_cells
from data.words.catalog import _

LOOKED_AT = 200  # rows of a file by which its column of numbers is found


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
    def without_number(self) -> int:
        """How many lines have no number."""
        return len(self.entries) - len(self.numbers)

    @property
    def repeated(self) -> int:
        """How many lines have a number that a line before has."""
        return len(self.numbers) - len(set(self.numbers))


def of_text(text: str, region: str) -> Listed:
    """Return the list that was pasted: a number a line."""
    return _listed(text.splitlines(), region)


def of_file(name: str, content: bytes, region: str) -> Listed:
    """Return the numbers of a file: of its column that has most of them.

    Raises Problem if the file can't be read, or has no numbers.
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
    column = _column_of_numbers(header, rows, region)
    if column is None:
        raise Problem(
            _("This file has no column of phone numbers."),
            where=name,
            next_step=_("Save the numbers in a column of their own, or paste them."),
        )
    cells = rows.column(column).to_pylist()
    # Without a header, the first line is a number too.
    first = [header[column]] if number_cells.read(header[column], region).number else []
    return _listed([*first, *(cell or "" for cell in cells)], region)


def _table(path: Path, work: Path) -> tuple[Sequence[str], pa.Table]:
    """Return the header of a file and its cells, one column for each of the header."""
    source = open_source(path, work)
    columns = ", ".join(f"cast(c{place} as varchar) as c{place}" for place in range(len(source.header)))
    with connect() as connection:
        return source.header, answer(connection, f"select {columns} from ({source.relation})")


def _column_of_numbers(header: Sequence[str], rows: pa.Table, region: str) -> int | None:
    """Return the place of the column of which most of the first cells are numbers; None if none has any."""
    first = rows.slice(0, LOOKED_AT)
    counts = [
        sum(
            number_cells.read(cell, region).number is not None
            for cell in [title, *first.column(place).to_pylist()]
            if cell
        )
        for place, title in enumerate(header)
    ]
    return counts.index(max(counts)) if any(counts) else None


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
