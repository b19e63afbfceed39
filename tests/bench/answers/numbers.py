"""One number, one that was never texted, and the stories of a number and of a text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import queries
from data import engine, settings
from data.access import person_at_machine
from data.engine import texted_numbers
from queries import Selection
from tests.bench import timing
from tests.bench.district_logs import Shape
from tests.bench.report import Report

NUMBERS = 16
NEVER_TEXTED = 100  # added to a number of the district: 555-0200 and above are in no log
STORY_ROWS = 100
PART = "One number, one text"


def measure(report: Report, shape: Shape) -> None:
    """Note the median time of each question, asked of one number after the other."""
    report.begin(PART, shape.rows)
    # As in a server, which reads at its start which numbers were texted.
    database = engine.database(settings.load().logs)
    database.open_tables()
    texted_numbers.read(database.snapshot).join()
    first = shape.full_months()[shape.months // 2].day
    month = Selection(from_day=first, to_day=first.replace(day=28))
    texts = queries.run("messages", person_at_machine(), month, rows=NUMBERS).to_pylist()
    numbers = [int(number) for number in dict.fromkeys(text["number"] for text in texts)]
    _note(report, "everything about one number", 50, "number_status", _of(numbers))
    never = [number + NEVER_TEXTED for number in numbers]
    _note(report, "a number never texted", 10, "number_status", _of(never))
    stories = [{"number": number, "rows": STORY_ROWS} for number in numbers]
    _note(report, "the story of a number", 100, "number_story", stories)
    of_texts = [{name: text[name] for name in ("service", "message_id", "requested_at")} for text in texts]
    _note(report, "the story of a text", 100, "message_story", of_texts)


def _of(numbers: list[int]) -> list[dict[str, Any]]:
    return [{"number": number} for number in numbers]


def _note(
    report: Report, title: str, most_ms: int, question: str, values: Sequence[dict[str, Any]]
) -> None:
    calls = [partial(queries.run, question, person_at_machine(), **own) for own in values]
    took = timing.median_of(calls)
    report.note(title, f"{took:.1f} ms", f"{most_ms} ms", is_met=took <= most_ms)
