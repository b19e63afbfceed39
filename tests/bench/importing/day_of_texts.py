"""A day's texts, imported into the newest month of a large district."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from data.tables import store
from tests.bench import timing
from tests.bench.district_files import Month
from tests.bench.district_logs import Shape
from tests.bench.report import Report

ROWS, MOST_SECONDS, MOST_WAITED = 300_000, 10, 600
LATE_DAYS = 27  # the day is after the month's other texts, and in the same month
DAYS_OF_A_MONTH = 27
PART = "A day's texts"


def measure(report: Report, shape: Shape, logs: Path, environment: dict[str, str]) -> None:
    """Note the seconds and the peak memory of the command, which writes to these logs."""
    report.begin(PART, shape.rows)
    newest = shape.full_months()[-1]
    # A month of many days' texts, of which only the first day's are written.
    month = Month(
        newest.day + timedelta(LATE_DAYS), DAYS_OF_A_MONTH * ROWS, 2 * shape.rows, 10**6, ROWS // 100
    )
    file = logs.with_name("day.parquet")
    month.write_log(file, rows=ROWS)
    code = f"from data.__main__ import main; raise SystemExit(main(['import', '{file}']))"
    with ThreadPoolExecutor() as threads:
        there = threads.submit(_seconds_until_newer, str(logs))
        seconds, memory = timing.process(code, environment)
    title = f"import of {ROWS:,} texts of one day, until pages show them"
    report.note(
        title, f"{there.result():.1f} s", f"{MOST_SECONDS} s", is_met=there.result() <= MOST_SECONDS
    )
    report.note("  until the command ends: old files are deleted, lists made fast", f"{seconds:.1f} s")
    report.note("  its peak memory", f"{memory:.2f} GiB", "4 GiB", is_met=memory < 4)


def _seconds_until_newer(uri: str) -> float:
    """Return the seconds until the data at an address is newer than now."""
    begun, mark = time.perf_counter(), store.newest_mark(uri)
    while store.newest_mark(uri) == mark and time.perf_counter() - begun < MOST_WAITED:
        time.sleep(0.02)
    return time.perf_counter() - begun
