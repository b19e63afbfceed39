"""SMS Status in a real browser: a number stays private, and the keyboard is enough."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from data.words import vocabulary
from tests.browser.dashboard import Server, scrolls_sideways, settle, violations

FIELD = "Phone number, name or ID"
TYPED = "(212) 555-0133"
DIGITS = TYPED[-4:]
ANSWER = ".sms.answer"
OAK = "Oak Elementary"
FAILED = vocabulary.RESULTS[-1].key


@pytest.fixture
def page(server: Server, tab: Page) -> Page:
    tab.goto(f"{server.address}/sms_status")
    settle(tab)
    return tab


def look_up(page: Page, typed: str) -> None:
    page.get_by_label(FIELD).fill(typed)
    page.keyboard.press("Enter")
    expect(page.locator(ANSWER)).to_be_visible()


def test_a_typed_number_is_in_no_url_no_log_and_on_no_other_viewers_page(
    server: Server, browser: Browser, page: Page
) -> None:
    other = browser.new_page()
    other.goto(f"{server.address}/sms_status")
    settle(other)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    look_up(page, TYPED)
    page.locator('[data-press^="status="]').first.click()
    page.wait_for_url("**status=*")
    expect(page.locator(ANSWER)).to_contain_text(DIGITS)
    other.locator('[data-press^="school="]').first.click()
    other.wait_for_url("**school=*")
    text = other.locator("main, section").first.inner_text()
    assert DIGITS not in text.split("Numbers and their contacts")[0]
    expect(other.get_by_label(FIELD)).to_have_value("")
    other.close()
    assert DIGITS not in page.url.split("/", 3)[-1]
    assert not [url for url in requests if DIGITS in url.split("/", 3)[-1]]
    assert DIGITS not in server.said
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert DIGITS not in kept, "a browser that several people use keeps no number"


def test_a_clicked_row_is_looked_up_and_its_number_is_in_no_url(server: Server, page: Page) -> None:
    number = page.locator('[data-press^="number="]').first
    shown = number.inner_text()
    number.focus()
    page.keyboard.press("Enter")
    expect(page.locator(ANSWER)).to_contain_text(shown)
    expect(page.locator(ANSWER)).to_be_focused()
    expect(page.locator(ANSWER)).to_be_in_viewport()
    assert shown[-4:] not in page.url.split("/", 3)[-1]
    assert shown not in server.said


def test_a_text_leads_to_the_look_up_of_its_number_and_back_returns(server: Server, tab: Page) -> None:
    log = f"{server.address}/sms_log?result={FAILED}"
    tab.goto(log)
    settle(tab)
    tab.locator(".sms.list tr[data-press-row]").first.click()
    button = tab.get_by_role("dialog").get_by_role("button", name="Look up")
    number = button.inner_text().removeprefix("Look up ")
    button.press("Enter")
    tab.wait_for_url(f"{server.address}/look_up")
    expect(tab.locator(ANSWER)).to_contain_text(number)
    expect(tab.get_by_label(FIELD)).to_have_value(number)
    expect(tab.locator(".sms.story")).to_contain_text("Failed to Send")
    assert number[-4:] not in server.said
    tab.go_back()
    tab.wait_for_url(log)
    settle(tab)
    expect(tab.get_by_role("heading", level=1)).to_have_text("SMS Log")
    expect(tab.get_by_role("dialog")).to_have_count(0)


def test_the_page_is_filtered_sorted_and_cleared_with_the_keyboard_alone(page: Page) -> None:
    def press(click: str, key: str = "Enter") -> None:
        page.locator(f'[data-press="{click}"]').first.focus()
        page.keyboard.press(key)

    press("status=pending", "Space")
    page.wait_for_url("**status=pending*")
    pending = page.locator('[data-press="status=pending"]')
    expect(pending).to_have_attribute("aria-pressed", "true")
    expect(pending).to_be_focused()
    press(f"school={OAK}")
    page.wait_for_url("**school=Oak*")
    rows = page.locator("tr", has=page.locator('[data-press^="number="]'))
    press("sort=name")
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Name")
    first = rows.first.inner_text()
    press("sort=name")
    expect(page.locator("th[aria-sort=descending]")).to_have_text("Name")
    expect(page.locator('[data-press="sort=name"]')).to_be_focused()
    assert rows.first.inner_text() != first
    assert {"Pending Opt-In", OAK} <= set(rows.first.locator("td").all_inner_texts())
    press("clear=school")
    page.wait_for_url(lambda url: "school=" not in url)
    expect(page.locator(".sms.chips")).to_be_focused()
    press("clear=status")
    page.wait_for_url(lambda url: "status=" not in url)
    expect(page.locator(".sms.chips button")).to_have_count(0)


def test_a_heading_that_has_the_focus_keeps_it_when_the_list_is_drawn_again(page: Page) -> None:
    heading = page.locator('[data-press="sort=name"]')
    page.evaluate(  # in one step, so that the list can't be drawn in between
        """school => {
          document.querySelector(`[data-press="school=${school}"]`).click();
          window.heading = document.querySelector('[data-press="sort=name"]');
          window.heading.focus();
        }""",
        OAK,
    )
    page.wait_for_function("() => !window.heading.isConnected")
    settle(page)
    expect(heading).to_be_focused()


def test_a_click_counts_once_even_if_streamlit_sends_it_twice(page: Page) -> None:
    # Streamlit collects clicks for a moment. A timer that ends within it sends them too.
    page.evaluate(
        """() => {
          const real = window.setTimeout;
          window.setTimeout = (run, ms, ...more) => real(run, ms === 0 ? 5000 : ms, ...more);
        }"""
    )
    page.locator('[data-press="sort=name"]').click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Name")
    page.wait_for_timeout(6000)
    settle(page)
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Name")


def test_sorting_and_paging_keep_the_scroll(page: Page) -> None:
    def top() -> float:
        place = head.bounding_box()
        assert place
        return place["y"]

    head = page.locator('[data-press="sort=name"]')
    head.scroll_into_view_if_needed()
    before = top()
    head.click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Name")
    settle(page)
    assert top() == before
    page.get_by_test_id("stPagination").get_by_text("2", exact=True).click()
    expect(page.get_by_text("21–40 of").first).to_be_visible()
    settle(page)
    assert top() == before


def test_a_link_shows_the_page_filtered_and_the_period_by_its_key(server: Server, tab: Page) -> None:
    tab.goto(f"{server.address}/sms_status?school={OAK.replace(' ', '+')}&per=week")
    expect(tab.locator(f'[data-press="school={OAK}"]')).to_have_attribute("aria-pressed", "true")
    expect(tab.get_by_role("radio", name="Week")).to_be_checked()
    tab.get_by_text("Day", exact=True).click()
    tab.wait_for_url("**per=day*")
    expect(tab.get_by_role("radio", name="Day")).to_be_checked()


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_answer_and_a_filtered_page_are_usable_by_everyone(
    server: Server, tab: Page, scheme: Literal["light", "dark"], width: int
) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.emulate_media(color_scheme=scheme)
    tab.goto(f"{server.address}/sms_status?school={OAK.replace(' ', '+')}")
    settle(tab)
    look_up(tab, tab.locator('[data-press^="number="]').first.inner_text())
    tab.locator('[data-press^="status="]').first.click()
    tab.wait_for_url("**status=*")
    settle(tab)
    assert not violations(tab)
    assert not scrolls_sideways(tab)
