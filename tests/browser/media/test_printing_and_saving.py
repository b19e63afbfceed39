"""Pages on paper and charts as pictures, from a light and a dark screen."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import Page

from data.words import vocabulary
from tests.browser.dashboard import Server, settle
from tests.browser.media.looks import share_of_dark

FAILED = vocabulary.RESULTS[-1]
DISTRICT = "School district"  # that a settings file without a name has
LABELS = (
    "Print",
    "Download",
    "Other formats",
    "Save as",
    "Show as a table",
    "Filters",
    "Clear",
    "Show all",
)
TITLES = ["Texts per day", "Undelivered texts by broadcast"]
SVG = {"": "http://www.w3.org/2000/svg"}
FEW_DARK = 0.2  # of a sheet's dots: words, lines and bars


@pytest.fixture
def failed_texts(server: Server, tab: Page) -> Page:
    """SMS Log of the failed texts on a dark screen."""
    tab.emulate_media(color_scheme="dark")
    tab.goto(f"{server.address}/sms_log?result={FAILED.key}")
    settle(tab)
    return tab


def sheets_of(page: Page) -> list[Any]:
    """The sheets that the browser's own print makes of a page."""
    return list(pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)))


def test_sms_log_on_paper_is_light_and_says_whose_and_what_it_is(failed_texts: Page) -> None:
    sheets = sheets_of(failed_texts)
    texts = [sheet.get_textpage().get_text_range() for sheet in sheets]
    for place, text in enumerate(texts, 1):
        assert f"Page {place} of {len(sheets)}" in text
        assert f"{DISTRICT} · SMS Log" in text
        assert len(text) > 200, "no sheet is blank"
    first = re.sub(r"\s+", " ", texts[0])
    assert re.search(r"Printed \w{3} \d+, \d{4}, \d+:\d{2} [AP]M CT", first)
    assert f"Showing: Oct 1–30, 2026 · {FAILED.title}" in first
    assert "Texts per day" in first
    lines = [line.strip() for text in texts for line in text.splitlines()]
    assert not [line for line in lines if line.startswith(LABELS)]
    assert all(share_of_dark(sheet.render().to_pil()) < FEW_DARK for sheet in sheets)


def test_a_chart_is_saved_as_a_light_picture_with_its_title_filter_and_date(
    failed_texts: Page, tmp_path: Path
) -> None:
    for title in TITLES:
        saved = {}
        for kind in ("SVG", "PNG"):
            with failed_texts.expect_download() as started:
                failed_texts.get_by_role("button", name=f"Save “{title}” as {kind}").click()
            saved[kind] = tmp_path / started.value.suggested_filename
            started.value.save_as(saved[kind])
        name = title.lower().replace(" ", "_")
        assert saved["SVG"].name == f"sample_sms_log_{name}_2026-10-01_2026-10-30.svg"
        picture = ET.parse(saved["SVG"]).getroot()  # noqa: S314 - our own
        head = [text.text for text in picture.findall("text", SVG)]
        assert head[:2] == [title, f"Oct 1–30, 2026, {FAILED.title}"]
        assert str(head[2]).startswith(f"Sample data · {DISTRICT} · Log updated Oct 30, 2026, 4:30 PM CT")
        drawn = ["".join(text.itertext()) for text in picture.iterfind("svg//text", SVG)]
        assert any(text == "10" or "of 220" in text for text in drawn)
        with Image.open(saved["PNG"]) as png:
            assert png.width == 2 * int(picture.attrib["width"])
            assert share_of_dark(png) < FEW_DARK
