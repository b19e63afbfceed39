"""Pages of the list of texts: every sort, any page number, beside the first page of a month."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import queries
from data.access import person_at_machine
from data.words import vocabulary
from queries import Selection
from tests.bench import timing
from tests.bench.district_logs import Shape
from tests.bench.report import Report

ROWS, TIMES = 50, 10
MOST_MS, MOST_RATIO = 200, 1.2
PART = "Lists"


def measure(report: Report, shape: Shape) -> None:
    """Note the median time of the first page of a month, and of every other page beside it."""
    report.begin(PART, shape.rows)
    days = _newest_month(shape)
    month = _page_ms(days)
    report.note("the newest page of a month", f"{month:.0f} ms", f"{MOST_MS} ms", is_met=month <= MOST_MS)
    for title, selection, sort, skip in _pages(days):
        took = _page_ms(selection, sort, skip)
        is_met = took <= MOST_RATIO * month and took <= MOST_MS
        figure = f"{took:.0f} ms, {took / month:.2f} x"
        report.note(title, figure, f"{MOST_RATIO} x that of a month, {MOST_MS} ms", is_met=is_met)


def _newest_month(shape: Shape) -> Selection:
    first = shape.full_months()[-1].day
    return Selection(from_day=first, to_day=first.replace(day=28))


def _pages(month: Selection) -> Iterator[tuple[str, Selection, str | None, int]]:
    """Yield the title of each measured page, what it lists, how it is sorted, and what comes before it."""
    everything = Selection()
    failed = tuple(entry.name for entry in vocabulary.RESULTS[-1:])
    yield "  of all time", everything, None, 0
    yield "  failed, of all time", Selection(results=failed), None, 0
    yield "  one school, of all time", Selection(schools=("School 7",)), None, 0
    yield "  failed at one school, of all time", Selection(schools=("School 7",), results=failed), None, 0
    for selection, name in ((month, "a month"), (everything, "all time")):
        for sort in queries.read("messages").sorts:
            for direction in ("", "-"):
                order = "descending" if direction else "ascending"
                yield f"  of {name} by {sort}, {order}", selection, f"{direction}{sort}", 0
        last = _texts(selection) // ROWS - 2  # the longest one that is asked for is full
        pages = {"page 100": 99, "the middle page": last // 2, "the last page": last}
        for title, page in pages.items():
            yield f"  {title} of {name}", selection, None, page * ROWS


def _texts(selection: Selection) -> int:
    answer = queries.run("results_by_day", person_at_machine(), selection)
    return sum(answer["texts"].to_pylist())


def _page_ms(selection: Selection, sort: str | None = None, skip: int = 0) -> float:
    return timing.median_of(_asking(selection, sort, skip))


def _asking(selection: Selection, sort: str | None, skip: int) -> Iterator[Callable[[], object]]:
    """Yield calls for the same page. Answers are kept, so each has one row more than the one before."""
    for more in range(TIMES):
        values = {"rows": ROWS + more, "skip": skip, "sort": sort}
        yield partial(queries.run, "messages", person_at_machine(), selection, **values)
