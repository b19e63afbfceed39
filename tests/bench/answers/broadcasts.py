"""The list of broadcasts, and the report of one of them: every question that its page asks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import queries
from data.access import person_at_machine
from queries import Selection
from tests.bench import timing
from tests.bench.district_logs import Shape
from tests.bench.report import Report

ROWS, TIMES = 20, 16
LIST_MS, REPORT_MS = 100, 150
PART = "Broadcasts"
OF_REPORT: Mapping[str, Mapping[str, Any]] = {
    "broadcast_places": {},
    "broadcast_report": {"enough": 20},
    "broadcast_speed": {},
    "not_reached": {"rows": ROWS, "skip": 0},
}


def measure(report: Report, shape: Shape) -> None:
    """Note the median time of a page of the list, and of all questions of a report together."""
    report.begin(PART, shape.rows)
    everything = Selection()
    # Answers are kept, so each round asks for one row more, or of another broadcast.
    newest = timing.median_of([partial(_list, everything, ROWS + more, 0) for more in range(TIMES)])
    _note(report, "the newest page of the list", newest, LIST_MS)
    later = timing.median_of([partial(_list, everything, ROWS, ROWS * page) for page in range(2, TIMES)])
    _note(report, "  later pages", later, LIST_MS)
    ids = queries.run("broadcast_names", person_at_machine(), everything, rows=TIMES * 8)
    keys = [row["broadcast_id"] or row["broadcast"] for row in ids.to_pylist()][::8]
    took = timing.median_of([partial(_report, key) for key in keys])
    _note(report, "the report of a broadcast", took, REPORT_MS)


def _list(selection: Selection, rows: int, skip: int) -> None:
    queries.run("broadcasts", person_at_machine(), selection, rows=rows, skip=skip)


def _report(key: str) -> None:
    for question, parameters in OF_REPORT.items():
        queries.run(question, person_at_machine(), Selection(broadcasts=(key,)), **parameters)


def _note(report: Report, title: str, took: float, most_ms: int) -> None:
    report.note(title, f"{took:.0f} ms", f"{most_ms} ms", is_met=took <= most_ms)
