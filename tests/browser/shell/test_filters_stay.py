"""Filters in a real browser stay as a person set them, however soon the next click comes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.dashboard import Server, settle

SCHOOL = "Oak Elementary"
CHIPS = ".sms.chips"


def open_more_filters(tab: Page) -> None:
    button = tab.get_by_role("button", name="More filters")
    button.focus()
    tab.keyboard.press("Enter")
    expect(tab.get_by_test_id("stPopoverBody")).to_be_visible()


def select_failed(tab: Page) -> None:
    tab.get_by_role("combobox", name="Results").click()
    tab.get_by_role("option", name="Failed to Send", exact=True).click()


@pytest.mark.parametrize("pause", [0, 400])  # milliseconds, before and after the page is drawn
def test_a_filter_in_a_closed_popover_stays(pause: int, server: Server, tab: Page) -> None:
    tab.goto(f"{server.address}/sms_log")
    settle(tab)
    open_more_filters(tab)
    select_failed(tab)
    tab.wait_for_timeout(pause)
    for _list_and_popover in range(2):
        tab.keyboard.press("Escape")
    expect(tab.get_by_test_id("stPopoverBody")).to_have_count(0)
    tab.wait_for_timeout(pause)
    tab.locator('[data-press="result=sent"]').first.click()
    expect(tab).to_have_url(re.compile(r"\?result=failed&result=sent$"))
    tab.wait_for_timeout(pause)
    tab.get_by_role("combobox", name="Schools").fill(SCHOOL)
    tab.keyboard.press("Enter")
    tab.keyboard.press("Escape")
    for words in ("Failed to Send", "Sent", SCHOOL):
        expect(tab.locator(CHIPS)).to_contain_text(words)
    settle(tab)
    open_more_filters(tab)
    for title in ("Failed to Send", "Sent"):  # the field shows what tiles selected, too
        expect(tab.get_by_test_id("stPopoverBody").get_by_title(title, exact=True)).to_be_visible()
    for words in ("Failed to Send", "Sent", SCHOOL):
        expect(tab.locator(CHIPS)).to_contain_text(words)
