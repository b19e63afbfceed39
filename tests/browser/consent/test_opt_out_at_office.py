"""The way of an opt-out that a family gave an office: entered, seen open, cleared by the next list."""

from __future__ import annotations

import csv
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.dashboard import Server, scrolls_sideways, settle, violations

NUMBER, DAY = "(212) 555-0101", "10012026"
LABEL = "Opt-outs at the office"
OPTED_IN, OPTED_OUT = "Opted In", "Opted Out"


def test_an_opt_out_is_entered_seen_open_and_cleared_by_the_next_list(
    own_server: Server, tab: Page, tmp_path: Path
) -> None:
    _import(own_server, tab, _list(tmp_path, OPTED_IN, "2026-09-01"))
    tab.goto(f"{own_server.address}/sms_status")
    settle(tab)
    tab.get_by_text("Consent checks").click()
    tab.get_by_text("At the office", exact=True).click()
    tab.wait_for_url("**check=at_office*")
    tab.get_by_label("Number that opted out", exact=True).fill(NUMBER)
    day = tab.get_by_test_id("stDateInput").filter(has_text="Day of the opt-out")
    day.get_by_role("spinbutton").first.click()
    tab.keyboard.type(DAY)
    tab.get_by_role("button", name="Save opt-out").press("Enter")
    expect(tab.get_by_text("1 opt-out saved.")).to_be_visible()
    expect(tab.get_by_text("1 opt-out isn't on the messaging service's list.")).to_be_visible()
    rows = tab.get_by_role("region", name=LABEL).locator("tbody tr")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text(NUMBER)
    expect(rows.first).to_contain_text("Overdue")
    settle(tab)
    for width in (1280, 390):
        tab.set_viewport_size({"width": width, "height": 900})
        settle(tab)
        assert not scrolls_sideways(tab)
        assert not violations(tab)
    assert NUMBER[-4:] not in tab.url.split("/", 3)[-1]
    assert NUMBER[-4:] not in own_server.said

    _import(own_server, tab, _list(tmp_path, OPTED_OUT, "2026-10-05"))
    tab.goto(f"{own_server.address}/sms_status?check=at_office")
    settle(tab)
    expect(
        tab.get_by_text("The messaging service's list has every opt-out that was entered here.")
    ).to_be_visible()
    expect(rows.first).to_contain_text("On the service's list")
    expect(rows.first).to_contain_text("Oct 5, 2026")


def _list(folder: Path, status: str, day: str) -> Path:
    """A consent list with the number, as a service exports it."""
    file = folder / f"consent list {day}.csv"
    with file.open("w", newline="") as target:
        rows = [["Phone Number", "SMS Status", "As Of"], [NUMBER, status, day]]
        csv.writer(target).writerows(rows)
    return file


def _import(server: Server, tab: Page, file: Path) -> None:
    tab.goto(f"{server.address}/imports")
    tab.locator("input[type=file]").set_input_files(file)
    tab.get_by_role("button", name="Import 1 row").click()
    expect(tab.get_by_text(f"{file.name} was imported")).to_be_visible()
