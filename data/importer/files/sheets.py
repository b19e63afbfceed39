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
    tables = [_from_header(rows) for rows in sheets]
    best = max(tables, key=lambda rows: headers.recognized_columns(_header(rows)), default=[])
    if not best:
        return None
    header = check_header(_header(best), path.name)
    alike = [rows[1:] for rows in tables if _header(rows) == _header(best)]
    records = chain.from_iterable(
        totals_line.marked((line, cells, None) for line, cells in rows) for rows in alike
    )
    relation = write_records(records, header, work / f"{path.stem[:40]}.parquet")
    return Source(path, container, header, relation, careful=True, has_surplus=True)


def _from_header(rows: Rows) -> Rows:
    return rows[headers.place_of_header([row for _line, row in rows]) :]


def _header(rows: Rows) -> tuple[str, ...]:
    return headers.names_of(rows[0][1]) if rows else ()
