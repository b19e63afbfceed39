"""A filter change on SMS Log in Chromium: new figures, beside the same page from cached answers.

Answers are cached, so the second visit of a filter draws the same page without questions: the difference is
their cost.
"""

from __future__ import annotations

import statistics
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Page

import queries
from data.access import person_at_machine
from queries import Selection
from tests.bench import timing
from tests.browser.dashboard import chromium, served, settle

BROADCASTS = 24  # to which the page is filtered, one after the other
CHANGE = Path(__file__).with_name("filter_change.js").read_text(encoding="utf-8")
Took = dict[str, float]  # milliseconds until tiles, charts and list have changed


def measure(folder: Path, logs: Path) -> None:
    """Print the median time to new tiles and charts, beside cached answers, and to the list."""
    with queries.reading(str(logs)):
        named = queries.run("broadcast_names", person_at_machine(), Selection())["broadcast_id"].to_pylist()
    clicks = [f"broadcast={name}" for name in named[:BROADCASTS]]
    with served(folder, logs=logs) as server, chromium() as browser:
        page = browser.new_page(viewport={"width": 1366, "height": 900})
        page.goto(f"{server.address}/sms_log")
        settle(page)
        new, cached = [change_filter(page, clicks[0])], []
        for before, click in pairwise(clicks):  # in turn, so that other work of the machine affects both
            new.append(change_filter(page, click))
            cached.append(change_filter(page, before))
    new_ms, cached_ms = (statistics.median(map(_figures, each)) for each in (new, cached))
    timing.print_figure(
        "a filter change on SMS Log, to tiles and charts",
        f"{new_ms:.0f} ms, {new_ms / cached_ms:.2f} x {cached_ms:.0f} ms",
        "at most 1.2 x cached answers",
    )
    listed = statistics.median(max(0.0, took["list"] - _figures(took)) for took in new if "list" in took)
    timing.print_figure("  the list after them", f"{listed:.0f} ms", "within 200 ms")


def _figures(took: Took) -> float:
    return max(took["tiles"], took["charts"])


def change_filter(page: Page, click: str) -> Took:
    """Change the filter as a click on a bar does; return how long it took."""
    took: Took = page.evaluate(CHANGE, click)
    settle(page)
    return took
