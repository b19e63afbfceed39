"""Journeys about numbers in a real browser: a family that gets no texts, and a list before it is sent."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.dashboard import Server, scrolls_sideways, settle, violations

FIELD = "Phone number, name or ID"
DIGITS = 4
MISSED_BY = "Omar"  # a family without another number that gets the texts


def test_she_says_she_gets_no_texts(server: Server, tab: Page) -> None:
    tab.goto(f"{server.address}/numbers_to_fix?fix=new_number")
    settle(tab)
    row = tab.locator(".sms.list tr[data-press-row]", has_text=MISSED_BY)
    cells = row.last.locator("td")
    number, name = cells.nth(0).inner_text(), cells.nth(1).inner_text()
    tab.get_by_role("link", name="Look up").click()
    settle(tab)
    tab.get_by_label(FIELD).fill(name)
    tab.keyboard.press("Enter")
    expect(tab.locator(".sms.answer, .sms.matches").first).to_be_visible()
    match = tab.locator(".sms.matches tr", has_text=number).get_by_role("button")
    if match.count():  # several contacts have the name, or one has several numbers
        match.first.press("Enter")
    expect(tab.locator(".sms.answer")).to_contain_text(number)
    aloud = tab.locator(".sms.aloud")
    expect(aloud.locator('[lang="en"]')).to_contain_text(
        "Our text messages to this number have failed since"
    )
    expect(aloud.locator('[lang="es"]')).to_contain_text("no llegan desde el")
    expect(tab.get_by_text("Missed since the last text that was sent")).to_be_visible()
    assert number[-DIGITS:] not in tab.url.split("/", 3)[-1]
    assert number not in server.said


def test_before_sending_a_list_says_who_will_not_get_it(server: Server, tab: Page, tmp_path: Path) -> None:
    tab.goto(f"{server.address}/sms_status?status=opted_out")
    settle(tab)
    numbers = tab.locator(".sms.list tr[data-press-row] [data-press^='number=']").all_inner_texts()
    tab.goto(f"{server.address}/look_up")
    settle(tab)
    tab.get_by_label("Phone numbers, IDs or names, one per line").fill(
        "\n".join([*numbers, numbers[0], "nobody"])
    )
    tab.get_by_label("Text to send, to count its segments").fill("School is closed – stay home")
    tab.get_by_role("button", name="Look up list").press("Enter")
    expect(
        tab.get_by_text(f"0 of {len(set(numbers))} different numbers would be texted now.")
    ).to_be_visible()
    expect(tab.get_by_text("1 line wasn't found")).to_be_visible()
    expect(tab.get_by_text("This character makes it Unicode")).to_contain_text("“–”")
    settle(tab)
    assert not violations(tab)
    with tab.expect_download() as downloading:
        tab.get_by_role("button", name="Download").click()
    file = tmp_path / "looked up.csv"
    downloading.value.save_as(file)
    rows = [*csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig")))]
    assert [row["As listed"] for row in rows] == [*numbers, numbers[0], "nobody"]
    assert {row["If texted now"] for row in rows} == {"Opted out", "No phone number"}
    assert numbers[0][-DIGITS:] not in tab.url.split("/", 3)[-1]
    assert numbers[0] not in server.said


def test_the_pages_about_numbers_fit_a_phone(server: Server, tab: Page) -> None:
    for page in ("who_we_can_text", "numbers_to_fix", "look_up"):
        tab.set_viewport_size({"width": 390, "height": 844})
        tab.goto(f"{server.address}/{page}")
        settle(tab)
        assert not scrolls_sideways(tab), page
