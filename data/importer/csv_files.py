"""Comma, semicolon and tab separated files in UTF-8, UTF-16 or Windows-1252.

A clean file is read by DuckDB as it is. Whatever DuckDB refuses (rows of another width, mixed line
ends, a stray quote) is split again record by record, so that only the faulty rows are rejected.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path

from data.errors import Problem
from data.importer import columns
from data.importer.sources import Source, check_header, quoted, write_records

SEPARATORS = (",", ";", "\t")
LOOKED_AT = 1 << 20  # bytes by which encoding and separator are told
LONGEST_CELL = 10_000_000

csv.field_size_limit(LONGEST_CELL)


def open_csv(path: Path, work: Path) -> Source:
    """Open a file for DuckDB's own reader; in another encoding it is first written again as UTF-8."""
    encoding = encoding_of(path)
    readable = path if encoding in ("utf-8", "utf-8-sig") else _as_utf8(path, encoding, work)
    header, separator = _header(readable, path.name)
    names = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(header)))
    relation = (
        "select *, cast(null as bigint) as line, cast(null as varchar) as broken "
        f"from read_csv({quoted(str(readable))}, header = true, auto_detect = false, "
        f"delim = {quoted(separator)}, quote = '\"', escape = '\"', max_line_size = {LONGEST_CELL}, "
        f"columns = {{{names}}})"
    )
    return Source(readable, "csv", header, relation, careful=False, separator=separator)


def split_carefully(source: Source, work: Path) -> Source:
    """The same file split record by record, each with its line; broken records are kept as such."""
    readable = source.path
    if encoding_of(readable, whole=True) == "cp1252":
        readable = _as_utf8(readable, "cp1252", work)
    target = work / f"{source.path.name[:40]}.parquet"
    split = Source(readable, "csv", source.header, "", careful=True, separator=source.separator)
    relation = write_records(records(split), len(source.header), target)
    return Source(readable, "csv", source.header, relation, careful=True, separator=source.separator)


def records(source: Source) -> Iterator[tuple[int, list[str | None]]]:
    """Every record after the header, as (line on which it begins, cells); empty lines are no records."""
    with source.path.open(encoding="utf-8-sig", newline="", errors="strict") as file:
        reader = csv.reader(file, delimiter=source.separator)
        next(_filled(reader))
        begins = reader.line_num + 1
        try:
            for cells in reader:
                if cells:
                    yield begins, list(cells)
                begins = reader.line_num + 1
        except csv.Error as fault:
            raise Problem(
                f"A row can't be split into cells: {fault}.",
                where=f"{source.path.name}, line {begins}",
                next_step="Look for a quote that is opened and not closed on or before that line.",
            ) from None


def encoding_of(path: Path, *, whole: bool = False) -> str:
    """How the file's text is encoded: by its first bytes, else UTF-8 where it is, else Windows-1252."""
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if start.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        if start[1:200:2].count(0) > len(start[:200]) // 3:
            return "utf-16-le"
        if start[0:200:2].count(0) > len(start[:200]) // 3:
            return "utf-16-be"
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            decoder.decode(start)
            while whole and (block := file.read(LOOKED_AT)):
                decoder.decode(block)
            decoder.decode(b"", final=whole)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _as_utf8(path: Path, encoding: str, work: Path) -> Path:
    target = work / f"{path.stem[:40]}.utf8.csv"
    # Windows-1252 leaves five bytes without a letter; they are kept visible rather than refused.
    errors = "replace" if encoding == "cp1252" else "strict"
    try:
        with (
            path.open(encoding=encoding, newline="", errors=errors) as given,
            target.open("w", encoding="utf-8", newline="") as written,
        ):
            while block := given.read(LOOKED_AT):
                written.write(block)
    except UnicodeError:
        raise Problem(
            "This file's text can't be decoded: it begins as UTF-16 and is not.",
            where=path.name,
            next_step="Export it again as CSV in UTF-8.",
        ) from None
    return target


def _header(path: Path, file_name: str) -> tuple[tuple[str, ...], str]:
    """The names of the columns, and the separator that lets most of them be recognised."""
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
        start = file.read(LOOKED_AT)
    found: dict[str, tuple[str, ...]] = {}
    for separator in SEPARATORS:
        first = next(_filled(csv.reader(io.StringIO(start, newline=""), delimiter=separator)), [])
        found[separator] = tuple(first)
    best = max(SEPARATORS, key=lambda separator: (_known(found[separator]), len(found[separator])))
    return check_header(found[best], file_name), best


def _filled(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    return (cells for cells in reader if cells)


def _known(header: tuple[str, ...]) -> int:
    return max(len(columns.match(header, kind).positions) for kind in columns.KINDS)
