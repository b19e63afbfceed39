"""The layout of the first screen of a laptop, and of a page magnified to 200%."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from data.words import vocabulary
from tests.browser.dashboard import LAPTOP, PATIENCE, Server, scrolls_sideways, settle, violations

FAILED = vocabulary.RESULTS[-1].key
PLACES = {
    "title": "h1",
    "filter": ".st-key-filter",
    "chips": ".sms.chips",
    "finding": ".stMarkdown:has-text('accepted by carriers')",
    "tiles": ".sms.tiles",
    "chart": '[data-testid="stPlotlyChart"] .barlayer',
}
ENOUGH_OF_THE_CHART = 120  # pixels: the whole scale of its texts


def edges(tab: Page, place: str) -> tuple[float, float]:
    box = tab.locator(PLACES[place]).first.bounding_box()
    assert box, place
    return box["y"], box["y"] + box["height"]


@pytest.fixture
def magnified(browser: Browser) -> Iterator[Page]:
    """The laptop's window at 200%: half as many pixels, each twice as large."""
    half = {"width": LAPTOP["width"] // 2, "height": LAPTOP["height"] // 2}
    context = browser.new_context(
        viewport={"width": half["width"], "height": half["height"]},
        device_scale_factor=2,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def test_first_screen_of_a_laptop_answers_without_scrolling(server: Server, tab: Page) -> None:
    tab.goto(f"{server.address}/sms_log")
    settle(tab)
    whole = [edges(tab, place) for place in ("title", "filter", "chips", "finding", "tiles")]
    assert whole == sorted(whole), "they follow each other"
    assert whole[-1][1] < LAPTOP["height"]
    top, _bottom = edges(tab, "chart")
    assert top < LAPTOP["height"] - ENOUGH_OF_THE_CHART


def test_page_at_200_percent_needs_no_scrolling_sideways(server: Server, magnified: Page) -> None:
    magnified.goto(f"{server.address}/sms_log")
    settle(magnified)
    assert not scrolls_sideways(magnified)
    for place, selector in PLACES.items():
        box = magnified.locator(selector).first.bounding_box()
        assert box, place
        assert box["x"] >= 0, place
        assert box["x"] + box["width"] <= LAPTOP["width"] / 2, place
    assert not violations(magnified)


def test_details_at_200_percent_can_be_read_and_closed(server: Server, magnified: Page) -> None:
    magnified.goto(f"{server.address}/sms_log?result={FAILED}")
    settle(magnified)
    magnified.locator("tr[data-press-row]:visible").first.click()
    dialog = magnified.get_by_role("dialog")
    dialog.wait_for()
    settle(magnified)
    assert not dialog.evaluate("place => place.scrollWidth > place.clientWidth + 1")
    assert not scrolls_sideways(magnified)
    dialog.get_by_role("button", name="Close").click()
    dialog.wait_for(state="detached")
