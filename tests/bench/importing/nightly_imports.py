"""Nightly imports, one after the other: the last ones beside the first ones, by the processor's time.

Other work on the machine doesn't change it, and the first are hours before the last on a busy one.
"""

from __future__ import annotations

import statistics
import time
from datetime import timedelta
from pathlib import Path

from data.importer import ImportOrder, import_file
from tests.bench.district_files import Month
from tests.bench.district_logs import Shape
from tests.bench.report import Report

ROWS, FIRST_NIGHTS = 300, 30
MOST_RATIO = 1.2
PART = "Nightly imports"


def measure(report: Report, nights: int, folder: Path) -> None:
    """Note the medians of the first and the last imports, on a small store of their own."""
    report.begin(PART)
    seconds, uri, file = [], str(folder / "nights"), folder / "night.parquet"
    first = Shape(rows=1).full_months()[0].day
    for night in range(nights):
        day = Month(first + timedelta(night), 27 * ROWS, night * ROWS, night, ROWS)
        day.write_log(file, rows=ROWS)
        begun = time.process_time()
        import_file(ImportOrder(file, f"night {night}.parquet", "log"), uri=uri)
        seconds.append(time.process_time() - begun)
    few = min(FIRST_NIGHTS, nights // 3)
    early, late = (1000 * statistics.median(part) for part in (seconds[:few], seconds[-few:]))
    title = f"{nights:,} imports of {ROWS} texts: the last {few} beside the first {few}"
    figure = f"{late / early:.2f} x {early:.0f} ms of the processor"
    report.note(title, figure, f"{MOST_RATIO} x", is_met=late <= MOST_RATIO * early)
