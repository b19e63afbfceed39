"""Every page on the sample logs, wide and narrow, light and dark: nothing broken, nothing out of reach."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from data.words import vocabulary
from tests.browser.dashboard import ROOT, Server, scrolls_sideways, settle, violations

PAGES = sorted(file.stem for file in (ROOT / "pages").glob("[!_]*.py"))
WIDE, NARROW = 1280, 390
FAILED = vocabulary.RESULTS[-1].key
STATES = {  # of SMS Log: a link, what is clicked there, and what is visible then
    "narrowed": (f"?result={FAILED}&day=2026-10-27&by=reason", None, "Clear all"),
    "without texts": ("?period=2020-01-01&period=2020-01-31", None, "No texts in this date range."),
    "narrowed to nothing": ("?day=2026-10-04", None, "No texts match these filters."),
    "with the details of a text": ("", "tr[data-press-row]:visible", "Status at the time"),
    "with a chart as a table": ("", "summary:has-text('Show as a table')", "Days without texts"),
    "with more filters": ("", "button:has-text('More filters')", "You can also click a tile"),
    "with a search of broadcasts": ("", "button:has-text('Broadcasts')", "Search broadcasts"),
}
Scheme = Literal["light", "dark"]
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


@contextmanager
def looked_at(server: Server, page: Page, address: str, scheme: Scheme, width: int) -> Iterator[Page]:
    """A page at a link; the browser reports no error and no request to another server."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    errors, requests = [], []
    page.on("request", lambda request: requests.append(request.url))
    # Below the root, Streamlit first asks for its health beside the page: two harmless answers of 404.
    page.on(
        "console",
        lambda message: (
            errors.append(message.text)
            if message.type == "error" and "/_stcore/" not in message.location.get("url", "")
            else None
        ),
    )
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{server.address}/{address}")
    settle(page)
    yield page
    assert not page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').count()
    assert not errors, "the browser's console stays empty"
    assert not [url for url in requests if not url.startswith((server.address, "data:", "blob:"))]


@pytest.mark.parametrize("width", [WIDE, NARROW])
@SCHEMES
@pytest.mark.parametrize("name", PAGES)
def test_page_is_whole_and_usable_by_everyone(
    server: Server, tab: Page, name: str, scheme: Scheme, width: int
) -> None:
    with looked_at(server, tab, name, scheme, width) as page:
        assert not scrolls_sideways(page)
        assert not violations(page)


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


def test_root_redirects_to_the_first_page(server: Server, tab: Page) -> None:
    tab.goto(server.address)
    tab.wait_for_url(f"{server.address}/sms_log")
    settle(tab)
    assert tab.get_by_role("heading", level=1).inner_text() == "SMS Log"
    assert tab.get_by_role("link", name="Start").count() == 0
