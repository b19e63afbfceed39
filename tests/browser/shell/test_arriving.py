"""A page that can't be drawn is seen as soon as it says so, in a real browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.dashboard import LAPTOP, served

SOON = 8_000  # milliseconds, of the fifteen seconds after which a page is seen anyway


def test_an_error_without_a_title_is_seen_at_once(browser: Browser, tmp_path: Path) -> None:
    first = tmp_path / "logs" / "imports" / "_delta_log" / "00000000000000000000.json"
    first.parent.mkdir(parents=True)
    first.write_text("not a table", encoding="utf-8")
    with served(tmp_path) as server, browser.new_context(viewport=LAPTOP) as visit:
        tab = visit.new_page()
        tab.goto(f"{server.address}/sms_log")
        alert = tab.get_by_test_id("stAlert").first
        alert.wait_for(state="attached", timeout=60_000)
        assert not tab.locator("h1").count()
        expect(alert).to_be_visible(timeout=SOON)
