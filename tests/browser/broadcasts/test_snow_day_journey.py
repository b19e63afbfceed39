"""The morning after a snow day: the report of a broadcast, its call list on paper, and call results."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
from playwright.sync_api import Locator, Page, expect

from tests.browser.dashboard import Server, settle, violations


def test_the_morning_after_a_snow_day(own_server: Server, tab: Page, tmp_path: Path) -> None:
    tab.goto(own_server.address)
    tab.wait_for_url(f"{own_server.address}/broadcasts")
    settle(tab)
    assert violations(tab) == []
    rows = tab.locator("tr[data-press-row]")
    opened = rows.first.get_by_role("button")
    opened.focus()
    opened.press("Enter")
    tab.wait_for_url(re.compile(r"broadcast="))
    settle(tab)
    expect(tab.locator(".sms.finding")).to_contain_text("reached by text")
    assert violations(tab) == []
    _print_list(tab)
    _enter_by_hand(tab)
    expect(tab.get_by_text("1 of them was reached another way.")).to_be_visible()
    _enter_as_file(tab, tmp_path)
    expect(tab.get_by_text("3 of them were reached another way.")).to_be_visible()
    tab.go_back()
    expect(tab.locator("tr[data-press-row]").first).to_be_visible()
    assert "broadcast=" not in tab.url


def _print_list(tab: Page) -> None:
    """Open the list to print with the keyboard; on paper, it stands alone with blank columns."""
    button = tab.get_by_role("button", name="Print call list")
    button.focus()
    button.press("Enter")
    dialog = tab.get_by_role("dialog")
    expect(dialog.get_by_role("columnheader", name="Result", exact=True)).to_be_visible()
    settle(tab)
    assert violations(tab) == []
    tab.emulate_media(media="print")
    expect(dialog.get_by_role("table")).to_be_visible()
    expect(tab.locator(".sms.finding")).to_be_hidden()
    tab.emulate_media(media="screen")
    tab.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def _enter_by_hand(tab: Page) -> None:
    _first_call(tab).press("Enter")
    dialog = tab.get_by_role("dialog", name="Call result")
    expect(dialog).to_be_visible()
    settle(tab)
    assert violations(tab) == []
    dialog.get_by_role("button", name="Save call result").click()
    expect(dialog).to_be_hidden()


def _first_call(tab: Page) -> Locator:
    button = tab.get_by_role("button", name=re.compile("Enter a call result for")).first
    button.focus()
    return button


def _enter_as_file(tab: Page, folder: Path) -> None:
    """Fill in the downloaded workbook for the first two contacts, and upload it twice."""
    with tab.expect_download() as downloading:
        tab.get_by_role("button", name=re.compile("Download Excel")).first.click()
    file = folder / "calls.xlsx"
    downloading.value.save_as(file)
    workbook = openpyxl.load_workbook(file)
    sheet = workbook["Contacts"]
    heads = [cell.value for cell in sheet[1]]
    for row in (2, 3):
        sheet.cell(row, heads.index("Call result") + 1, "Called, reached")
    workbook.save(file)
    settle(tab)
    tab.get_by_text("Enter call results from a file").click()
    tab.locator("input[type=file]").set_input_files(file)
    expect(tab.get_by_text("1 was saved before.")).to_be_visible()  # by hand
    tab.get_by_role("button", name="Save 2 call results").click()
    expect(tab.get_by_text("2 call results saved.")).to_be_visible()
    settle(tab)
    tab.get_by_text("Enter call results from a file").click()
    tab.locator("input[type=file]").set_input_files(file)
    expect(tab.get_by_text("3 were saved before.")).to_be_visible()
