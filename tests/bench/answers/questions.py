"""Questions over a large log: charts from daily_results, and the same from messages."""

from __future__ import annotations

import re
from functools import partial

import queries
from data import engine, settings
from data.access import person_at_machine
from data.tables import daily_results
from queries import Selection
from tests.bench import timing
from tests.bench.report import Report

MOST_MS, LEAST_GAIN = 15, 50
PART = "Totals, beside counting the texts"
CHARTS = ("result_totals", "results_by_day", "results_by_broadcast", "reason_totals")


def measure(report: Report) -> None:
    """Note the time of every chart's question in both ways."""
    report.begin(PART)
    zone = settings.load().timezone
    database = engine.database(settings.load().logs)
    values = {**Selection().parameters(settings.load().zone), **person_at_machine().parameters()}
    counting = daily_results.SQL.replace("$zone", f"'{zone}'").split("\n\n", 1)[-1]
    counted = "\n".join(line for line in counting.splitlines() if not line.startswith("--"))
    for name in CHARTS:
        question = queries.read(name)
        parameters = {key: values[key] for key in question.parameters}
        quick = timing.median_ms(partial(database.fetch, question.sql, parameters))
        straight = re.sub(r"\bfrom daily_results\b", f"from ({counted}) as daily_results", question.sql)
        slow = timing.median_ms(partial(database.fetch, straight, parameters), times=3)
        report.note(
            f"{name} over everything",
            f"{quick:.1f} ms, 1/{slow / quick:.0f} of {slow:.0f} ms",
            f"{MOST_MS} ms, 1/{LEAST_GAIN}",
            is_met=quick <= MOST_MS and slow >= LEAST_GAIN * quick,
        )
