"""The journey of a note in a real browser: written, on the chart, in Excel, in print, and removed."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
from playwright.sync_api import Locator, Page, expect

from tests.browser.dashboard import Server, settle, violations

WRITTEN = "Oct 20, 2026: Short code moved"


def test_a_note_is_written_seen_downloaded_printed_and_removed(
    own_server: Server, tab: Page, tmp_path: Path
) -> None:
    tab.goto(f"{own_server.address}/sms_log?day=2026-10-20")
    settle(tab)
    _write(_open_notes(tab))
    listed = tab.get_by_role("region", name="Notes on days")
    expect(listed).to_contain_text(WRITTEN)
    settle(tab)
    letter = tab.locator(".annotation-text", has_text=re.compile("^a$"))
    letter.hover(force=True)
    expect(tab.locator(".hovertext")).to_contain_text(f"Note a, {WRITTEN}")
    assert WRITTEN in _noted_in_excel(tab, tmp_path)
    assert f"a {WRITTEN}" in _words_of_picture(tab, tmp_path)

    tab.emulate_media(media="print")
    expect(listed).to_be_visible()
    expect(tab.get_by_role("button", name="Notes", exact=True)).to_be_hidden()
    tab.emulate_media(media="screen")

    _remove(_open_notes(tab), tab)
    expect(listed).to_be_hidden()


def _open_notes(tab: Page) -> Locator:
    """Open the notes with the keyboard, and return their dialog."""
    button = tab.get_by_role("button", name="Notes", exact=True)
    button.focus()
    button.press("Enter")
    dialog = tab.get_by_role("dialog", name="Notes on days")
    expect(dialog).to_be_visible()
    settle(tab)
    assert violations(tab) == []
    return dialog


def _write(dialog: Locator) -> None:
    """Write the note, after one that is refused."""
    text, add = dialog.get_by_label("Text", exact=True), dialog.get_by_role("button", name="Add note")
    text.fill("Call (212) 555-0101")
    add.click()
    expect(dialog.get_by_role("alert")).to_contain_text("A note can't have a phone number in it.")
    text.fill("Short code moved")
    add.click()
    expect(dialog).to_be_hidden()
    expect(dialog.page.get_by_role("button", name="Notes", exact=True)).to_be_focused()


def _noted_in_excel(tab: Page, folder: Path) -> list[object]:
    """Return the notes of the About sheet of the page's workbook."""
    with tab.expect_download() as downloading:
        tab.get_by_role("button", name="Download Excel").first.click()
    workbook = folder / "log.xlsx"
    downloading.value.save_as(workbook)
    about = openpyxl.load_workbook(workbook)["About"].iter_rows(values_only=True)
    return [text for label, text in about if label == "Note on days"]


def _words_of_picture(tab: Page, folder: Path) -> list[str | None]:
    """Return the lines of the page's own around the chart of days, saved as a picture."""
    with tab.expect_download() as downloading:
        tab.get_by_role("button", name="Save “Texts per day” as SVG").click()
    picture = folder / "chart.svg"
    downloading.value.save_as(picture)
    root = ET.parse(picture).getroot()  # noqa: S314 - our own
    return [line.text for line in root.findall("{http://www.w3.org/2000/svg}text")]


def _remove(dialog: Locator, tab: Page) -> None:
    dialog.get_by_role("combobox").first.click()
    tab.get_by_role("option", name=WRITTEN).click()
    dialog.get_by_role("button", name="Remove note").click()
    expect(dialog.get_by_role("button", name="Keep note")).to_be_visible()
    dialog.get_by_role("button", name="Remove note").click()
    expect(dialog).to_be_hidden()
