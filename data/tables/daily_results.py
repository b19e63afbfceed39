"""Daily counts, which charts and totals read instead of the messages, and how a stale month is noticed."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from data.tables.schemas import DAILY_RESULTS

SQL = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
COUNTED_BY = ("month", "zone", "counted_from")  # the columns that say whether a count is still right
COUNTS = tuple(name for name in DAILY_RESULTS.names if name not in COUNTED_BY[1:])  # all but those
_MONTH = re.compile(r"month=(\d{4}-\d{2})")


def month_of(file: str) -> str:
    """Return the month of the messages in a file, from the file's path."""
    return str(_MONTH.findall(file)[-1])


def marks(files: list[str]) -> dict[str, str]:
    """Return a mark per month, which changes whenever one of the month's message files does."""
    return {month: mark(of_month) for month, of_month in by_month(files).items()}


def mark(files: list[str]) -> str:
    """Return the mark of one month, from all of its message files."""
    names = sorted(file.rsplit("/", 1)[-1] for file in files)
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]


def by_month(files: list[str]) -> dict[str, list[str]]:
    """Return message files by their month."""
    months: dict[str, list[str]] = defaultdict(list)
    for file in files:
        months[month_of(file)].append(file)
    return months


def count(connection: duckdb.DuckDBPyConnection, zone: str, file_marks: dict[str, str]) -> pa.Table:
    """Return the connection's `messages` counted by day in the zone, as DAILY_RESULTS.

    `file_marks` are the marks of the files that are counted (see marks).
    """
    return stamped(connection.sql(SQL, params={"zone": zone}).to_arrow_table(), zone, file_marks)


def stamped(counts: pa.Table, zone: str, file_marks: dict[str, str]) -> pa.Table:
    """Return counts with the zone and the marks of what was counted, as DAILY_RESULTS."""
    mark = pa.array([file_marks.get(month, "") for month in counts["month"].to_pylist()], pa.string())
    rows = counts.append_column("zone", pa.array([zone] * counts.num_rows, pa.string()))
    return rows.append_column("counted_from", mark).cast(DAILY_RESULTS)


def fresh(rows: pa.Table, zone: str, file_marks: dict[str, str]) -> pa.Table:
    """Return the rows of months whose files and zone are still those that were counted."""
    return rows.filter(are_fresh(rows, zone, file_marks))


def are_fresh(rows: pa.Table, zone: str, file_marks: dict[str, str]) -> pa.ChunkedArray:
    """Return of each row, of which only COUNTED_BY is needed, whether its count is still right."""
    months = rows["month"].combine_chunks().dictionary_encode()
    marks_of_months = pa.array(
        [file_marks.get(month) for month in months.dictionary.to_pylist()], pa.string()
    )
    same_files = pc.equal(rows["counted_from"], marks_of_months.take(months.indices))
    return pc.and_(pc.fill_null(same_files, fill_value=False), pc.equal(rows["zone"], zone))


def stale_months(rows: pa.Table, file_marks: dict[str, str]) -> list[str]:
    """Return the months that have messages but no fresh count among the rows."""
    return sorted(set(file_marks) - set(rows["month"].unique().to_pylist()))
