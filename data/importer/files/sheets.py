"""The list among the tables of a workbook or a page: the one with the most recognized columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from data.importer.files.sources import Source, check_header, write_records
from data.importer.recognize import headers, totals_line

# A table's filled rows, each with its line.
Rows: TypeAlias = list[tuple[int, list[str | None]]]


def open_best(sheets: Sequence[Rows], path: Path, container: str, work: Path) -> Source | None:
    """Return the table with the most recognized columns and all with its header; None if none has rows."""
    tables = [_Table(rows) for rows in sheets if rows]
    best = max(tables, key=lambda table: headers.recognized_columns(table.header), default=None)
    if best is None:
        return None
    header = check_header(best.header, path.name)
    alike = [table.records for table in tables if table.header == best.header]
    records = chain.from_iterable(
        totals_line.marked((line, cells, None) for line, cells in rows) for rows in alike
    )
    relation = write_records(records, header, work / f"{path.stem[:40]}.parquet")
    return Source(
        path, container, header, relation, careful=True, has_surplus=True, has_heads=best.has_heads
    )


class _Table:
    """A table with its header, the rows below it, and whether groups of columns have heads of their own."""

    def __init__(self, rows: Rows) -> None:
        cells = [row for _line, row in rows]
        place = headers.place_of_header(cells)
        self.header = headers.names_at(cells, place)
        self.records = rows[place + 1 :]
        self.has_heads = headers.has_heads(cells, place)
