"""SMS Log on a phone, and in the reader's own colors."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from data.words import vocabulary
from tests.browser.dashboard import Server, settle

FAILED = vocabulary.RESULTS[-1]
LINK = f"sms_log?result={FAILED.key}"
BELOW = "(one, other) => one.getBoundingClientRect().top >= other.getBoundingClientRect().bottom - 1"
GROUND = "place => getComputedStyle(place).backgroundColor"
OWN = "place => getComputedStyle(place, '::before').backgroundColor"


@pytest.fixture
def phone(server: Server, tab: Page) -> Page:
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.goto(f"{server.address}/{LINK}")
    settle(tab)
    return tab


def test_the_menu_of_a_phone_closes_after_a_page_was_selected(phone: Page) -> None:
    menu = phone.get_by_test_id("stSidebar")
    expect(menu).to_have_attribute("data-collapsed", "true")
    phone.get_by_test_id("stExpandSidebarButton").click()
    expect(menu).to_have_attribute("data-collapsed", "false")
    menu.get_by_role("link", name="Totals").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Totals")
    expect(menu).to_have_attribute("data-collapsed", "true")


def test_a_list_on_a_phone_has_a_row_under_each_other_led_by_result_and_number(phone: Page) -> None:
    row = phone.locator("tr[data-press-row]").first
    cells = [cell.strip() for cell in row.locator("td").all_inner_texts()]
    result, number = row.locator("td.lead:has(.name)"), row.locator("td.lead:not(:has(.name))")
    for cell in row.locator("td:not(.lead):not(:empty)").all():
        assert cell.evaluate(f"(one) => ({BELOW})(one, one.parentElement.querySelector('td.lead'))")
    first, second = result.bounding_box(), number.bounding_box()
    assert first
    assert second
    assert first["y"] == pytest.approx(second["y"], abs=2)
    assert first["x"] < second["x"]
    label = row.locator("td:nth-child(2)").evaluate("cell => getComputedStyle(cell, '::before').content")
    assert label == '"Broadcast: "'
    # It is still a table for a screen reader, with its cells in the order of the columns.
    assert phone.get_by_role("row").filter(has_text=cells[4]).first.get_by_role("cell").count() == len(
        cells
    )
    assert phone.get_by_role("columnheader", name="Broadcast").count()
    row.click()
    expect(phone.get_by_role("dialog")).to_be_visible()


def test_selection_keys_and_focus_are_visible_in_the_readers_own_colors(server: Server, tab: Page) -> None:
    tab.emulate_media(color_scheme="dark", forced_colors="active")
    tab.goto(f"{server.address}/{LINK}")
    settle(tab)
    page_color = tab.locator("body").evaluate(GROUND)
    selected = tab.locator(f'button.tile[data-press="result={FAILED.key}"]')
    others = tab.locator('button.tile[aria-pressed="false"]')
    assert selected.evaluate(GROUND) != others.first.evaluate(GROUND)
    keys = {key.evaluate(OWN) for key in tab.locator(".sms.tiles .name").all()}
    assert len(keys) == len(vocabulary.RESULTS), "each result keeps its color"
    assert page_color not in keys
    link = tab.locator('[data-testid="stSidebarNavLink"][aria-current="page"]')
    assert link.evaluate("place => getComputedStyle(place).outlineStyle") == "solid"
    others.first.focus()
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("Tab")
    assert others.first.evaluate("place => getComputedStyle(place).outlineWidth") == "3px"
