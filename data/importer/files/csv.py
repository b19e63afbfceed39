"""Comma, semicolon, tab and bar separated files in UTF-8, UTF-16, UTF-32 or Windows-1252.

DuckDB reads a clean file directly. If it refuses one (rows of another width, mixed line ends, a stray
quote), the file is split record by record, so that only the broken rows are rejected.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from data.engine import quoted
from data.errors import Problem
from data.importer.files import encodings
from data.importer.files.csv_records import LONGEST_CELL, begins_rows, is_filled, records
from data.importer.files.sources import Source, address, check_header, write_records
from data.importer.recognize import furniture, headers, uploaded_lists
from data.words.catalog import _

SEPARATORS = (",", ";", "\t", "|")
LOOKED_AT = 1 << 20  # bytes that tell the separator
LONGEST_TOTAL = 1_000  # bytes of a totals line
ROW_ENDS = {"\r": "\\r", "\n": "\\n"}  # as DuckDB's reader is told them
SEPARATOR_LINE = re.compile(r"\ufeff?\"?sep=([^\w\s\"]|\t)\"?[,;\t]*[ ]*(?=[\r\n])", re.IGNORECASE)
FORMULA, BEFORE_A_CELL = b'="', (b",", b";", b"\t", b"|", b"\n", b"\r", b'"')


class _Layout(NamedTuple):
    """The layout of a file: its columns, the separator, what stands above the header, and the row end.

    `has_heads` is whether the last line above the header has heads of groups of columns. `open_quote` is
    the line, from 1, of a quote that isn't closed before the rows begin.
    """

    names: list[str]
    separator: str
    lines_before: int
    preamble: tuple[str, ...]
    row_end: str
    has_heads: bool = False
    open_quote: int | None = None


def open_csv(path: Path, work: Path, code_page: str | None = None) -> Source:
    """Open a file for DuckDB's own reader. One in another encoding, or with a title, is copied first.

    `code_page` is what a person says of a file whose bytes are no Unicode (encodings.CODE_PAGES).
    Raises Problem if nobody says it and letters make no sense.
    """
    encoding = encodings.of_file(path, whole=code_page is not None)
    if encoding == "cp1252" and code_page:
        encoding = code_page
    elif encoding == "cp1252":
        encodings.check_letters(path)
    readable = path if encoding in encodings.AS_IT_IS else _as_utf8(path, encoding, work)
    layout = _layout(readable)
    if layout.open_quote:
        raise _open_quote(path, layout.open_quote)
    if layout.lines_before:
        readable = _as_utf8(path, encoding, work, layout.lines_before)
    header = check_header(layout.names, path.name)
    source = Source(
        readable,
        "csv",
        header,
        relation(readable, header, layout.separator, layout.row_end),
        careful=False,
        separator=layout.separator,
        lines_before=layout.lines_before,
        has_heads=layout.has_heads,
        row_end=layout.row_end,
        preamble=layout.preamble,
    )
    return split_carefully(source, work) if _wants_care(source) else source


def relation(
    path: Path, header: tuple[str, ...], separator: str, row_end: str, *, of_first: bool = False
) -> str:
    """Return the relation of a Source that DuckDB's own reader reads.

    It is given the end of the rows: by itself it takes the first line end in the file, which may be one
    inside a heading, and then reads no row at all. `of_first` is for reading only the first records: then
    it reads 10 MB of the file, not 64.
    """
    at_once = f"buffer_size = {LONGEST_CELL + 1}, parallel = false, " if of_first else ""
    end = "".join(ROW_ENDS[letter] for letter in row_end)
    names = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(header)))
    return (
        "select *, cast(null as bigint) as line, cast(null as varchar) as broken "
        f"from read_csv({address(path)}, header = true, auto_detect = false, "
        f"delim = {quoted(separator)}, quote = '\"', escape = '\"', new_line = '{end}', "
        f"{at_once}max_line_size = {LONGEST_CELL}, "
        f"columns = {{{names}}})"
    )


def relation_of_first(source: Source) -> str:
    """Return the relation of a source from which only the first records are read, in less time."""
    if source.container != "csv" or source.careful:
        return source.relation
    return relation(source.path, source.header, source.separator, source.row_end, of_first=True)


def split_carefully(source: Source, work: Path) -> Source:
    """Return the same file split record by record, each with its line. Broken records are marked."""
    if encodings.of_file(source.path, whole=True) == "cp1252":
        encodings.check_letters(source.path)
        source = replace(source, path=_as_utf8(source.path, "cp1252", work))
    target = work / f"{source.path.name[:40]}.parquet"
    uploaded = uploaded_lists.of_header(source.header)
    width = len(source.header)
    plain = (
        (line, uploaded.fitted([*map(_plain, cells)], width), why) for line, cells, why in records(source)
    )
    every = furniture.marked(plain, source.header, source.preamble)
    split = write_records(every, source.header, target, least=uploaded.first or None)
    return replace(source, relation=split, careful=True, has_surplus=True)


def _wants_care(source: Source) -> bool:
    """Return whether a file has what DuckDB's reader would misread: text formulas, or a totals line."""
    before = b""
    with source.path.open("rb") as file:
        while block := file.read(LOOKED_AT):
            if _has_formula(before[-2:] + block):
                return True
            before = block if len(block) >= LONGEST_TOTAL else before + block
    last = before[-LONGEST_TOTAL:].rstrip(b" \t\r\n,;|").splitlines()[-1:]  # also above empty rows
    cells = csv.reader([encodings.text_of(last[0])] if last else [], delimiter=source.separator)
    return any(furniture.is_total([*row]) for row in cells)


