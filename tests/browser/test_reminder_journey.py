"""The journey of a reminder in a real browser: from the pending total to the zip and its record."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.dashboard import Server, settle

MAKE = re.compile("^Make reminder batch for ([0-9,]+) numbers$")
DOWNLOAD = re.compile("^Download reminder batch")


def test_an_administrator_goes_from_the_pending_total_to_the_files_of_a_batch(
    own_server: Server, tab: Page, tmp_path: Path
) -> None:
    tab.goto(f"{own_server.address}/sms_status")
    settle(tab)
    tile = tab.locator('[data-press="status=pending"] b').first.inner_text()
    tab.get_by_role("link", name="Opt-in reminders").click()
    settle(tab)
    sums = tab.locator(".sms.sums tr")
    expect(sums.nth(1).locator("td").nth(1)).to_have_text(tile)

    tab.locator('[data-press^="school="]').first.click()
    tab.wait_for_url("**school=*")
    settle(tab)
    make = tab.get_by_role("button", name=MAKE)
    offered = int(MAKE.match(make.inner_text()).group(1).replace(",", ""))  # type: ignore[union-attr]
    expect(tab.get_by_role("img").last).to_be_visible()
    make.click()
    with tab.expect_download() as downloading:
        tab.get_by_role("button", name=DOWNLOAD).click()
    tab.get_by_role("button", name=DOWNLOAD).click()  # before the page has its next link
    target = tmp_path / downloading.value.suggested_filename
    downloading.value.save_as(target)

    rows, flyers = _contents(target)
    assert {row["Flyer"] for row in rows} == flyers
    assert len({row["School"] for row in rows}) == 1
    assert sum(int(row["Numbers pending"]) for row in rows) >= offered
    batches = tab.get_by_role("region", name="Reminder batches, newest first")
    expect(batches.locator("tbody tr").first).to_contain_text(str(offered))
    settle(tab)
    expect(tab.get_by_role("button", name="Make reminder batch")).to_be_disabled()

    _leave_and_come_back(tab, rows[0]["School"])
    _undo(tab, offered)
    expect(batches.locator("tbody tr")).to_have_count(1)  # the batch of the samples
    expect(tab.get_by_role("button", name=DOWNLOAD)).to_have_count(0)
    expect(tab.get_by_role("button", name=MAKE)).to_contain_text(str(offered))


def _contents(file: Path) -> tuple[list[dict[str, str]], set[str]]:
    """The rows of families in a zip, and the names of its flyers."""
    with zipfile.ZipFile(file) as archive:
        rows = [
            row
            for name in ("families by email.csv", "families on paper.csv")
            for row in csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig")))
        ]
        names = archive.namelist()
    return rows, {name.removeprefix("flyers/") for name in names if name.startswith("flyers/")}


def _leave_and_come_back(tab: Page, school: str) -> None:
    """Open another page and this one again: the files are still there, and the field shows the filter."""
    for page in ("SMS Status", "Opt-in reminders"):
        tab.get_by_role("link", name=page).click()
        settle(tab)
    expect(tab.get_by_text("is ready.")).to_be_visible()
    expect(tab.get_by_role("button", name=DOWNLOAD)).to_be_visible()
    expect(tab.get_by_test_id("stMultiSelect").get_by_text(school).locator("visible=true")).to_be_visible()


def _undo(tab: Page, numbers: int) -> None:
    """Undo the newest batch: first look and keep it, then undo it, after which no question is open."""
    dialog = tab.get_by_role("dialog")
    tab.get_by_role("button", name="Undo batch", exact=True).click()
    expect(dialog).to_contain_text(f"{numbers} numbers, created")
    tab.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    settle(tab)
    tab.get_by_role("button", name="Undo batch", exact=True).click()
    dialog.get_by_role("button", name=f"Undo batch of {numbers} numbers").click()
    expect(dialog).to_have_count(0)
    expect(tab.get_by_text(f"The reminder batch of {numbers} numbers, created")).to_be_visible()
    settle(tab)
    expect(dialog).to_have_count(0)


def test_a_control_of_one_part_keeps_scroll_focus_and_a_link_to_it(server: Server, tab: Page) -> None:
    tab.goto(f"{server.address}/opt_in_reminders")
    settle(tab)
    for name, query in (("Grade", "by=grade"), ("A4", "paper=a4"), ("7 days", "")):
        button = tab.get_by_role("radio", name=name, exact=True)
        button.scroll_into_view_if_needed()
        before = _scrolled(tab)
        button.click()
        expect(button).to_be_checked()
        settle(tab)
        assert _scrolled(tab) == before
        assert button.evaluate("own => own === document.activeElement")
        assert query in tab.url
    expect(tab.get_by_role("region", name="Pending numbers by grade")).to_be_visible()
    label = "Opted in 7 days after the reminder, by school"
    expect(tab.get_by_role("region", name=label)).to_be_visible()


def _scrolled(tab: Page) -> float:
    place: float = tab.get_by_test_id("stMain").evaluate("own => own.scrollTop")
    return place
