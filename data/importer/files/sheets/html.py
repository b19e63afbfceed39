"""Web pages with a table, which some services call a workbook, and the XML of Excel 2003."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from data.errors import Problem
from data.importer.files import encodings, sheets
from data.importer.files.sheets import Rows
from data.importer.files.sources import Source
from data.words.catalog import _

BLOCK = 1 << 20
LARGEST = 64_000_000  # bytes, some 200,000 rows: the whole page is kept in memory
MOST_COLUMNS = 256  # that one cell may span: all of a workbook of Excel 2003
ROWS, CELLS, UNSEEN = ("tr", "row"), ("td", "th", "cell"), ("script", "style")


def open_page(path: Path, work: Path) -> Source:
    """Open the table with the most recognized columns. Raises Problem if the page has none."""
    if path.stat().st_size > LARGEST:
        raise _no_list(path, _("This is a web page that is too large to be read."))
    encoding, errors = encodings.decoding(encodings.of_file(path))
    tables = _Tables()
    try:
        with path.open(encoding=encoding, errors=errors) as file:
            while block := file.read(BLOCK):
                tables.feed(block)
        tables.close()
    except (UnicodeError, AssertionError):  # the library asserts what a page should be
        raise _no_list(path) from None
    source = sheets.open_best(tables.done(), path, "page", work)
    if source is None:
        raise _no_list(path)
    return source


class _Tables(HTMLParser):
    """The tables of a page, each with its rows and their lines."""

    def __init__(self) -> None:
        super().__init__()
        self._every: list[Rows] = []
        self._open: list[Rows] = []
        self._words: list[str] | None = None  # of the current cell
        self._unseen = False
        self._more = 0  # columns that the cell spans beside its own

    def done(self) -> list[Rows]:
        """Return every table with its filled rows. Cells missing at a row's end are empty."""
        self._end_cell()
        return [[(line, cells) for line, cells in _filled(rows) if any(cells)] for rows in self._every]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell, and end the one before if it is still open."""
        attributes = dict(attrs)
        if tag == "table":
            self._end_cell()
            self._open.append([])
            self._every.append(self._open[-1])
        elif tag in ROWS and self._open:
            self._end_cell()
            self._open[-1].append((self.getpos()[0], []))
        elif tag in CELLS and self._open and self._open[-1]:
            self._end_cell()
            row = self._open[-1][-1][1]
            row += [None] * (_number(attributes.get("ss:index")) - 1 - len(row))
            self._words = []
            self._more = (
                max(_number(attributes.get("colspan")), _number(attributes.get("ss:mergeacross")) + 1) - 1
            )
        elif tag in UNSEEN:
            self._unseen = True
        elif self._words is not None:
            self._words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """End a table, a row or a cell."""
        if tag in (*ROWS, *CELLS, "table"):
            self._end_cell()
        if tag == "table" and self._open:
            self._open.pop()
        self._unseen = self._unseen and tag not in UNSEEN

    def handle_data(self, data: str) -> None:
        """Add text to the current cell."""
        if self._words is not None and not self._unseen:
            self._words.append(data)

    def _end_cell(self) -> None:
        if self._words is not None and self._open and self._open[-1]:
            row = self._open[-1][-1][1]
            row.append(" ".join("".join(self._words).split()) or None)
            row += [None] * self._more
        self._words = None


def _filled(rows: Rows) -> Rows:
    width = max((len(cells) for _line, cells in rows), default=0)
    return [(line, [*cells, *[None] * (width - len(cells))]) for line, cells in rows]


def _number(text: str | None) -> int:
    return min(int(text), MOST_COLUMNS) if text and text.isdecimal() else 0


def _no_list(path: Path, problem: str = "") -> Problem:
    return Problem(
        problem or _("This is a web page without a list."),
        where=path.name,
        next_step=_(
            "Open it. If it is a sign-in page, sign in and download the file again. If it is the list, "
            "save it as CSV."
        ),
    )
