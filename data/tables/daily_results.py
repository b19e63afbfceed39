"""The counts that charts and totals read instead of the messages, and how a stale month is noticed."""

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
_MONTH = re.compile(r"month=(\d{4}-\d{2})")


def month_of(file: str) -> str:
    """The month whose messages a file holds, by its path."""
    return str(_MONTH.findall(file)[-1])


def marks(files: list[str]) -> dict[str, str]:
    """A mark per month of the messages' files: it changes whenever one of the month's files does."""
    months: dict[str, list[str]] = defaultdict(list)
    for file in files:
        months[month_of(file)].append(file.rsplit("/", 1)[-1])
    return {
        month: hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()[:16]
        for month, names in months.items()
    }


def count(connection: duckdb.DuckDBPyConnection, zone: str, of: dict[str, str]) -> pa.Table:
    """Count the connection's `messages`; the schema of DAILY_RESULTS, marked with `of` (see marks)."""
    counted = connection.sql(SQL, params={"zone": zone}).to_arrow_table()
    mark = pa.array([of.get(month, "") for month in counted["month"].to_pylist()], pa.string())
    rows = counted.append_column("zone", pa.array([zone] * counted.num_rows, pa.string()))
    return rows.append_column("counted_from", mark).cast(DAILY_RESULTS)


def fresh(rows: pa.Table, zone: str, of: dict[str, str]) -> pa.Table:
    """The rows of the months that are still as they were counted, in the same zone."""
    expected = pa.array([of.get(month) for month in rows["month"].to_pylist()], pa.string())
    same_files = pc.fill_null(pc.equal(rows["counted_from"], expected), fill_value=False)
    return rows.filter(pc.and_(same_files, pc.equal(rows["zone"], zone)))


def stale_months(rows: pa.Table, of: dict[str, str]) -> list[str]:
    """The months that have messages and no fresh count among the rows."""
    return sorted(set(of) - set(rows["month"].unique().to_pylist()))
