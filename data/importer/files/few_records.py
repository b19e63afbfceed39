"""All records of a file with few of them, as a page reads it that isn't an import."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data import engine
from data.errors import Problem
from data.importer.files.opening import open_source
from data.words.catalog import _, ngettext
from data.words.vocabulary import plain

FILE_TYPES = ["csv", "txt", "tsv", "xlsx", "xls", "ods"]  # that people keep such records in


@dataclass(frozen=True)
class Records:
    """The header of a file, and its records: the line of each, its cells, and why it can't be read."""

    header: tuple[str, ...]
    rows: list[tuple[int, list[str | None], str | None]]

    def column(self, names: Sequence[str]) -> int | None:
        """Return the place of the first of these names, in lower case, that the header has; else None."""
        places = {plain(name): place for place, name in reversed([*enumerate(self.header)])}
        return next((places[name] for name in names if name in places), None)


@contextmanager
def readable(file_name: str) -> Iterator[None]:
    """Raise Problem inside if DuckDB can't read a record of an uploaded file."""
    try:
        yield
    except duckdb.Error:  # its text may hold a number
        raise Problem(
            _("This file can't be read."),
            where=file_name,
            next_step=_("Export it again as CSV, with the column names in the first line."),
        ) from None


def read(content: bytes, file_name: str, most: int) -> Records:
    """Return the records of an uploaded file.

    Raises Problem if it can't be read, or has more than `most`.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, Path(file_name).name)
        path.write_bytes(content)
        source = open_source(path, Path(folder))
        names = ", ".join(f"c{place}" for place in range(len(source.header)))
        sql = f"select line, broken, {names} from ({source.relation}) limit {most + 1}"
        with readable(file_name), engine.connect(memory=engine.MEMORY_APART) as connection:
            rows = [[*row.values()] for row in engine.answer(connection, sql).to_pylist()]
    if len(rows) > most:
        raise Problem(
            ngettext(
                "This file has more than {number} row.",
                "This file has more than {number} rows.",
                most,
                number=most,
            ),
            where=file_name,
            next_step=_("Split it, then upload the parts one by one."),
        )
    first = source.lines_before + 2  # behind the header; where lines aren't noted, each record has one
    return Records(
        source.header,
        [(line or first + place, cells, broken) for place, (line, broken, *cells) in enumerate(rows)],
    )
