"""Why texts weren't delivered, over a large log: the questions of the page in its default filter."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import queries
from data.access import person_at_machine
from data.words import vocabulary
from queries import Selection
from tests.bench import timing
from tests.bench.district_logs import Shape
from tests.bench.report import Report

PART = "Why undelivered"
MOST_MS, TIMES, DAYS = 100, 7, 30


def measure(report: Report, shape: Shape) -> None:
    """Note the median time of each question, of the newest 30 days."""
    report.begin(PART, shape.rows)
    last = queries.run("clocks", person_at_machine())["last_day"][0].as_py()
    # Answers are kept, so each call asks for other days; the first one warms up.
    selections = [Selection(last - timedelta(days=DAYS - place), last) for place in range(TIMES + 1)]
    weeks = [Selection(to_day=last - timedelta(days=place)) for place in range(TIMES + 1)]
    for name, own, values in (
        ("undelivered_reasons", selections, {"enough": vocabulary.ENOUGH_TEXTS}),
        ("undelivered_gain", selections, {}),
        ("failure_events", selections, {"rows": 10}),
        ("own_normal", weeks, {"enough": vocabulary.ENOUGH_TEXTS}),
    ):
        took = timing.median_of(
            partial(queries.run, name, person_at_machine(), each, **values) for each in own
        )
        report.note(f"{name} of the newest days", f"{took:.0f} ms", f"{MOST_MS} ms", is_met=took <= MOST_MS)
