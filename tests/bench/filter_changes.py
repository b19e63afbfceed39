"""A change of the filter on SMS Log in Chromium: new figures, beside the same page from kept answers.

An answer that was given once is kept, so the second visit of a filter draws the same page from
constants: the difference is what asking costs.
"""

from __future__ import annotations

import statistics
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Page

import queries
from data.access import Viewer
from queries import Selection
from tests.bench import timing
from tests.browser.dashboard import chromium, served, settle

BROADCASTS = 24  # to which the page is narrowed, one after the other
CHANGE = Path(__file__).with_name("filter_change.js").read_text(encoding="utf-8")
Took = dict[str, float]  # milliseconds to other tiles, charts and list


def measure(folder: Path, logs: Path) -> None:
    """Print the median time to new tiles and charts, beside kept answers, and to the list."""
    named = queries.run("broadcast_names", Viewer(), Selection())["broadcast_id"].to_pylist()
    presses = [f"broadcast={name}" for name in named[:BROADCASTS]]
    with served(folder, logs=logs) as server, chromium() as browser:
        page = browser.new_page(viewport={"width": 1366, "height": 900})
        page.goto(f"{server.address}/sms_log")
        settle(page)
        asked, kept = [_change(page, presses[0])], []
        for before, press in pairwise(presses):  # in turn, so that whatever else the machine does hits both
            asked.append(_change(page, press))
            kept.append(_change(page, before))
    new, known = (statistics.median(_figures(took) for took in each) for each in (asked, kept))
    timing.say(
        "a filter change on SMS Log, to tiles and charts",
        f"{new:.0f} ms, {new / known:.2f} x {known:.0f} ms",
        "at most 1.2 x kept answers",
    )
    listed = statistics.median(max(0.0, took["list"] - _figures(took)) for took in asked if "list" in took)
    timing.say("  the list after them", f"{listed:.0f} ms", "within 200 ms")


def _figures(took: Took) -> float:
    return max(took["tiles"], took["charts"])


def _change(page: Page, press: str) -> Took:
    took: Took = page.evaluate(CHANGE, press)
    settle(page)
    return took
