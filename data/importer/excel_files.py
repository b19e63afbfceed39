"""Excel workbooks: typed cells written as the text that the CSV reader would meet."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from data.errors import Problem
from data.importer import sheets
from data.importer.sheets import Rows
from data.importer.sources import Source


def open_excel(path: Path, work: Path) -> Source:
    """Open the sheet whose header is best recognised, and the sheets that go on with the same header."""
    try:
        workbook = CalamineWorkbook.from_path(path)
        rows = [_rows(workbook, name) for name in workbook.sheet_names]
    except (CalamineError, OSError, ValueError):
        raise _unreadable(path, "an Excel workbook") from None
    source = sheets.open_best(rows, path, "excel", work)
    if source is None:
        raise _unreadable(path, "an Excel workbook with rows")
    return source


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


def _rows(workbook: CalamineWorkbook, name: str) -> Rows:
    """A sheet's rows that are not empty, each with its line."""
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    texts = ((line, [text_of(cell) for cell in row]) for line, row in enumerate(rows, start=1))
    return [(line, row) for line, row in texts if any(row)]


def _unreadable(path: Path, wanted: str) -> Problem:
    return Problem(
        f"This file can't be opened as {wanted}.",
        where=path.name,
        next_step="Open it in a spreadsheet to see whether it is whole, and export it again.",
    )
