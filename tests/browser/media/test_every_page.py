"""Every page on the sample logs: at every width, light, dark, in the reader's own colors, and on paper."""

from __future__ import annotations

import pypdfium2
import pytest
from playwright.sync_api import Page

from tests.browser.dashboard import ROOT, Server, looked_at, scrolls_sideways, settle, violations
from tests.browser.media.looks import cut_off, faint_buttons, share_of_dark

PAGES = sorted(file.stem for file in (ROOT / "pages").glob("[!_]*.py"))
LAPTOPS, PHONE = (1280, 1024), 390
COLORS = ("color-contrast",)  # the rules that say something else in other colors
BUTTONS = (
    "Print",
    "Download",
    "Other formats",
    "Save as",
    "Show as a table",
    "Filters",
    "Clear",
    "Show all",
)
FEW_DARK = 0.2  # of a sheet's dots: words, lines and bars
BLANK = 100  # letters: the foot of a sheet has fewer


@pytest.mark.parametrize("name", PAGES)
def test_page_is_whole_and_usable_by_everyone(server: Server, tab: Page, name: str) -> None:
    # One visit for all: the page changes its colors and its width without being loaded again.
    with looked_at(server, tab, name, "light", LAPTOPS[0]) as page:
        check_widths(page)
        assert not faint_buttons(page)
        page.emulate_media(color_scheme="dark")
        settle(page)
        check_widths(page, COLORS)
        page.set_viewport_size({"width": LAPTOPS[0], "height": 900})
        settle(page)
        check_paper(page)
        assert not faint_buttons(page)
        page.emulate_media(color_scheme="dark", forced_colors="active")
        check_widths(page, COLORS)


def check_widths(page: Page, rules: tuple[str, ...] = ()) -> None:
    for width in (*LAPTOPS, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        settle(page)
        assert not scrolls_sideways(page)
        assert width == PHONE or not cut_off(page)
        assert not violations(page, *rules)


def check_paper(page: Page) -> None:
    title = page.get_by_role("heading", level=1).inner_text()
    sheets = list(pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)))
    for place, sheet in enumerate(sheets, 1):
        text = sheet.get_textpage().get_text_range()
        assert f"Page {place} of {len(sheets)}" in text
        assert f"School district · {title}" in text, "the name of a district without settings"
        assert len(text) > BLANK
        assert not [line for line in text.splitlines() if line.strip().startswith(BUTTONS)]
        assert share_of_dark(sheet.render().to_pil()) < FEW_DARK, (
            "dark words on white, also from a dark screen"
        )
