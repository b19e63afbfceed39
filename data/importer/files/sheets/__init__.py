"""The list among the tables of a workbook or a page: the one with the most recognized columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from data.importer.files.sources import Source, check_header, write_records
from data.importer.recognize import furniture, headers

# A table's filled rows, each with its line.
Rows: TypeAlias = list[tuple[int, list[str | None]]]


def open_best(
    sheets: Sequence[Rows], path: Path, container: str, work: Path, names: Sequence[str] = ()
) -> Source | None:
    """Return the table with the most recognized columns and all with its header; None if none has rows.

    `names` are those of the sheets, if they have names.
    """
    tables = [_Table(rows) for rows in sheets if rows]
    named = [name for name, rows in zip(names, sheets, strict=False) if rows]
    best = max(tables, key=lambda table: headers.recognized_columns(table.header), default=None)
    if best is None:
        return None
    header = check_header(best.header, path.name)
    alike = [table.records for table in tables if table.header == best.header]
    records = chain.from_iterable(
        furniture.marked(((line, cells, None) for line, cells in rows), header, best.preamble)
        for rows in alike
    )
    relation = write_records(records, header, work / f"{path.stem[:40]}.parquet")
    return Source(
        path,
        container,
        header,
        relation,
        careful=True,
        has_surplus=True,
        lines_before=best.lines_before(container),
        preamble=best.preamble,
        has_heads=best.has_heads,
        sheets_not_read=tuple(
            name for name, table in zip(named, tables, strict=False) if table.header != best.header
        ),
    )


class _Table:
    """A table with its header, the rows above and below it, and whether groups of columns have heads."""

    def __init__(self, rows: Rows) -> None:
        cells = [row for _line, row in rows]
        self._place = headers.place_of_header(cells)
        self._line = rows[self._place][0]
        self.header = headers.names_at(cells, self._place)
        self.records = rows[self._place + 1 :]
        self.has_heads = headers.has_heads(cells, self._place)
        self.preamble = headers.preamble(cells[: self._place - self.has_heads])

    def lines_before(self, container: str) -> int:
        """Return how many lines are above the header. The lines of a page are its own."""
        if not self._place:
            return 0
        return self._line - 1 if container == "excel" else self._place
