"""The consent checks, and the statuses at the end of a day, over a large log."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import queries
from data.access import person_at_machine
from tests.bench import timing
from tests.bench.district_logs import LISTED_AT, Shape
from tests.bench.report import Report

MOST_MS, ROWS, TIMES = 100, 20, 9
PART = "Consent checks"


def measure(report: Report, shape: Shape) -> None:
    """Note the median time of each question, and of the first one, which reads all texts once."""
    report.begin(PART, shape.rows)
    begun = time.perf_counter()
    queries.run("texts_after_stop_totals", person_at_machine())
    report.note("the first check, which reads all texts once", f"{time.perf_counter() - begun:.1f} s")
    # Each call asks for something else: answers are kept.
    after = [{"on_date": LISTED_AT.date() + timedelta(days=place)} for place in range(TIMES)]
    _note(report, "statuses at the end of a day", "status_totals", after)
    before = [{"on_date": LISTED_AT.date() - timedelta(days=place + 1)} for place in range(TIMES)]
    _note(report, "statuses at the end of a day before the list", "status_totals", before)
    lists = [{"rows": ROWS + place} for place in range(TIMES)]
    for name in ("texts_after_stop", "opted_in_again", "texted_from_other_codes"):
        _note(report, name, name, lists)
    _note(
        report,
        "texts_after_stop_totals",
        "texts_after_stop_totals",
        [{"most_days": n} for n in range(TIMES)],
    )
    enough = [{"enough": ROWS, **own} for own in lists]
    _note(report, "opt_outs_after_broadcasts", "opt_outs_after_broadcasts", enough)


def _note(report: Report, title: str, question: str, values: Sequence[dict[str, Any]]) -> None:
    took = timing.median_of([partial(queries.run, question, person_at_machine(), **own) for own in values])
    report.note(title, f"{took:.1f} ms", f"{MOST_MS} ms", is_met=took <= MOST_MS)
