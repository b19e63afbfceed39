"""Logs that are imported while pages are open: pages show them by themselves and stay in place."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, expect

from data.words import vocabulary
from tests.browser.dashboard import ROOT, Server, settle

RESULTS = [result.name for result in vocabulary.RESULTS]
SCROLLED = "document.querySelector('[data-testid=\"stMain\"]').scrollTop"
TYPED = "212-555-01"


def import_log(server: Server, file: Path, texts: int) -> None:
    """Import a log of so many texts from the command line, beside the running dashboard."""
    with file.open("w", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(["Message ID", "Broadcast", "Phone Number", "Delivery Results", "Date/Time"])
        for place in range(texts):
            number, when = f"212-555-{100 + place % 100:04d}", f"09/{1 + place % 28:02d}/2026 8:12 AM"
            writer.writerow([f"m{place}", "Picture day", number, RESULTS[place % 5], when])
    folder = server.output.parent
    own = {"DISTRICT_TOML": str(folder / "district.toml"), "XDG_DATA_HOME": str(folder)}
    command = [sys.executable, "-m", "data", "import", str(file)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **own}, check=True, capture_output=True)


def test_new_texts_appear_and_the_page_stays_in_place(
    own_server: Server, tab: Page, tmp_path: Path
) -> None:
    import_log(own_server, tmp_path / "first.csv", 60)
    tab.goto(f"{own_server.address}/sms_log")
    expect(tab.get_by_text("counts the same 60 texts")).to_be_visible()
    settle(tab)
    tab.evaluate(f"{SCROLLED} = 300")
    tab.evaluate("window.sameDocument = true")
    import_log(own_server, tmp_path / "second.csv", 90)
    expect(tab.get_by_text("counts the same 90 texts")).to_be_attached()
    expect(tab.locator(".tile .figure b").first).to_have_text("18")
    settle(tab)
    assert tab.evaluate(SCROLLED) == 300
    assert tab.evaluate("window.sameDocument"), "the page is never loaded again"


def test_text_typed_into_a_filter_stays(own_server: Server, tab: Page, tmp_path: Path) -> None:
    tab.goto(f"{own_server.address}/sms_log")
    settle(tab)
    tab.get_by_role("button", name="Broadcasts").click()
    field = tab.get_by_label("Search broadcasts")
    field.press_sequentially("Pict")
    import_log(own_server, tmp_path / "next.csv", 100)
    expect(tab.locator(".tile .figure b").first).to_have_text("20")
    settle(tab)
    assert field.input_value() == "Pict"
    assert field.evaluate("field => field === document.activeElement")


def test_number_being_typed_stays(own_server: Server, tab: Page, tmp_path: Path) -> None:
    tab.goto(f"{own_server.address}/sms_status")
    settle(tab)
    field = tab.get_by_label("Phone number")
    field.press_sequentially(TYPED)
    log = tab.context.new_page()
    log.goto(f"{own_server.address}/sms_log")
    settle(log)
    import_log(own_server, tmp_path / "third.csv", 120)
    expect(log.get_by_text("counts the same 120 texts")).to_be_attached()
    tab.wait_for_timeout(6000)  # longer than the page takes to look
    assert field.input_value() == TYPED
    assert field.evaluate("field => field === document.activeElement")


def test_open_details_stay_open(own_server: Server, tab: Page, tmp_path: Path) -> None:
    tab.goto(f"{own_server.address}/sms_log")
    settle(tab)
    tab.locator("tr[data-press-row]:visible").first.click()
    expect(tab.get_by_role("dialog")).to_contain_text("third.csv")
    import_log(own_server, tmp_path / "fourth.csv", 150)
    expect(tab.locator(".tile .figure b").first).to_have_text("30")
    expect(tab.get_by_role("dialog")).to_contain_text("Phone number")
