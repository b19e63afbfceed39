"""Comma, semicolon, tab and bar separated files in UTF-8, UTF-16, UTF-32 or Windows-1252.

DuckDB reads a clean file directly. If it refuses one (rows of another width, mixed line ends, a stray
quote), the file is split record by record, so that only the broken rows are rejected.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from data.engine import quoted
from data.errors import Problem
from data.importer.files import encodings
from data.importer.files.csv_records import LONGEST_CELL, is_filled, records
from data.importer.files.sources import Source, address, check_header, write_records
from data.importer.recognize import headers, totals_line
from data.words.catalog import _

SEPARATORS = (",", ";", "\t", "|")
LOOKED_AT = 1 << 20  # bytes that tell the separator
LONGEST_TOTAL = 1_000  # bytes of a totals line
FORMULA, BEFORE_A_CELL = b'="', (b",", b";", b"\t", b"|", b"\n", b"\r", b'"')


class _Layout(NamedTuple):
    """The layout of a file: the names of its columns, the separator, and the lines before the header.

    `has_heads` is whether the last of those lines has heads of groups of columns.
    """

    names: list[str]
    separator: str
    lines_before: int
    has_heads: bool = False


def open_csv(path: Path, work: Path) -> Source:
    """Open a file for DuckDB's own reader. One in another encoding, or with a title, is copied first."""
    encoding = encodings.of_file(path)
    readable = path if encoding in encodings.AS_IT_IS else _as_utf8(path, encoding, work)
    layout = _layout(readable)
    if layout.lines_before:
        readable = _as_utf8(path, encoding, work, layout.lines_before)
    header = check_header(layout.names, path.name)
    source = Source(
        readable,
        "csv",
        header,
        relation(readable, header, layout.separator),
        careful=False,
        separator=layout.separator,
        lines_before=layout.lines_before,
        has_heads=layout.has_heads,
    )
    return split_carefully(source, work) if _wants_care(source) else source


def relation(path: Path, header: tuple[str, ...], separator: str) -> str:
    """Return the relation of a Source that DuckDB's own reader reads."""
    names = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(header)))
    return (
        "select *, cast(null as bigint) as line, cast(null as varchar) as broken "
        f"from read_csv({address(path)}, header = true, auto_detect = false, "
        f"delim = {quoted(separator)}, quote = '\"', escape = '\"', max_line_size = {LONGEST_CELL}, "
        f"columns = {{{names}}})"
    )


def split_carefully(source: Source, work: Path) -> Source:
    """Return the same file split record by record, each with its line. Broken records are marked."""
    if encodings.of_file(source.path, whole=True) == "cp1252":
        source = replace(source, path=_as_utf8(source.path, "cp1252", work))
    target = work / f"{source.path.name[:40]}.parquet"
    every = totals_line.marked((line, [*map(_plain, cells)], why) for line, cells, why in records(source))
    split = write_records(every, source.header, target)
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
    return any(totals_line.is_total([*row]) for row in cells)


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
    layouts = [_split_by(separator, start) for separator in SEPARATORS]
    return max(layouts, key=lambda layout: (headers.recognized_columns(layout.names), len(layout.names)))


def _split_by(separator: str, start: str) -> _Layout:
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=separator)
    rows: list[tuple[int, list[str]]] = []
    ended = 0
    for cells in reader:
        if is_filled(cells) and any(cell.strip() for cell in cells):
            rows.append((ended, cells))
        ended = reader.line_num
        if len(rows) == headers.LOOKED_AT:
            break
    every = [cells for _ended, cells in rows]
    place = headers.place_of_header(every)
    if not rows:
        return _Layout([], separator, 0)
    names = [*headers.names_at(every, place)]
    return _Layout(names, separator, rows[place][0], headers.has_heads(every, place))
