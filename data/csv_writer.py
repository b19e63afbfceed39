"""The one writer of CSV files that people get, whose cells no spreadsheet runs, and its reader."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

MARK = "\ufeff"  # without it, Excel takes UTF-8 for an old code page
LINE_END = "\r\n"
# Spreadsheets run cells that begin with = + - @, a tab, a line end, or a wide form of the first four.
# Such a cell gets an apostrophe, which makes it text. A number in E.164 form is only a number.
BEGINS_FORMULA = "=+@\t\r\n\uff1d\uff0b\uff0d\uff20-"
NUMBER = re.compile(r"\+[0-9]{7,15}")
# A cell that begins with apostrophes and one of these gets one more, so that the reader can take it away.
GUARDED = f"'*[{BEGINS_FORMULA}]"
_IS_RUN = re.compile(GUARDED)


def guarded(text: str) -> str:
    """Return a text as a cell that no spreadsheet runs."""
    return f"'{text}" if _IS_RUN.match(text) and not NUMBER.fullmatch(text) else text


def unguarded(cell: str) -> str:
    """Return the text of a guarded cell."""
    return cell[1:] if cell.startswith("'") and _IS_RUN.match(cell) else cell


def line(cells: Iterable[object], end: str = LINE_END) -> str:
    """Return a row of CSV. Text in it is guarded, and None is an empty cell."""
    row = io.StringIO(newline="")
    csv.writer(row, lineterminator=LINE_END).writerow(
        guarded(cell) if isinstance(cell, str) else cell for cell in cells
    )
    return row.getvalue().removesuffix(LINE_END) + end


def lines(header: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield a file line by line, with the mark that it is UTF-8 at its start."""
    yield MARK + line(header)
    yield from map(line, rows)


def content(header: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    """Return a whole file (see lines)."""
    return "".join(lines(header, rows)).encode()


def read(file: bytes) -> list[list[str]]:
    """Return the rows of such a file with its header, as they were before they were guarded."""
    text = io.StringIO(file.decode("utf-8-sig"), newline="")
    return [[unguarded(cell) for cell in row] for row in csv.reader(text)]
