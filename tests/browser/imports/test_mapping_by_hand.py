"""A log of an unknown service, mapped by hand in a real browser: clicks counted, and by the keyboard."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from data.words import vocabulary
from tests.browser.dashboard import Server, scrolls_sideways, settle, violations
from tests.import_files import csv_text, number

MOST_CLICKS = 8
TRIES = 5
UNDER_WAY = "You can leave this page. The import continues."
FAILED = vocabulary.RESULTS[-1].title
SENT = vocabulary.RESULTS[2].title
HEADER = ("Line name", "Line", "When", "Outcome", "From line", "Handset", "Text", "Size")


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log like Textel's, with unknown names and words: 12 rows, of which 3 can't be read."""
    rows = [
        [
            "Main office",
            number(90),
            "soon" if place == 4 else f"2026-09-30 08:{place:02d}:00",
            "No luck" if place % 3 else "Reached",
            number(90),
            "call me" if place in {2, 7} else number(place),
            "No school Friday",
            16,
        ]
        for place in range(12)
    ]
    file = tmp_path_factory.mktemp("foreign") / "city.csv"
    file.write_text(csv_text(HEADER, *rows), encoding="utf-8")
    return file


class _Hand:
    """A person's hand: every click is counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def click(self, target: Locator) -> None:
        target.click(trial=True)  # scrolls to it, also if the page has just drawn it anew
        self.page.wait_for_timeout(400)  # the page's own scrolling would close a list that has just opened
        target.click()
        self.clicks += 1
        settle(self.page)

    def select(self, column: str, field: str) -> None:
        option = self.page.get_by_role("option", name=field)
        self.click(_column(self.page, column))
        for _try in range(TRIES):
            if option.is_visible():
                break
            _column(self.page, column).click()  # a page that was still being drawn has closed the list
            settle(self.page)
        self.click(option)

    def answer(self, word: str, meaning: str) -> None:
        self.click(_word(self.page, word).get_by_text(meaning, exact=True))


def _column(page: Page, name: str) -> Locator:
    return page.get_by_role("combobox", name=f"Read “{name}” as")


def _word(page: Page, word: str) -> Locator:
    return page.get_by_role("radiogroup", name=word)


def _upload(own_server: Server, page: Page, file: Path) -> None:
    page.goto(f"{own_server.address}/imports")
    settle(page)
    page.locator("input[type=file]").set_input_files(file)
    expect(_column(page, "Handset")).to_be_visible()
    settle(page)


def test_a_foreign_log_is_mapped_and_imported_in_at_most_eight_clicks(
    own_server: Server, tab: Page, foreign: Path
) -> None:
    _upload(own_server, tab, foreign)
    hand = _Hand(tab)
    hand.clicks += 1  # on the field for files, before the computer's own dialog
    hand.select("Handset", "Number")
    hand.select("Outcome", "Result")
    hand.answer("Reached", SENT)
    hand.answer("No luck", FAILED)
    expect(tab.get_by_text("9 of 12 rows can be read.")).to_be_visible()
    hand.click(tab.get_by_role("button", name="Import 9 rows, reject 3"))
    expect(tab.get_by_text("12 rows read: 9 new, 3 rejected.")).to_be_visible()
    assert hand.clicks <= MOST_CLICKS


def test_a_foreign_log_is_mapped_by_the_keyboard_alone(
    own_server: Server, tab: Page, foreign: Path
) -> None:
    _upload(own_server, tab, foreign)
    for column, field in (("Handset", "Number"), ("Outcome", "Result")):
        _column(tab, column).focus()
        tab.keyboard.type(field)
        tab.keyboard.press("Enter")
        settle(tab)
    for word, steps in (("Reached", 2), ("No luck", 4)):
        _word(tab, word).locator("input").first.focus()
        tab.keyboard.press("Space")
        for _step in range(steps):
            tab.keyboard.press("ArrowRight")
        settle(tab)
    button = tab.get_by_role("button", name="Import 9 rows, reject 3")
    expect(button).to_be_enabled()
    button.focus()
    tab.keyboard.press("Enter")
    # The queue also has the import of the test before, if that ran: the file is the same.
    expect(_column(tab, "Handset")).to_have_count(0)
    expect(tab.get_by_text(UNDER_WAY)).to_have_count(0)
    expect(tab.get_by_text(re.compile("12 rows read:|was already imported"))).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_mapping_is_usable_by_everyone(
    own_server: Server, tab: Page, foreign: Path, scheme: Literal["light", "dark"]
) -> None:
    tab.emulate_media(color_scheme=scheme)
    _upload(own_server, tab, foreign)
    hand = _Hand(tab)
    hand.select("Handset", "Number")
    hand.select("Outcome", "Result")
    assert not violations(tab)
    hand.answer("Reached", SENT)
    hand.answer("No luck", FAILED)
    hand.click(tab.get_by_text("Keep as a format of our own"))
    expect(tab.get_by_text("9 of 12 rows can be read.")).to_be_visible()
    for width in (1280, 390):
        tab.set_viewport_size({"width": width, "height": 900})
        settle(tab)
        assert not scrolls_sideways(tab)
        assert not violations(tab)
