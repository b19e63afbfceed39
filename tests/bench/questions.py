"""Questions over a large log: charts from daily_results and from messages, and the look-up of a number."""

from __future__ import annotations

import re
from functools import partial

import queries
from data import engine, settings
from data.access import person_at_machine
from data.tables import daily_results
from queries import Selection
from tests.bench import timing

CHARTS = ("result_totals", "results_by_day", "results_by_broadcast", "reason_totals")


def measure() -> None:
    """Print the time of every chart's question in both ways, and of the look-up of one number."""
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
        timing.print_figure(
            f"{name} over everything",
            f"{quick:.1f} ms, 1/{slow / quick:.0f} of {slow:.0f} ms",
            "15 ms or less, and 1/50",
        )
    number = database.fetch("select min(number) as number from messages", {})["number"][0].as_py()
    texted = timing.median_ms(partial(_look_up, database, number))
    never = timing.median_ms(partial(_look_up, database, number + 7))
    timing.print_figure("everything about one number", f"{texted:.1f} ms", "15 ms or less")
    timing.print_figure("  a number never texted", f"{never:.1f} ms", "15 ms or less")


def _look_up(database: engine.Engine, number: int) -> object:
    question = queries.read("number_status")
    values = question.values({"number": number, **person_at_machine().parameters()})
    return database.fetch(question.sql, values)
