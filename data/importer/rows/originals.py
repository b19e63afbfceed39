"""The records that were left out, with their cells as the file has them."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path

import duckdb

from data.importer.files.csv import relation
from data.importer.files.sources import Source
from data.importer.rows import line_numbers

READ_AT_ONCE = 20_000
FAULTY = """
create table faulty as
select
    row_number() over (order by judged.record) - 1 as place,
    judged.record,
    judged.fault,
    judged.line,
    judged.record + coalesce(ends_inside.ends, 0) as lines_before
from (select record, line, fault from judged where fault is not null) as judged
asof left join ends_inside on judged.record > ends_inside.record
"""
# How many lines each takes: a record with line ends inside goes on below.
SPANS = """
select faulty.lines_before, 1 + coalesce(faulty.record + ends_inside.ends - faulty.lines_before, 0) as lines
from faulty
left join ends_inside on faulty.record = ends_inside.record
order by faulty.place
"""
ALONE = """
select faulty.record, numbered.* exclude (place, line, broken)
from (select row_number() over () - 1 as place, * from ({relation})) as numbered
inner join faulty using (place)
"""
AMONG_ALL = """
select * exclude (line, broken)
from (select row_number() over () - 1 as record, * from ({relation}))
semi join faulty using (record)
"""


def of_faulty(connection: duckdb.DuckDBPyConnection, source: Source, work: Path) -> Source:
    """Make `faulty` (place, record, fault, line, lines_before); a source of its records, with `record`.

    Of a file that DuckDB reads itself the lines of those records are copied to a file of their own: to
    number all records of a large one, DuckDB would have to read it again with one thread.
    """
    connection.execute(FAULTY)
    if source.careful:
        return replace(source, relation=AMONG_ALL.format(relation=source.relation))
    alone = work / f"left out of {source.path.name[:40]}"
    _copy(connection, source, alone)
    found = relation(alone, source.header, source.separator)
    return replace(source, relation=ALONE.format(relation=found))


def _copy(connection: duckdb.DuckDBPyConnection, source: Source, target: Path) -> None:
    """Copy the header and the lines of the faulty records."""
    spans = connection.cursor().sql(SPANS).to_arrow_reader(READ_AT_ONCE)
    with source.path.open("rb") as given, target.open("wb") as taken:
        taken.writelines(islice(given, line_numbers.of_header(source)))
        done = 0
        for batch in spans:
            for begin, count in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                taken.writelines(islice(given, begin - done, begin - done + count))
                done = begin + count
