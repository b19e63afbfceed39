"""Pages of the list of texts: every sort, any page number, beside the first page of a month."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

import queries
from data.access import person_at_machine
from data.words import vocabulary
from queries import Selection
from tests.bench import timing
from tests.bench.district_logs import Shape
from tests.bench.report import Report

ROWS, TIMES = 50, 20
MOST_MS, MOST_RATIO = 200, 1.2
PART = "Lists"


class Page(NamedTuple):
    """A page of the list: what it lists, how it is sorted, and how many rows come before it."""

    title: str
    selection: Selection
    sort: str | None = None
    skip: int = 0


def measure(report: Report, shape: Shape) -> None:
    """Note the median time of the first page of a month, and of every other page beside it, in turn."""
    report.begin(PART, shape.rows)
    pages = list(_pages(_newest_month(shape)))
    # Answers are kept, so each round asks for one row more than the one before.
    rounds = ([partial(_ask, page, ROWS + more) for page in pages] for more in range(TIMES))
    times = timing.medians_in_turn(rounds)
    month = times[0]
    for page, took in zip(pages, times, strict=True):
        is_met = took <= MOST_RATIO * month and took <= MOST_MS
        bound = f"{MOST_RATIO} x, {MOST_MS} ms"
        report.note(page.title, f"{took:.0f} ms, {took / month:.2f} x", bound, is_met=is_met)


def _ask(page: Page, rows: int) -> None:
    values = {"rows": rows, "skip": page.skip, "sort": page.sort}
    queries.run("messages", person_at_machine(), page.selection, **values)


def _newest_month(shape: Shape) -> Selection:
    first = shape.full_months()[-1].day
    return Selection(from_day=first, to_day=first.replace(day=28))


def _pages(month: Selection) -> Iterator[Page]:
    """Yield each measured page; the first one is that to which the others are compared."""
    yield Page("the newest page of a month", month)
    everything = Selection()
    failed = tuple(entry.name for entry in vocabulary.RESULTS[-1:])
    yield Page("  of all time", everything)
    yield Page("  failed, of all time", Selection(results=failed))
    yield Page("  one school, of all time", Selection(schools=("School 7",)))
    yield Page("  failed at one school, of all time", Selection(schools=("School 7",), results=failed))
    for selection, name in ((month, "a month"), (everything, "all time")):
        for sort in queries.read("messages").sorts:
            for direction in ("", "-"):
                order = "descending" if direction else "ascending"
                yield Page(f"  of {name} by {sort}, {order}", selection, f"{direction}{sort}")
        last = _texts(selection) // ROWS - 2  # the longest one that is asked for is full
        pages = {"page 100": 99, "the middle page": last // 2, "the last page": last}
        for title, page in pages.items():
            yield Page(f"  {title} of {name}", selection, skip=page * ROWS)


def _texts(selection: Selection) -> int:
    answer = queries.run("results_by_day", person_at_machine(), selection)
    return sum(answer["texts"].to_pylist())
