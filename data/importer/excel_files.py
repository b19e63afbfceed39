"""Excel workbooks (and Parquet files): typed cells written as the text that the CSV reader would meet."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
from python_calamine import CalamineError, CalamineWorkbook

from data.errors import Problem
from data.importer import columns
from data.importer.sources import Source, check_header, quoted, write_records


def open_excel(path: Path, work: Path) -> Source:
    """Open the sheet whose header is best recognised, and the sheets that go on with the same header."""
    try:
        workbook = CalamineWorkbook.from_path(path)
        sheets = [(name, _rows(workbook, name)) for name in workbook.sheet_names]
    except (CalamineError, OSError, ValueError):
        raise _unreadable(path, "an Excel workbook") from None
    best = max(sheets, key=lambda sheet: _known(sheet[1]), default=None)
    if best is None or not best[1]:
        raise _unreadable(path, "an Excel workbook with rows")
    header = check_header(best[1][0][1], path.name)
    alike = [rows for _name, rows in sheets if rows and _header(rows) == _header(best[1])]
    records = (record for rows in alike for record in rows[1:])
    relation = write_records(records, len(header), work / f"{path.stem[:40]}.parquet")
    return Source(path, "excel", header, relation, careful=True)


def open_parquet(path: Path) -> Source:
    """Open a Parquet file; times without a zone are local, as everywhere."""
    try:
        names = pq.read_schema(path).names
        duckdb.connect().execute(f"select 1 from read_parquet({quoted(str(path))}) limit 1")
    except (OSError, ValueError, duckdb.Error):
        raise _unreadable(path, "a Parquet file") from None
    header = check_header(names, path.name)
    cells = ", ".join(
        'cast("{}" as varchar) as c{}'.format(name.replace('"', '""'), place)
        for place, name in enumerate(names)
    )
    relation = (
        f"select {cells}, file_row_number + 1 as line, cast(null as varchar) as broken "
        f"from read_parquet({quoted(str(path))}, file_row_number = true)"
    )
    return Source(path, "parquet", header, relation, careful=True)


def text_of(cell: object) -> str | None:
    """A typed cell as text: dates in ISO form, whole numbers without a decimal point."""
    match cell:
        case None | "":
            return None
        case bool():
            return str(cell).lower()
        case datetime():
            return cell.isoformat(sep=" ", timespec="microseconds" if cell.microsecond else "seconds")
        case date() | time():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
    return str(cell)


def _rows(workbook: CalamineWorkbook, name: str) -> list[tuple[int, list[str | None]]]:
    """A sheet's rows that are not empty, each with its line."""
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    texts = ((line, [text_of(cell) for cell in row]) for line, row in enumerate(rows, start=1))
    return [(line, row) for line, row in texts if any(row)]


def _header(rows: list[tuple[int, list[str | None]]]) -> list[str]:
    return [(name or "").strip() for name in rows[0][1]]


def _known(rows: list[tuple[int, list[str | None]]]) -> int:
    header = tuple(_header(rows)) if rows else ()
    return max(len(columns.match(header, kind).positions) for kind in columns.KINDS)


def _unreadable(path: Path, wanted: str) -> Problem:
    return Problem(
        f"This file can't be opened as {wanted}.",
        where=path.name,
        next_step="Open it in a spreadsheet to see whether it is whole, and export it again.",
    )
