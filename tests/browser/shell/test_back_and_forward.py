"""Back and Forward in a real browser: each change of a page is one step."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from data.words import vocabulary
from tests.browser.dashboard import Server, settle

FAILED = vocabulary.RESULTS[-1].key
SCHOOL = "Oak Elementary"
# What a page says of its state: fields, chips, figures, and the list with its order and page.
STATE = """() => [
  ...[...document.querySelectorAll('.st-key-filter input')].map(own => own.value),
  ...[...document.querySelectorAll('.st-key-filter [role="spinbutton"]')].map(own => own.innerText),
  ...[...document.querySelectorAll('.sms.chips, .sms.tiles')].map(own => own.innerText),
  ...[...document.querySelectorAll('.sms.list')].map(own => own.getAttribute('aria-label') + own.innerText),
  ...[...document.querySelectorAll('th[aria-sort]')].map(own => own.ariaSort + own.innerText),
]"""


def state(tab: Page) -> list[str]:
    settle(tab)
    words: list[str] = tab.evaluate(STATE)
    return words


def select(tab: Page, label: str, title: str) -> None:
    tab.get_by_role("heading", level=1).click()  # a list closes while the page scrolls
    tab.get_by_role("combobox", name=label).fill(title)
    expect(tab.get_by_role("option", name=title)).to_be_visible()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Escape")


def test_back_and_forward_go_through_every_change(server: Server, tab: Page) -> None:
    tab.goto(f"{server.address}/sms_log")
    states, urls = [state(tab)], [tab.url]
    changes: tuple[Callable[[], None], ...] = (
        lambda: select(tab, "Date range", "All dates"),
        lambda: tab.locator('[data-press="result=sent"]').click(),
        lambda: tab.locator('[data-press="sort=number"]').click(),
        lambda: tab.get_by_test_id("stPagination").get_by_text("2", exact=True).click(),
        lambda: select(tab, "Schools", SCHOOL),
        lambda: tab.locator('[data-press="clear=all"]').click(),
    )
    for change in changes:
        change()
        tab.wait_for_url(lambda url: url != urls[-1])
        states.append(state(tab))
        urls.append(tab.url)
    assert "sort=number&page=2" in urls[4]
    assert "page=" not in urls[5], "another filter begins at the first page"
    for place in reversed(range(len(changes))):
        tab.go_back()
        tab.wait_for_url(urls[place])
        assert state(tab) == states[place], urls[place]
        assert tab.url == urls[place]
    for place in range(1, len(states)):
        tab.go_forward()
        tab.wait_for_url(urls[place])
        assert state(tab) == states[place], urls[place]
    tab.go_back()
    tab.go_back()
    tab.wait_for_url(urls[4])
    assert state(tab) == states[4]
    tab.reload()
    assert state(tab) == states[4], "a reload shows the same page"


def test_typed_dates_are_a_step_once_enter_is_pressed(server: Server, tab: Page) -> None:
    tab.goto(f"{server.address}/sms_log")
    before = state(tab)
    first = tab.locator('.st-key-filter [role="spinbutton"]').first
    first.click()
    tab.keyboard.type("09")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile("period=2026-09"))
    typed = state(tab)
    assert typed != before
    tab.go_back()
    expect(tab).to_have_url(re.compile(r"/sms_log$"))
    assert state(tab) == before
    tab.go_forward()
    expect(tab).to_have_url(re.compile("period=2026-09"))
    assert state(tab) == typed


def test_the_root_is_no_step_of_its_own(server: Server, tab: Page) -> None:
    tab.goto(f"{server.address}/_stcore/health")
    tab.goto(server.address)
    expect(tab).to_have_url(re.compile(r"/broadcasts$"))
    settle(tab)
    tab.go_back()
    expect(tab).to_have_url(re.compile("health$"))
