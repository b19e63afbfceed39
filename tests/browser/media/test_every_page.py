"""Every page on the sample logs: at every width, light, dark, in the reader's own colors, and on paper."""

from __future__ import annotations

import time

import pypdfium2
import pytest
from playwright.sync_api import Page

from tests.browser.dashboard import ROOT, Server, looked_at, scrolls_sideways, settle, violations
from tests.browser.media.looks import cut_off, faint_buttons

PAGES = sorted(file.stem for file in (ROOT / "pages").glob("[!_]*.py"))
WIDTHS = (1280, 1024, 390)
PHONE = 390
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


@pytest.mark.parametrize("name", PAGES)
def test_page_is_whole_and_usable_by_everyone(server: Server, tab: Page, name: str) -> None:
    t = time.time()
    with looked_at(server, tab, name, "light", WIDTHS[0]) as page:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, forced_colors="none")
            settle(page)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                settle(page)
                print(name, scheme, width, time.time() - t)
                assert not scrolls_sideways(page)
                assert width == PHONE or not cut_off(page)
                print(time.time() - t)
                assert not violations(page)
        for width in WIDTHS:
            page.emulate_media(color_scheme="dark", forced_colors="active")
            page.set_viewport_size({"width": width, "height": 900})
            settle(page)
            assert not violations(page)
        print(time.time() - t)
