"""A day's texts, imported into the newest month of a large district."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.bench import timing
from tests.bench.district_files import Month
from tests.bench.district_logs import Shape
from tests.bench.report import Report

ROWS, MOST_SECONDS = 300_000, 10
LATE_DAYS = 27  # the day is after the month's other texts, and in the same month
DAYS_OF_A_MONTH = 27
PART = "A day's texts"


def measure(report: Report, shape: Shape, folder: Path, environment: dict[str, str]) -> None:
    """Note the seconds and the peak memory of the command; the district's logs are those to write to."""
    report.begin(PART, shape.rows)
    newest = shape.full_months()[-1]
    # A month of many days' texts, of which only the first day's are written.
    month = Month(
        newest.day + timedelta(LATE_DAYS), DAYS_OF_A_MONTH * ROWS, 2 * shape.rows, 10**6, ROWS // 100
    )
    file = folder / "day.parquet"
    month.write_log(file, rows=ROWS)
    code = f"from data.__main__ import main; raise SystemExit(main(['import', '{file}']))"
    seconds, memory = timing.process(code, environment)
    title = f"import of {ROWS:,} texts of one day"
    report.note(title, f"{seconds:.1f} s", f"{MOST_SECONDS} s", is_met=seconds <= MOST_SECONDS)
    report.note("  its peak memory", f"{memory:.2f} GiB", "4 GiB", is_met=memory < 4)