def _has_formula(block: bytes) -> bool:
    """Return whether a cell begins like ="0123", which keeps a spreadsheet from reading it as a number."""
    # Searching one byte is ten times as fast as two, and most files don't have even that.
    place = block.find(FORMULA) if FORMULA[:1] in block else -1
    while place >= 0:
        if block[place - 1 : place] in BEFORE_A_CELL:
            return True
        place = block.find(FORMULA, place + 1)
    return False


def _plain(cell: str | None) -> str | None:
    """Return the text of a cell that is a text formula; any other cell unchanged."""
    if cell and cell.startswith('="') and cell.endswith('"') and len(cell) > len('=""'):
        return cell[2:-1].replace('""', '"')
    return cell


def _as_utf8(path: Path, encoding: str, work: Path, lines_before: int = 0) -> Path:
    target = work / f"{path.stem[:40]}.{lines_before}.csv"
    decoded_as, errors = encodings.decoding(encoding)
    try:
        with (
            path.open(encoding=decoded_as, newline="", errors=errors) as original,
            target.open("w", encoding="utf-8", newline="") as written,
        ):
            for _line in range(lines_before):
                original.readline()
            while block := original.read(LOOKED_AT):
                written.write(block)
    except UnicodeError:
        raise Problem(
            _(
                "This file begins as {encoding}, but other parts can't be decoded.",
                encoding=encoding.upper(),
            ),
            where=path.name,
            next_step=_("Export it again as CSV in UTF-8."),
        ) from None
    return target


def _layout(path: Path) -> _Layout:
    """Return the layout by which most columns are recognized."""
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
        start = file.read(LOOKED_AT)
    named = SEPARATOR_LINE.match(start)  # sep=; as Excel writes it
    separators = dict.fromkeys([*([named[1]] if named else []), *SEPARATORS])
    # Without a separator, any makes one column of the file.
    present = [separator for separator in separators if separator in start] or [*separators][:1]
    layouts = [_split_by(separator, start) for separator in present]
    return max(layouts, key=lambda layout: (headers.recognized_columns(layout.names), len(layout.names)))


def _split_by(separator: str, start: str) -> _Layout:
    rows = _rows(separator, start, headers.LOOKED_AT)
    every = [cells for _ended, _end, cells in rows]
    if headers.place_of_complete(every) is None and len(rows) == headers.LOOKED_AT:
        rows = _rows(separator, start, headers.MOST_LOOKED_AT)
        every = [cells for _ended, _end, cells in rows]
    if not rows:
        return _Layout([], separator, 0, (), "\n")
    place = headers.place_of_header(every)
    before, end, _cells = rows[place]
    has_heads = headers.has_heads(every, place)
    preamble = headers.preamble(every[: place - has_heads])
    names = [*headers.names_at(every, place)]
    above = ((line, cells, len(names)) for line, _end, cells in rows[:place])
    swallowing = (
        line + 1
        for line, cells, width in (*above, (before, every[place], 0))
        if begins_rows(cells, separator, width)
    )
    return _Layout(names, separator, before, preamble, end, has_heads, next(swallowing, None))


def _open_quote(path: Path, line: int) -> Problem:
    return Problem(
        _("A quote above the first row is never closed, so the rows below it would be read as one text."),
        where=_("{file}, line {line}", file=path.name, line=line),
        next_step=_("Remove that quote or close it, or export the file again."),
    )


def _rows(separator: str, start: str, most: int) -> list[tuple[int, str, list[str]]]:
    """Return the first filled rows, each with how many lines are before it, and with its line end."""
    lines = _LastLine(io.StringIO(start, newline=""))
    reader = csv.reader(lines, delimiter=separator)
    rows: list[tuple[int, str, list[str]]] = []
    ended = 0
    for cells in reader:
        is_named = ended == 0 and SEPARATOR_LINE.match(start)
        if is_filled(cells) and any(cell.strip() for cell in cells) and not is_named:
            rows.append((ended, lines.end, cells))
        ended = reader.line_num
        if len(rows) == most:
            break
    return rows


class _LastLine:
    """The lines of a text, and the end of the one that was read last."""

    def __init__(self, text: io.StringIO) -> None:
        self._text = text
        self.end = "\n"

    def __iter__(self) -> Iterator[str]:
        for line in self._text:
            self.end = line[len(line.rstrip("\r\n")) :][-2:] or "\n"
            yield line
