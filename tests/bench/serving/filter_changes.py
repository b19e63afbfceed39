"""A filter change on SMS Log in Chromium: new figures, beside the same page from cached answers.

Answers are cached, so the second visit of a filter draws the same page without questions: the difference is
their cost.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path

from playwright.sync_api import Browser, Page

import queries
from data.access import person_at_machine
from pages.parts.filters.narrowing import CLEAR, EVERYTHING
from queries import Selection
from tests.bench.district_logs import Shape
from tests.bench.report import Report
from tests.browser.dashboard import chromium, served, settle

BROADCASTS, SCHOOLS = 24, 24  # to which the page is filtered, one after the other
MOST_NEW, MOST_LARGE, MOST_MS = 1.2, 1.1, 200
TIMEOUT_MS = 10_000.0  # after which filter_change.js stops looking
PART = "A filter change of SMS Log in a browser"
CHANGE = Path(__file__).with_name("filter_change.js").read_text(encoding="utf-8")
Took = dict[str, float]  # milliseconds until tiles, charts and list have changed


def measure(report: Report, shape: Shape, logs: Path, folder: Path) -> None:
    """Note the median time to new tiles and charts, beside kept answers, and to the list."""
    report.begin(PART, shape.rows)
    month = Selection(from_day=shape.full_months()[-1].day)
    named = queries.run("results_by_broadcast", person_at_machine(), month)["broadcast_id"].to_pylist()
    clicks = [f"broadcast={name}" for name in named[:BROADCASTS]]
    new: list[Took] = []
    cached: list[Took] = []
    with _opened(logs, folder) as page:
        for click in clicks:  # in turn, so that other work of the machine affects both
            new.append(change_filter(page, click))
            cached.append(change_filter(page, click))
    new_ms, cached_ms = (statistics.median(map(_figures, each)) for each in (new, cached))
    report.note(
        "to new tiles and charts, beside kept answers",
        f"{new_ms:.0f} ms, {new_ms / cached_ms:.2f} x {cached_ms:.0f} ms",
        f"{MOST_NEW} x",
        is_met=new_ms <= MOST_NEW * cached_ms,
    )
    listed = statistics.median(max(0.0, took["list"] - _figures(took)) for took in new if "list" in took)
    report.note("  the list after them", f"{listed:.0f} ms", f"{MOST_MS} ms", is_met=listed <= MOST_MS)


def compare(report: Report, small: tuple[int, Path], large: tuple[int, Path], folder: Path) -> None:
    """Note the median time of the same changes on a large store, beside those on a small one, in turn."""
    report.begin(PART)
    schools = [f"school=School {place}" for place in range(SCHOOLS)]
    with chromium() as browser, ExitStack() as stack:
        pages = []
        for place, (_texts, logs) in enumerate((small, large)):
            own = folder / f"served {place}"
            own.mkdir(exist_ok=True)
            pages.append(stack.enter_context(_opened(logs, own, browser)))
        took = [[_figures(change_filter(page, school)) for page in pages] for school in schools]
    small_ms, large_ms = (statistics.median(times) for times in zip(*took, strict=True))
    report.note(
        f"to tiles and charts, {large[0]:,} texts beside {small[0]:,}",
        f"{large_ms:.0f} ms, {large_ms / small_ms:.2f} x {small_ms:.0f} ms",
        f"{MOST_LARGE} x",
        is_met=large_ms <= MOST_LARGE * small_ms,
    )


@contextmanager
def _opened(logs: Path, folder: Path, browser: Browser | None = None) -> Iterator[Page]:
    """Yield SMS Log in a browser, from a server of its own."""
    with (
        served(folder, logs=logs, more=f'record = "{folder / "record"}"') as server,
        nullcontext(browser) if browser else chromium() as opened,
    ):
        page = opened.new_page(viewport={"width": 1366, "height": 900})
        page.goto(f"{server.address}/sms_log")
        settle(page)
        yield page


def _figures(took: Took) -> float:
    """Return when tiles and charts had changed; two schools can have the same tiles."""
    return max([took[part] for part in ("tiles", "charts") if part in took], default=TIMEOUT_MS)


def change_filter(page: Page, click: str) -> Took:
    """Select what a click names where nothing is selected; return how long it took. It is cleared again."""
    took = _press(page, click)
    _press(page, f"{CLEAR}={EVERYTHING}")
    return took


def _press(page: Page, click: str) -> Took:
    """Change the filter as a click does; return how long it took."""
    took: Took = page.evaluate(CHANGE, click)
    settle(page)
    return took
