"""On which line of a CSV file each record begins, told from the line ends that its cells hold."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import duckdb

from data.importer.files.sources import Source

READ_AT_ONCE = 1 << 22
LINE_ENDS = "\r\n"
# The records whose cells hold line ends, each with how many there are up to and including it.
ENDS_INSIDE = """
create table ends_inside as
select record, cast(sum(ends) over (order by record) as bigint) as ends
from (
    select row_number() over () - 1 as record, {ends} as ends
    from ({relation})
)
where ends > 0
"""
NONE_INSIDE = "create table ends_inside (record bigint, ends bigint)"


class _Ends(NamedTuple):
    """How many line ends a file has before its last line with something on it; and whether others."""

    lines: int
    has_other_kinds: bool


def tell(connection: duckdb.DuckDBPyConnection, source: Source, records: int) -> bool:
    """Make the table `ends_inside` (record, ends) by which a record's line is told; whether it can be told.

    A record begins on the line `first_line` + its place + the ends inside the records before it. That is
    so where the line ends inside cells, one a record and the header's make up all that the file has:
    then no line is blank, and DuckDB has split the records as the file's lines do.
    """
    found = _line_ends(source.path)
    header = of_header(source) - 1
    if found.has_other_kinds:
        return False
    if found.lines == records + header:  # then no cell has one, and the file need not be read again
        connection.execute(NONE_INSIDE)
        return True
    ends = " + ".join(_ends_in(f"c{place}") for place in range(len(source.header)))
    connection.execute(ENDS_INSIDE.format(ends=ends, relation=source.relation))
    inside = connection.sql("select coalesce(max(ends), 0) as ends from ends_inside").to_arrow_table()
    return found.lines == int(inside["ends"][0].as_py()) + records + header


def first_line(source: Source) -> int:
    """The line of a CSV file, from 1, on which its first record begins."""
    return source.lines_before + of_header(source) + 1


def of_header(source: Source) -> int:
    """How many lines the header takes."""
    return 1 + sum(name.count("\n") for name in source.header)


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
            if b"\r" in block:  # to count two letters takes four times as long as all the rest
                others += block.count(b"\r") - block.count(b"\r\n")
            written = block.rstrip(LINE_ENDS.encode())
            if written:
                lines += pending + written.count(b"\n")
                pending = 0
            pending += block[len(written) :].count(b"\n")
    return _Ends(lines, bool(others or carried))
