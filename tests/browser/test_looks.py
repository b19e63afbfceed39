"""SMS Log on the sample logs in every state, light and dark: nothing broken, nothing out of reach."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from data.words import vocabulary
from tests.browser.dashboard import Scheme, Server, looked_at, scrolls_sideways, settle, violations
from tests.browser.media.looks import faint_buttons

WIDE = 1280
FAILED = vocabulary.RESULTS[-1].key
STATES = {  # of SMS Log: a link, what is clicked there, and what is visible then
    "narrowed": (f"?result={FAILED}&day=2026-10-27&by=reason", None, "Clear all"),
    "without texts": ("?period=2020-01-01&period=2020-01-31", None, "No texts in this date range."),
    "narrowed to nothing": ("?day=2026-10-04", None, "No texts match these filters."),
    "with the details of a text": ("", "tr[data-press-row]:visible", "Status at the time"),
    "with a chart as a table": ("", "summary:has-text('Show as a table')", "Days without texts"),
    "with more filters": ("", "button:has-text('More filters')", "You can also click tiles and bars"),
    "with a search of broadcasts": ("", "button:has-text('Broadcasts')", "Search broadcasts"),
}
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


@SCHEMES
@pytest.mark.parametrize("state", STATES)
def test_sms_log_is_usable_by_everyone_in_every_state(
    server: Server, tab: Page, state: str, scheme: Scheme
) -> None:
    link, clicked, visible = STATES[state]
    with looked_at(server, tab, f"sms_log{link}", scheme, WIDE) as page:
        if clicked:
            page.locator(clicked).first.click()
            page.wait_for_timeout(500)  # until what opens has faded in
        expect(page.get_by_text(visible).first).to_be_visible()
        settle(page)
        assert not scrolls_sideways(page)
        assert not violations(page)
        assert not faint_buttons(page)


def test_root_redirects_to_the_first_page(server: Server, tab: Page) -> None:
    tab.goto(server.address)
    tab.wait_for_url(f"{server.address}/broadcasts")
    settle(tab)
    assert tab.get_by_role("heading", level=1).inner_text() == "Broadcasts"
    assert tab.get_by_role("link", name="Start").count() == 0
