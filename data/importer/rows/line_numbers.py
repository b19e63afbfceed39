"""On which line of a CSV file each record begins, by the line ends that cells have."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import duckdb

from data import engine
from data.importer.files.csv_records import LINE_END
from data.importer.files.sources import Source
from data.importer.rows.database import sql

READ_AT_ONCE = 1 << 22
LINE_ENDS = "\r\n"
ENDS = (b"\r", b"\n")
FILLED = re.compile(rb"[^\r\n]+")
VALUE = re.compile(rb"(?:\d[ ().:/-]{0,3}){7}")  # as many digits as a local phone number or a date


class _Outside(NamedTuple):
    """The number of filled lines outside quotes, and whether a cell may hold whole rows."""

    lines: int
    has_rows_inside: bool


class _Ends(NamedTuple):
    """The number of line ends before the last filled line, and whether there are ends of other kinds."""

    lines: int
    has_other_kinds: bool


def find_line_ends(connection: duckdb.DuckDBPyConnection, source: Source, records: int) -> bool:
    """Make `ends_inside` (record, ends), which gives the line of a record. Return whether lines are known.

    They are known of a carefully split source, and if they were found before. In a file that DuckDB reads,
    a record begins on the line `first_line` + its number + the line ends inside the records before it, if
    those ends, one per record and those of the header make up all that the file has: then no line is
    blank, and DuckDB has split the records as the file's lines do.
    """
    if source.careful:
        connection.execute(sql("left_out", "no_line_ends"))
        return True
    if engine.answer(connection, sql("left_out", "has_line_ends")).num_rows:
        return True
    counted = _line_ends(source.path)
    header = of_header(source) - 1
    if counted.has_other_kinds:
        return False
    if counted.lines == records + header:  # then no cell has one, and the file need not be read again
        connection.execute(sql("left_out", "no_line_ends"))
        return True
    if _outside_quotes(source).has_rows_inside:
        return False
    connection.execute(sql("left_out", "line_ends"))
    inside = connection.sql(sql("left_out", "all_line_ends")).to_arrow_table()
    return counted.lines == int(inside["ends"][0].as_py()) + records + header


def explain(source: Source, records: int) -> bool:
    """Return whether the lines of a file are as many records as were read, counted without DuckDB.

    True of a carefully split source, in which each line is part of a record or blank. False where a cell
    may hold whole rows, since its quote isn't closed where it should be.
    """
    if source.careful or source.container != "csv":
        return True
    counted = _line_ends(source.path)
    if not counted.has_other_kinds and counted.lines == records + of_header(source) - 1:
        return True
    outside = _outside_quotes(source)
    return outside.lines == records + 1 and not outside.has_rows_inside


def has_rows(source: Source) -> bool:
    """Return whether a CSV file has filled lines below its header."""
    if source.container != "csv":
        return False
    of_names = 1 + sum(len(LINE_END.findall(name)) for name in source.header)
    with source.path.open(encoding="utf-8-sig", errors="replace") as file:
        return any(line.strip(" \x1a\r\n") for line in islice(file, of_names, None))


def _outside_quotes(source: Source) -> _Outside:
    """Count the lines of a file that have something in them, without those that end inside quotes."""
    lines = 0
    is_quoted = is_open = has_rows_inside = False  # the first two at the end of the block before
    separator, least = source.separator.encode(), len(source.header) - 1
    with source.path.open("rb") as file:
        while block := file.read(READ_AT_ONCE):
            pieces = block.split(b'"')
            outside = (b'"' if is_quoted else b"") + b'"'.join(pieces[is_quoted::2])
            has_rows_inside |= any(
                _may_be_rows(piece, separator, least)
                for piece in pieces[not is_quoted :: 2]
                if b"\n" in piece
            )
            is_quoted ^= not len(pieces) % 2
            outside += b'"' if is_quoted else b""
            lines += len(FILLED.findall(outside)) - (is_open and outside[:1] not in ENDS)
            is_open = outside[-1:] not in ENDS
    return _Outside(lines, has_rows_inside)


def _may_be_rows(piece: bytes, separator: bytes, least: int) -> bool:
    """Return whether text inside quotes has as many separators as rows would, and some value of a row.

    Splitting the file decides (csv_records.swallows_rows). A block may end within the text, which is then
    not all of a line longer or shorter.
    """
    ends = piece.count(b"\n")
    return (
        least > 1
        and (ends - (ends > 1)) * least <= piece.count(separator) <= (ends + 1) * least
        and VALUE.search(piece) is not None
    )


def first_line(source: Source) -> int:
    """Return the line of a CSV file, from 1, on which its first record begins."""
    return source.lines_before + of_header(source) + 1


def of_header(source: Source) -> int:
    """Return how many lines the header takes."""
    return 1 + sum(name.count("\n") for name in source.header)


def _line_ends(path: Path) -> _Ends:
    lines = pending = others = 0
    carried = b""
    with path.open("rb") as file:
        while block := file.read(READ_AT_ONCE):
            block = carried + block
            carried = b"\r" if block.endswith(b"\r") else b""
            block = block.removesuffix(b"\r")
            if b"\r" in block:  # counting two bytes takes four times as long as all the rest
                others += block.count(b"\r") - block.count(b"\r\n")
            written = block.rstrip(LINE_ENDS.encode())
            if written:
                lines += pending + written.count(b"\n")
                pending = 0
            pending += block[len(written) :].count(b"\n")
    return _Ends(lines, bool(others or carried))
