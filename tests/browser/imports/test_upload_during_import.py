"""Files that are still being uploaded when the page changes."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, Route, expect

from tests.browser.dashboard import Server, settle
from tests.import_files import log_file, text


def test_a_file_being_uploaded_stays_when_the_first_import_changes_the_page(
    own_server: Server, tab: Page, tmp_path: Path
) -> None:
    """The strip about sample data goes away, and a warning and the list of imports come."""
    slow, quick = (log_file(tmp_path, text(name), name=f"{name}.csv") for name in ("slow", "quick"))
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    tab.route("**/_stcore/upload_file/**", hold, times=1)
    tab.goto(f"{own_server.address}/imports")
    settle(tab)
    tab.locator("input[type=file]").set_input_files(slow)
    expect(tab.get_by_text("slow.csv")).to_be_visible()
    other = tab.context.new_page()
    other.goto(f"{own_server.address}/imports")
    settle(other)
    other.locator("input[type=file]").set_input_files(quick)
    other.get_by_role("button", name="Import 1 row").click()
    expect(other.get_by_text("quick.csv was imported")).to_be_visible()
    expect(tab.get_by_text("quick.csv was imported")).to_be_visible()
    for route in held:
        route.continue_()
    expect(tab.get_by_role("heading", name="slow.csv")).to_be_visible()
