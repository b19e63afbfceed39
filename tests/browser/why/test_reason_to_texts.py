"""Why undelivered in a real browser: from a reason to its texts, by keyboard alone."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.dashboard import Server, settle


def test_a_reason_leads_to_its_texts_in_sms_log(server: Server, tab: Page) -> None:
    tab.goto(f"{server.address}/why_undelivered")
    settle(tab)
    row = tab.locator(".sms.reasons tbody tr", has_text="stated in the log").first
    texts = row.locator("td.count").first.inner_text()
    row.get_by_role("button").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile(r"/sms_log\?.*reason="))
    settle(tab)
    expect(tab.locator("body")).to_contain_text(f"the list and its download show the same {texts} text")
