"""What keyboards and screen readers need in a real browser: announcements, clicks, and the connection."""

from __future__ import annotations

import re

from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.dashboard import Server, settle

ANNOUNCED, LOST = "#sms-announced", "#sms-lost"
SCHOOL = "Oak Elementary"
# Whether a screen reader finds an element.
IS_HEARD = """own => {
  for (let place = own; place; place = place.parentElement) {
    if (place.getAttribute('aria-hidden') === 'true' || place.inert) return false;
  }
  return true;
}"""
SELECT_CLOCKS = "getSelection().selectAllChildren(document.querySelector('.sms.clocks'))"


def is_heard(tab: Page, place: str) -> bool:
    answer: bool = tab.locator(place).evaluate(IS_HEARD)
    return answer


def test_results_are_announced_while_a_list_or_a_dialog_is_open(server: Server, tab: Page) -> None:
    tab.goto(f"{server.address}/sms_log")
    settle(tab)
    tab.get_by_role("combobox", name="Schools").click()
    tab.get_by_role("option", name="Lincoln High").click()
    expect(tab.locator(ANNOUNCED)).to_contain_text("undelivered")
    expect(tab.get_by_role("option", name=SCHOOL)).to_be_visible()
    assert is_heard(tab, ANNOUNCED)
    tab.keyboard.press("Escape")
    tab.locator('.sms.tiles [data-press^="figure="]').first.click()
    expect(tab.get_by_role("dialog")).to_be_visible()
    assert not is_heard(tab, "h1")
    assert is_heard(tab, ANNOUNCED)
    assert is_heard(tab, LOST)


def test_totals_announce_the_month_that_was_selected(server: Server, tab: Page) -> None:
    tab.goto(f"{server.address}/totals")
    settle(tab)
    tab.get_by_role("combobox", name="Month").click()
    month = tab.get_by_role("option").nth(1)
    title = month.inner_text().strip()
    month.click()
    expect(tab.locator(ANNOUNCED)).to_contain_text(title)


def test_a_row_opens_while_text_elsewhere_is_selected(server: Server, tab: Page) -> None:
    tab.goto(f"{server.address}/sms_log")
    settle(tab)
    cell = tab.locator("tr[data-press-row] td").nth(2)
    cell.scroll_into_view_if_needed()
    cell.evaluate("own => getSelection().selectAllChildren(own)")
    cell.dispatch_event("click", {"detail": 1})  # a real one would end the selection
    tab.wait_for_timeout(500)
    expect(tab.get_by_role("dialog")).to_have_count(0)
    tab.evaluate(SELECT_CLOCKS)
    cell.dispatch_event("click", {"detail": 1})
    expect(tab.locator('[data-press-answer="story"], [role="dialog"]').first).to_be_visible()


def test_a_lost_connection_is_said_until_it_is_back(server: Server, tab: Page) -> None:
    sockets: list[WebSocketRoute] = []

    def pass_on(socket: WebSocketRoute) -> None:
        socket.connect_to_server()
        sockets.append(socket)

    tab.route_web_socket("**/_stcore/stream", pass_on)
    tab.goto(f"{server.address}/sms_log")
    settle(tab)
    expect(tab.locator(LOST)).to_be_hidden()
    tab.route("**/_stcore/*", lambda route: route.abort())
    sockets[-1].close()
    expect(tab.locator(LOST)).to_have_text(re.compile("Connection lost"))
    expect(tab.locator(LOST)).to_be_visible()
    assert not tab.get_by_role("dialog").count()
    tab.unroute("**/_stcore/*")
    expect(tab.locator(LOST)).to_be_hidden()
    settle(tab)


def test_escape_closes_a_calendar_first_and_then_the_popover_around_it(server: Server, tab: Page) -> None:
    tab.goto(f"{server.address}/sms_log")
    settle(tab)
    more, popover = tab.get_by_role("button", name="More filters"), tab.get_by_test_id("stPopoverBody")
    more.press("Enter")
    popover.get_by_role("button", name="Choose date").press("Enter")
    calendar = tab.get_by_test_id("stDateInputCalendar")
    expect(calendar).to_be_visible()
    expect(calendar.get_by_role("button", name="Quick select")).to_have_count(0)
    tab.keyboard.press("Escape")
    expect(calendar).to_have_count(0)
    expect(popover).to_be_visible()
    tab.keyboard.press("Escape")
    expect(popover).to_have_count(0)
    expect(more).to_be_focused()
