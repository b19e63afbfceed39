"""Who can be texted, which numbers to fix and what would happen to a list, over a large log.

The logs of the bench have no failure because of a phone. So these questions have everything to look through
here, but no number to fix to find.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import queries
from data.access import person_at_machine
from queries import Selection
from tests.bench import timing
from tests.bench.district_logs import Shape
from tests.bench.report import Report

PART = "Who can be texted"
MOST_MS, MOST_TO_FIX_MS, TIMES, LISTED = 100, 300, 7, 500


def measure(report: Report, shape: Shape) -> None:
    """Note the median time of each question; each call asks with another value, since answers are kept."""
    report.begin(PART, shape.rows)
    first = shape.full_months()[shape.months // 2].day
    month = Selection(from_day=first, to_day=first.replace(day=28))
    texts = queries.run("messages", person_at_machine(), month, rows=LISTED).to_pylist()
    numbers = [int(text["number"]) for text in texts if text["number"]]
    lists = [{"numbers": numbers[place:]} for place in range(TIMES + 1)]
    _note(report, "who_can_be_texted", MOST_MS, [{"enough": 20 + own} for own in range(TIMES + 1)])
    _note(report, "contacts_not_texted", MOST_MS, [{"rows": 20 + own} for own in range(TIMES + 1)])
    _note(report, "numbers_to_fix", MOST_TO_FIX_MS, [{"rows": 20 + own} for own in range(TIMES + 1)])
    _note(report, "numbers_looked_up", MOST_MS, lists)
    _note(report, "list_totals", MOST_MS, lists)
    forecasts = [{"enough": 20, "texts": LISTED + own} for own in range(TIMES + 1)]
    _note(report, "acceptance_forecast", MOST_MS, forecasts)


def _note(report: Report, question: str, most_ms: int, values: Sequence[dict[str, Any]]) -> None:
    calls = [partial(queries.run, question, person_at_machine(), **own) for own in values]
    took = timing.median_of(calls)
    report.note(question, f"{took:.0f} ms", f"{most_ms} ms", is_met=took <= most_ms)
