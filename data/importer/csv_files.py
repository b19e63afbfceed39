"""Comma, semicolon and tab separated files in UTF-8, UTF-16, UTF-32 or Windows-1252.

A clean file is read by DuckDB as it is. Whatever DuckDB refuses (rows of another width, mixed line
ends, a stray quote) is split again record by record, so that only the faulty rows are rejected.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from data.engine import quoted
from data.errors import Problem
from data.importer import encodings, headers
from data.importer.csv_records import LONGEST_CELL, is_filled, records
from data.importer.sources import Source, address, check_header, write_records

SEPARATORS = (",", ";", "\t")
LOOKED_AT = 1 << 20  # bytes by which the separator is told


class _Layout(NamedTuple):
    """How a file is laid out: the names of its columns, the separator, and the lines before the header."""

    names: list[str]
    separator: str
    lines_before: int


def open_csv(path: Path, work: Path) -> Source:
    """Open a file for DuckDB's own reader; one in another encoding, or with a title, is first copied."""
    encoding = encodings.of_file(path)
    readable = path if encoding in encodings.AS_IT_IS else _as_utf8(path, encoding, work)
    layout = _layout(readable)
    if layout.lines_before:
        readable = _as_utf8(path, encoding, work, layout.lines_before)
    header = check_header(layout.names, path.name)
    names = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(header)))
    relation = (
        "select *, cast(null as bigint) as line, cast(null as varchar) as broken "
        f"from read_csv({address(readable)}, header = true, auto_detect = false, "
        f"delim = {quoted(layout.separator)}, quote = '\"', escape = '\"', max_line_size = {LONGEST_CELL}, "
        f"columns = {{{names}}})"
    )
    return Source(
        readable,
        "csv",
        header,
        relation,
        careful=False,
        separator=layout.separator,
        lines_before=layout.lines_before,
    )


def split_carefully(source: Source, work: Path) -> Source:
    """The same file split record by record, each with its line; broken records are kept as such."""
    if encodings.of_file(source.path, whole=True) == "cp1252":
        source = replace(source, path=_as_utf8(source.path, "cp1252", work))
    target = work / f"{source.path.name[:40]}.parquet"
    relation = write_records(records(source), source.header, target)
    return replace(source, relation=relation, careful=True)


def _as_utf8(path: Path, encoding: str, work: Path, lines_before: int = 0) -> Path:
    target = work / f"{path.stem[:40]}.{lines_before}.csv"
    told, errors = encodings.decoding(encoding)
    try:
        with (
            path.open(encoding=told, newline="", errors=errors) as given,
            target.open("w", encoding="utf-8", newline="") as written,
        ):
            for _line in range(lines_before):
                given.readline()
            while block := given.read(LOOKED_AT):
                written.write(block)
    except UnicodeError:
        raise Problem(
            f"This file's text can't be decoded: it begins as {encoding.upper()} and does not go on so.",
            where=path.name,
            next_step="Export it again as CSV in UTF-8.",
        ) from None
    return target


def _layout(path: Path) -> _Layout:
    """The layout by which most columns are recognised."""
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
        start = file.read(LOOKED_AT)
    found = [_split_by(separator, start) for separator in SEPARATORS]
    return max(found, key=lambda layout: (headers.known(layout.names), len(layout.names)))


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
    place = headers.place_of_header([cells for _ended, cells in rows])
    before, names = rows[place] if rows else (0, [])
    return _Layout(names, separator, before)
