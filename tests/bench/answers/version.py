"""Whether the data is newer: what looking that up costs after one import, and after many."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import queries
from tests.bench import district_logs, timing
from tests.bench.district_logs import Shape
from tests.bench.report import Report

TIMES = 200
MOST_MS, MOST_RATIO = 1, 1.5
PART = "Whether the data is newer"


def measure(report: Report, shape: Shape, logs: Path) -> None:
    """Note both times and their ratio."""
    report.begin(PART, shape.rows)
    single = district_logs.kept(Shape(rows=1000, imports=1, months=1))
    once, often = (timing.median_ms(partial(queries.version, str(one)), TIMES) for one in (single, logs))
    report.note(
        f"looking up whether the data is newer, {shape.imports:,} imports",
        f"{often:.3f} ms, {often / once:.2f} x of one import",
        f"{MOST_MS} ms, and as after one import",
        is_met=often <= MOST_MS and (often <= MOST_RATIO * once or often < MOST_MS / 10),
    )
