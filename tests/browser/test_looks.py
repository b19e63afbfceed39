"""Every page on the sample logs, wide and narrow, light and dark: nothing broken, nothing out of reach."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from data.words import vocabulary
from tests.browser.dashboard import Server, scrolls_sideways, settle, violations

PAGES = ("sms_log", "sms_status", "opt_in_reminders", "imports")
WIDE, NARROW = 1280, 390
FAILED = vocabulary.RESULTS[-1].name.replace(" ", "+")
STATES = {  # of the SMS Log: an address, what is pressed there, and what then is to be seen
    "narrowed": (f"?result={FAILED}&day=2026-10-27&by=Reason", None, "Undo all"),
    "without texts": ("?period=2020-01-01&period=2020-01-31", None, "No texts in these dates."),
    "narrowed to nothing": ("?day=2026-10-04", None, "No text matches all of this."),
    "with a story": ("", "tr[data-press-row]:visible", "SMS status then"),
    "with its figures as a table": ("", "summary:has-text('The same figures')", "Days that are not listed"),
    "with the rest of the filter": ("", "button:has-text('More')", "These can also be chosen"),
}
Scheme = Literal["light", "dark"]
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


@contextmanager
def looked_at(server: Server, browser: Browser, address: str, scheme: Scheme, width: int) -> Iterator[Page]:
    """A page at an address; in the end the browser must have met no fault, and asked nobody outside."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page, said, asked = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    # Below the root, Streamlit first asks for its health beside the page: two harmless answers of 404.
    page.on(
        "console",
        lambda message: (
            said.append(message.text)
            if message.type == "error" and "/_stcore/" not in message.location.get("url", "")
            else None
        ),
    )
    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.goto(f"{server.address}/{address}")
    settle(page)
    yield page
    assert not page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').count()
    assert not said, "the browser's console must stay empty"
    assert not [url for url in asked if not url.startswith((server.address, "data:", "blob:"))]
    context.close()


@pytest.mark.parametrize("width", [WIDE, NARROW])
@SCHEMES
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_and_usable_by_everyone(
    server: Server, browser: Browser, name: str, scheme: Scheme, width: int
) -> None:
    with looked_at(server, browser, name, scheme, width) as page:
        assert not scrolls_sideways(page)
        assert not violations(page)


@SCHEMES
@pytest.mark.parametrize("state", STATES)
def test_the_sms_log_is_usable_by_everyone_in_every_state(
    server: Server, browser: Browser, state: str, scheme: Scheme
) -> None:
    query, pressed, seen = STATES[state]
    with looked_at(server, browser, f"sms_log{query}", scheme, WIDE) as page:
        if pressed:
            page.locator(pressed).first.click()
            page.wait_for_timeout(500)  # until what opens has faded in
        expect(page.get_by_text(seen).first).to_be_visible()
        settle(page)
        assert not scrolls_sideways(page)
        assert not violations(page)


def test_the_root_sends_on_to_the_first_page(server: Server, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(server.address)
    page.wait_for_url(f"{server.address}/sms_log")
    settle(page)
    assert page.get_by_role("heading", level=1).inner_text() == "SMS Log"
    assert page.get_by_role("link", name="Start").count() == 0
    page.close()
