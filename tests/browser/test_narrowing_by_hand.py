"""Filtering SMS Log in a real browser: with the mouse, by a link from an email, with the keyboard alone."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from data.words import vocabulary
from tests.browser.dashboard import LAPTOP, Server, downloaded, settle

FAILED = vocabulary.RESULTS[-1]
NOT_REACHED = '[data-press="part=not_reached"]'
SCHOOL = "Oak Elementary"
SCROLLED = "document.querySelector('[data-testid=\"stMain\"]').scrollTop"
TABS = 120  # key presses within which everything can be reached


def open_page(server: Server, tab: Page) -> None:
    tab.goto(f"{server.address}/sms_log")
    settle(tab)


def tile(tab: Page) -> Locator:
    """Return the tile of Failed to Send."""
    return tab.locator(f'[data-press="result={FAILED.key}"]')


def count(tab: Page) -> int:
    return int(tile(tab).locator(".figure b").inner_text().replace(",", ""))


def chips(tab: Page) -> list[str]:
    titles = tab.locator(".sms.chips [data-press]").all_inner_texts()
    return [" ".join(title.split()).partition(", clear")[0].strip() for title in titles]


def words(tab: Page) -> list[str]:
    """Return all that the page says: chips, tiles, findings, list and proof."""
    places = (".sms.chips", ".sms.tiles", ".stMarkdown", ".sms.list table")
    return [text for place in places for text in tab.locator(place).all_inner_texts()]


def click_tallest_bar(tab: Page) -> None:
    """Click the day with the most texts of a result, at the middle of its bar."""
    chart = tab.locator('[data-testid="stPlotlyChart"]').first
    chart.scroll_into_view_if_needed()
    boxes = [bar.bounding_box() for bar in chart.locator(".subplot.xy .point path").all()]
    box = max((box for box in boxes if box), key=lambda box: box["height"])
    tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def focused(tab: Page) -> str:
    click: str = tab.evaluate("document.activeElement.dataset.press ?? document.activeElement.tagName")
    return click


def tab_to(tab: Page, click: str, key: str = "Tab") -> str:
    """Go on with the keyboard to the button of a click, and return the whole click."""
    for _ in range(TABS):
        tab.keyboard.press(key)
        if focused(tab).startswith(click):
            return focused(tab)
    raise AssertionError(f"{TABS} presses of {key} do not reach {click}")


def test_filters_narrow_the_page_down_to_the_rows_of_the_download(server: Server, tab: Page) -> None:
    open_page(server, tab)
    tab.get_by_role("combobox", name="Schools").fill(SCHOOL)
    expect(tab.get_by_role("option", name=SCHOOL)).to_be_visible()
    tab.keyboard.press("Enter")
    expect(tab.locator(".sms.chips")).to_contain_text(SCHOOL)
    tab.keyboard.press("Escape")
    tile(tab).click()
    expect(tile(tab)).to_have_attribute("aria-pressed", "true")
    settle(tab)
    click_tallest_bar(tab)
    expect(tab.locator('.sms.chips [data-press="clear=day"]')).to_be_visible()
    settle(tab)
    school, day, result, _clear_all = chips(tab)
    assert (school, result) == (SCHOOL, FAILED.title)
    texts = count(tab)
    assert texts > 1
    rows = tab.locator("tr[data-press-row]:visible")
    expect(rows).to_have_count(texts)
    cells = rows.first.locator("td").all_inner_texts()
    assert cells[0].startswith(day)
    rows.first.locator("td").nth(1).click()  # anywhere in it
    expect(tab.get_by_role("dialog")).to_contain_text(f"{FAILED.title}. Requested {cells[0]} CT.")
    expect(tab.get_by_role("dialog")).to_contain_text(cells[4])
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("dialog")).to_have_count(0)
    settle(tab)
    saved = downloaded(tab)
    assert len(saved) == texts
    assert {(row["School"], row["Result"]) for row in saved} == {(SCHOOL, FAILED.name)}


def test_link_opens_the_same_page_with_the_same_figures(
    server: Server, tab: Page, browser: Browser
) -> None:
    open_page(server, tab)
    tab.locator(NOT_REACHED).click()
    expect(tab.locator(NOT_REACHED)).to_have_attribute("aria-pressed", "true")
    tab.get_by_test_id("stButtonGroup").get_by_text("School").click()
    expect(tab).to_have_url(re.compile("by=school"))
    settle(tab)
    click_tallest_bar(tab)
    expect(tab).to_have_url(re.compile("day="))
    settle(tab)
    context = browser.new_context(viewport=LAPTOP)
    other = context.new_page()
    other.goto(tab.url)
    settle(other)
    assert words(other) == words(tab)
    assert len(chips(tab)) == 3
    assert other.url == tab.url
    context.close()


def test_back_clears_filter_after_filter(server: Server, tab: Page) -> None:
    open_page(server, tab)
    before = words(tab)
    tile(tab).click()
    expect(tile(tab)).to_have_attribute("aria-pressed", "true")
    settle(tab)
    narrowed = words(tab)
    click_tallest_bar(tab)
    expect(tab.locator('.sms.chips [data-press="clear=day"]')).to_be_visible()
    tab.go_back()
    expect(tab.locator('.sms.chips [data-press="clear=day"]')).to_have_count(0)
    settle(tab)
    assert words(tab) == narrowed
    tab.go_back()
    expect(tab.locator(".sms.chips [data-press]")).to_have_count(0)
    settle(tab)
    assert words(tab) == before
    tab.go_forward()
    expect(tile(tab)).to_have_attribute("aria-pressed", "true")


def test_page_works_with_the_keyboard_alone(server: Server, tab: Page) -> None:
    open_page(server, tab)
    tab_to(tab, f"result={FAILED.key}")
    tab.keyboard.press("Enter")
    expect(tile(tab)).to_have_attribute("aria-pressed", "true")
    settle(tab)
    assert focused(tab) == f"result={FAILED.key}", "the keyboard goes on where it was"
    tab_to(tab, "clear=result", "Shift+Tab")
    tab.keyboard.press("Enter")
    expect(tile(tab)).to_have_attribute("aria-pressed", "false")
    settle(tab)
    assert tab.evaluate("document.activeElement.matches('.sms.chips')"), "the chip is gone, its line stays"
    row = tab_to(tab, "story=")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("dialog")).to_contain_text("Phone number")
    assert tab.evaluate("!!document.activeElement.closest('[role=\"dialog\"]')")
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("dialog")).to_have_count(0)
    tab.wait_for_function("click => document.activeElement.dataset.press === click", arg=row)
    settle(tab)
    assert focused(tab) == row, "the focus comes back to the row, and stays there"


def test_other_comparison_leaves_the_rest_of_the_page_alone(server: Server, tab: Page) -> None:
    open_page(server, tab)
    group = tab.get_by_test_id("stButtonGroup")
    group.scroll_into_view_if_needed()
    tab.evaluate("document.querySelector('.sms.tiles').dataset.sameTiles = 'yes'")
    scrolled = tab.evaluate(SCROLLED)
    group.get_by_text("School").click()
    expect(tab.get_by_text("had the largest undelivered share").last).to_be_visible()
    expect(tab).to_have_url(re.compile("by=school"))
    settle(tab)
    assert tab.evaluate(SCROLLED) == scrolled
    assert tab.locator(".sms.tiles[data-same-tiles]").count() == 1


def test_a_second_tile_adds_a_chip_leaves_one_and_one_click_leaves_out_duplicates(
    server: Server, tab: Page
) -> None:
    open_page(server, tab)
    tab.locator('[data-press="stage=undelivered"]').click()
    expect(tile(tab)).to_have_attribute("aria-pressed", "true")
    tab.locator('[data-press="result=sent"]').click()
    expect(tab.locator('.sms.chips [data-press^="only="]')).to_have_count(3)
    settle(tab)
    tab.locator(f'.sms.chips [data-press="only=result:{FAILED.key}"]').click()
    expect(tab.locator('.sms.chips [data-press="clear=result"]')).to_have_text(
        re.compile(f"^{FAILED.title}")
    )
    settle(tab)
    tab.locator('[data-press="without=already_reached"]').click()
    expect(tab.locator(NOT_REACHED)).to_have_attribute("aria-pressed", "true")
    expect(tab.locator('[data-press="part=already_reached"]')).to_have_attribute("aria-pressed", "false")
    expect(tile(tab)).to_have_attribute("aria-pressed", "false")
    settle(tab)
    counted = [int(part.inner_text().replace(",", "")) for part in tab.locator(".parts b").all()]
    expect(tab.get_by_text(re.compile(rf"of {sum(counted[1:]):,} texts$"))).to_be_visible()


def test_more_about_a_figure_downloads_it_and_shows_it_in_the_list(server: Server, tab: Page) -> None:
    open_page(server, tab)
    texts = count(tab)
    more = tab.get_by_role("button", name=f"More about {FAILED.title}").first
    more.focus()
    tab.keyboard.press("Enter")
    dialog = tab.get_by_role("dialog")
    expect(dialog).to_contain_text(f"{texts} of ")
    dialog.get_by_role("button", name="Recount").click()
    expect(dialog).to_contain_text(f"Counted again, one by one: {texts}, in")
    with tab.expect_download() as started:
        dialog.get_by_role("button", name="contact IDs").click()
    lines = Path(started.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Contact ID"
    assert len(set(lines)) == len(lines) <= texts + 1
    settle(tab)
    dialog.get_by_role("button", name="Show in the list").click()
    expect(dialog).to_have_count(0)
    listed = tab.get_by_role("region", name=f"of {texts} texts")
    expect(listed).to_be_focused()
    expect(listed).to_be_in_viewport()
