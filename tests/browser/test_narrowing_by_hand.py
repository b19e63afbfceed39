"""Narrowing the SMS Log in a real browser: with the mouse, by a mailed link, with the keyboard alone."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Locator, Page, expect

from data.words import vocabulary
from tests.browser.dashboard import LAPTOP, Server, downloaded, settle

RESULTS = [result.name for result in vocabulary.RESULTS]
FAILED = RESULTS[-1]
SCHOOL = "Oak Elementary"
TABS = 120  # presses after which a keyboard has gone astray


def opened(server: Server, tab: Page, query: str = "") -> Page:
    tab.goto(f"{server.address}/sms_log{query}")
    settle(tab)
    return tab


def tile(tab: Page, name: str) -> Locator:
    return tab.locator(f'[data-press="result={name}"]')


def figure(tab: Page, name: str) -> int:
    return int(tile(tab, name).locator(".figure b").inner_text().replace(",", ""))


def chips(tab: Page) -> list[str]:
    told = tab.locator(".sms.chips [data-press]").all_inner_texts()
    return [" ".join(words.split()).partition(", undo")[0].strip() for words in told]


def whole(tab: Page) -> list[str]:
    """All that the page says: its line of chips, tiles, findings, list and proof."""
    places = (".sms.chips", ".sms.tiles", ".stMarkdown", ".sms.list table")
    return [words for place in places for words in tab.locator(place).all_inner_texts()]


def press_tallest_bar(tab: Page) -> None:
    """Click the day with the most texts of a result, at the middle of its bar."""
    chart = tab.locator('[data-testid="stPlotlyChart"]').first
    chart.scroll_into_view_if_needed()
    boxes = [bar.bounding_box() for bar in chart.locator(".subplot.xy .point path").all()]
    box = max((box for box in boxes if box), key=lambda box: box["height"])
    tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def focused(tab: Page) -> str:
    told: str = tab.evaluate("document.activeElement.dataset.press ?? document.activeElement.tagName")
    return told


def tab_to(tab: Page, told: str, key: str = "Tab") -> str:
    """Go on with the keyboard to what tells this when it is pressed."""
    for _ in range(TABS):
        tab.keyboard.press(key)
        if focused(tab).startswith(told):
            return focused(tab)
    raise AssertionError(f"{TABS} presses of {key} do not reach {told}")


def test_from_the_filter_to_the_rows_of_the_file(server: Server, tab: Page) -> None:
    opened(server, tab)
    tab.get_by_role("combobox", name="Schools").fill(SCHOOL)
    tab.keyboard.press("Enter")
    expect(tab.locator(".sms.chips")).to_contain_text(SCHOOL)
    tab.keyboard.press("Escape")
    tile(tab, FAILED).click()
    expect(tile(tab, FAILED)).to_have_attribute("aria-pressed", "true")
    settle(tab)
    press_tallest_bar(tab)
    expect(tab.locator('.sms.chips [data-press="clear=day"]')).to_be_visible()
    settle(tab)
    school, day, result, _undo_all = chips(tab)
    assert (school, result) == (SCHOOL, FAILED)
    count = figure(tab, FAILED)
    assert count > 1
    rows = tab.locator("tr[data-press-row]:visible")
    expect(rows).to_have_count(count)
    cells = rows.first.locator("td").all_inner_texts()
    assert cells[0].startswith(day)
    rows.first.locator("td").nth(1).click()  # anywhere in it
    expect(tab.get_by_role("dialog")).to_contain_text(f"{FAILED}, requested {cells[0]}.")
    expect(tab.get_by_role("dialog")).to_contain_text(cells[4])
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("dialog")).to_have_count(0)
    settle(tab)
    saved = downloaded(tab)
    assert len(saved) == count
    assert {(row["School"], row["Result"]) for row in saved} == {(SCHOOL, FAILED)}


def test_a_mailed_link_opens_the_same_page_with_the_same_figures(
    server: Server, tab: Page, browser: Browser
) -> None:
    opened(server, tab)
    tab.locator('[data-press="part=not_reached"]').click()
    expect(tab.locator('[data-press="part=not_reached"]')).to_have_attribute("aria-pressed", "true")
    tab.get_by_test_id("stButtonGroup").get_by_text("School").click()
    expect(tab).to_have_url(re.compile("by=School"))
    settle(tab)
    press_tallest_bar(tab)
    expect(tab).to_have_url(re.compile("day="))
    settle(tab)
    context = browser.new_context(viewport=LAPTOP)
    other = context.new_page()
    other.goto(tab.url)
    settle(other)
    assert whole(other) == whole(tab)
    assert len(chips(tab)) == 3
    assert other.url == tab.url
    context.close()


def test_the_browser_s_back_undoes_press_after_press(server: Server, tab: Page) -> None:
    opened(server, tab)
    before = whole(tab)
    tile(tab, FAILED).click()
    expect(tile(tab, FAILED)).to_have_attribute("aria-pressed", "true")
    settle(tab)
    narrowed = whole(tab)
    press_tallest_bar(tab)
    expect(tab.locator('.sms.chips [data-press="clear=day"]')).to_be_visible()
    tab.go_back()
    expect(tab.locator('.sms.chips [data-press="clear=day"]')).to_have_count(0)
    settle(tab)
    assert whole(tab) == narrowed
    tab.go_back()
    expect(tab.locator(".sms.chips [data-press]")).to_have_count(0)
    settle(tab)
    assert whole(tab) == before
    tab.go_forward()
    expect(tile(tab, FAILED)).to_have_attribute("aria-pressed", "true")


def test_with_the_keyboard_alone(server: Server, tab: Page) -> None:
    opened(server, tab)
    tab_to(tab, f"result={FAILED}")
    tab.keyboard.press("Enter")
    expect(tile(tab, FAILED)).to_have_attribute("aria-pressed", "true")
    settle(tab)
    assert focused(tab) == f"result={FAILED}", "the keyboard goes on where it was"
    tab_to(tab, "clear=result", "Shift+Tab")
    tab.keyboard.press("Enter")
    expect(tile(tab, FAILED)).to_have_attribute("aria-pressed", "false")
    settle(tab)
    assert tab.evaluate("document.activeElement.matches('.sms.chips')"), "the chip is gone, its line is not"
    row = tab_to(tab, "story=")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("dialog")).to_contain_text("The number")
    assert tab.evaluate("!!document.activeElement.closest('[role=\"dialog\"]')")
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("dialog")).to_have_count(0)
    tab.wait_for_function("told => document.activeElement.dataset.press === told", arg=row)
    settle(tab)
    assert focused(tab) == row, "the focus comes back to the row, and stays there"
