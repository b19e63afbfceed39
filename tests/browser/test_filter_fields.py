"""Filter fields in a real browser: people select titles, and the URL holds keys."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.dashboard import Server, settle


def chip(tab: Page, key: str) -> Locator:
    return tab.locator(f'.sms.chips [data-press="clear={key}"]')


def select(tab: Page, label: str, *titles: str) -> None:
    """Select values in a field."""
    for title in titles:
        tab.get_by_role("combobox", name=label).click()
        tab.get_by_role("option", name=title, exact=True).click()
        settle(tab)
    tab.keyboard.press("Escape")


def test_values_selected_by_title_are_keys_in_the_url(server: Server, tab: Page) -> None:
    tab.goto(f"{server.address}/sms_log")
    settle(tab)
    results = tab.locator('.sms.chips [data-press^="only=result:"]')
    tab.get_by_role("button", name="More filters").click()
    select(tab, "Results", "Failed to Send", "Sending")
    expect(tab).to_have_url(re.compile(r"\?result=failed&result=sending$"))
    expect(tab.locator(".sms.chips")).to_contain_text("Sending")
    tab.reload()
    settle(tab)
    expect(tab.locator(".sms.chips")).to_contain_text("Sending")
    tab.locator(".sms.chips .clear-all").click()
    expect(results).to_have_count(0)
    expect(tab).to_have_url(re.compile(r"/sms_log$"))
    tab.go_back()
    expect(tab.locator(".sms.chips")).to_contain_text("Sending")
    expect(tab).to_have_url(re.compile(r"\?result=failed&result=sending$"))


@pytest.mark.parametrize(
    ("link", "words", "corrected"),
    [
        ("sms_log?result=Failed+to+Send", "Failed to Send", "result=failed"),
        ("sms_log?reason=carrier_trouble&reason=luck", "Carrier problem", "reason=carrier_trouble"),
        ("sms_status?status=Opted+Out", "Opted Out", "status=opted_out"),
    ],
)
def test_old_links_with_names_are_understood_and_corrected(
    link: str, words: str, corrected: str, server: Server, tab: Page
) -> None:
    tab.goto(f"{server.address}/{link}")
    settle(tab)
    expect(chip(tab, corrected.partition("=")[0])).to_contain_text(words)
    select(tab, "Schools", "Oak Elementary")
    expect(chip(tab, "school")).to_contain_text("Oak Elementary")
    expect(tab).to_have_url(re.compile(rf"[?&]{corrected}(&|$)"))
    expect(tab).to_have_url(re.compile(r"[?&]school=Oak\+Elementary(&|$)"))


def test_numbers_of_days_are_numbers_in_the_url(server: Server, tab: Page) -> None:
    tab.goto(f"{server.address}/opt_in_reminders?alone=7")
    settle(tab)
    field = tab.get_by_role("combobox", name="Leave out those reminded")
    expect(field).to_have_value("in the last 7 days")
    tab.get_by_role("combobox", name="Pending for").click()
    tab.get_by_role("option", name="30 days or more").click()
    settle(tab)
    expect(tab).to_have_url(re.compile(r"\?alone=7&pending=30$"))
    field.click()
    tab.get_by_role("option", name="in the last 14 days").click()
    expect(tab).to_have_url(re.compile(r"\?pending=30$"))


def test_broadcasts_are_found_and_selected_with_the_keyboard(server: Server, tab: Page) -> None:
    tab.goto(f"{server.address}/sms_log")
    settle(tab)
    tab.get_by_role("button", name="Broadcasts").press("Enter")
    search, choices = tab.get_by_label("Search broadcasts"), tab.locator(".choices li button")
    expect(search).to_be_focused()
    name = choices.last.locator("span").inner_text()
    tab.keyboard.type(name[1:].upper())
    expect(choices.first).to_contain_text(name)
    tab.keyboard.press("ArrowDown")
    expect(choices.first).to_be_focused()
    tab.keyboard.press("Enter")
    expect(chip(tab, "broadcast")).to_contain_text(name)
    expect(tab).to_have_url(re.compile(r"\?broadcast="))
    expect(choices.first).to_be_focused()
    expect(choices.first).to_have_attribute("aria-pressed", "true")
    settle(tab)
    tab.keyboard.press("Escape")
    expect(search).to_have_count(0)
    chip(tab, "broadcast").click()
    expect(tab).to_have_url(re.compile(r"/sms_log$"))
