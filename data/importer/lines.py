"""On which line of a CSV file each record begins, told from how many line ends its cells hold."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import duckdb

from data.importer.sources import Source

READ_AT_ONCE = 1 << 24
LINE_ENDS = "\r\n"
# `line` is where the record begins; one more for the header, whose names may hold line ends too.
LINED = """
select
    *,
    {before} + 1 + record
    + cast(sum({ends}) over (order by record rows unbounded preceding) - {ends} as bigint) as line
from (select row_number() over () - 1 as record, * exclude (line, broken) from ({relation}))
"""


class _Ends(NamedTuple):
    """How many line ends a file has before its last line with something on it; and whether others."""

    lines: int
    has_other_kinds: bool


def relation(connection: duckdb.DuckDBPyConnection, source: Source, records: int) -> str | None:
    """SQL for a CSV file's records as they were, with `record` (from 0) and `line`; None if not to be told.

    It can be where the line ends inside cells, one a record and the header's make up all that the file
    has: then no line is blank, and DuckDB has split the records as the file's lines do.
    """
    ends = " + ".join(_ends_in(f"c{place}") for place in range(len(source.header)))
    inside = connection.sql(f"select coalesce(sum({ends}), 0) as ends from ({source.relation})")
    expected = int(inside.to_arrow_table()["ends"][0].as_py()) + records
    found = _line_ends(source.path)
    header = sum(name.count("\n") for name in source.header)
    if found.has_other_kinds or found.lines != expected + header:
        return None
    before = source.lines_before + 1 + header
    return LINED.format(before=before, ends=f"({ends})", relation=source.relation)


def _ends_in(cell: str) -> str:
    return f"coalesce(length({cell}) - length(replace({cell}, chr(10), '')), 0)"


def _line_ends(path: Path) -> _Ends:
    lines = pending = others = 0
    carried = b""
    with path.open("rb") as file:
        while block := file.read(READ_AT_ONCE):
            block = carried + block
            carried = b"\r" if block.endswith(b"\r") else b""
            block = block.removesuffix(b"\r")
            others += block.count(b"\r") - block.count(b"\r\n")
            written = block.rstrip(LINE_ENDS.encode())
            if written:
                lines += pending + written.count(b"\n")
                pending = 0
            pending += block[len(written) :].count(b"\n")
    return _Ends(lines, bool(others or carried))
