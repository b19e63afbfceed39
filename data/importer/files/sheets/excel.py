"""Excel workbooks: typed cells as the text that a CSV file would have."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from data.errors import Problem
from data.importer.files import sheets
from data.importer.files.sheets import Rows
from data.importer.files.sources import DAYS_FROM_1904, Source
from data.words.catalog import _

WORKBOOK = "xl/workbook.xml"
LOOKED_AT = 1 << 20  # bytes of it: the properties of the workbook come first
FROM_1904 = re.compile(rb"""<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*["'](?:1|true)["']""")


def open_excel(path: Path, work: Path) -> Source:
    """Open the sheet with the most recognized columns, and every sheet with the same header."""
    try:
        workbook = CalamineWorkbook.from_path(path)
        rows = [_rows(workbook, name) for name in workbook.sheet_names]
    except (CalamineError, OSError, ValueError):
        raise _unreadable(path, _("This file can't be opened as an Excel workbook.")) from None
    source = sheets.open_best(rows, path, "excel", work, workbook.sheet_names)
    if source is None:
        raise _unreadable(path, _("This workbook has no rows."))
    return replace(source, day_zero=DAYS_FROM_1904) if _counts_from_1904(path) else source


def _counts_from_1904(path: Path) -> bool:
    """Return whether a workbook of the newer kind counts days from 1904 (ECMA-376, workbookPr)."""
    try:
        with zipfile.ZipFile(path) as parts, parts.open(WORKBOOK) as described:
            return bool(FROM_1904.search(described.read(LOOKED_AT)))
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, ValueError, zlib.error):
        return False  # an older kind, or one that only the library can read


def text_of(cell: object) -> str | None:
    """Return a typed cell as text: dates in ISO form, whole numbers without a decimal point."""
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
    """Return a sheet's filled rows, each with its line."""
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    texts = ((line, [text_of(cell) for cell in row]) for line, row in enumerate(rows, start=1))
    return [(line, row) for line, row in texts if any(row)]


def _unreadable(path: Path, problem: str) -> Problem:
    return Problem(
        problem,
        where=path.name,
        next_step=_("Open it in a spreadsheet to see whether it is complete, then export it again."),
    )
