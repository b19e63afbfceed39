"""Monday's fixes in a real browser: the list, one number, changed, and cleared by the next log."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.dashboard import ROOT, Server, settle, violations
from tests.import_files import FAILED, OPTED_IN, SENT, csv_text, written

LOG = ("Message ID", "Contact ID", "Phone Number", "School", "Delivery Results", "Reason", "Date/Time")
CONTACTS = ("Contact ID", "Phone Number", "Name", "School", "As Of")
CONSENT = ("Phone Number", "SMS Status", "As Of")
SCHOOL, NUMBER, DIGITS = "Lincoln High", "(212) 555-0142", "0142"
CHANGED = re.compile("^Mark number as changed")


def test_a_number_is_marked_as_changed_and_a_text_that_is_sent_clears_it(
    own_server: Server, tab: Page, tmp_path: Path
) -> None:
    failures = [_text(day, FAILED, "account_gone") for day in (1, 2, 3)]
    _import(
        own_server,
        written(tmp_path / "log.csv", csv_text(LOG, *failures)),
        written(
            tmp_path / "people.csv", csv_text(CONTACTS, ("c1", NUMBER, "Ana Diaz", SCHOOL, "2026-09-03"))
        ),
        written(tmp_path / "consent.csv", csv_text(CONSENT, (NUMBER, OPTED_IN, "2026-09-03"))),
    )
    tab.goto(f"{own_server.address}/numbers_to_fix")
    settle(tab)
    expect(tab.get_by_text("1 number keeps failing")).to_be_visible()
    tab.locator(".sms.list tr[data-press-row]", has_text="Ana Diaz").get_by_role("button").press("Enter")
    dialog = tab.get_by_role("dialog")
    expect(dialog).to_contain_text("Ask for a new number")
    settle(tab)
    assert not violations(tab)
    dialog.get_by_role("button", name=CHANGED).press("Enter")
    expect(dialog).to_have_count(0)
    expect(tab.get_by_text("No number keeps failing.")).to_be_visible()
    expect(_numbers(tab, "Changed")).to_have_text("1")

    _import(own_server, written(tmp_path / "next.csv", csv_text(LOG, _text(7, SENT))))
    tab.reload()
    settle(tab)
    expect(_numbers(tab, "Works again")).to_have_text("1")
    expect(_numbers(tab, "Changed")).to_have_text("0")
    assert DIGITS not in tab.url.split("/", 3)[-1]
    assert NUMBER not in own_server.said


def _text(day: int, result: str, reason: str = "") -> tuple[str, ...]:
    return f"m{day}", "c1", NUMBER, SCHOOL, result, reason, f"2026-09-{day:02d}T08:00:00"


def _import(server: Server, *files: Path) -> None:
    folder = server.output.parent
    own = {"DISTRICT_TOML": str(folder / "district.toml"), "XDG_DATA_HOME": str(folder)}
    command = [sys.executable, "-m", "data", "import", *map(str, files)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **own}, check=True, capture_output=True)


def _numbers(tab: Page, title: str) -> Locator:
    """Return the cell with the numbers about which something is to be done."""
    tasks = tab.get_by_role("region", name="Numbers to fix, by what to do")
    return tasks.get_by_role("row", name=title).locator("td").nth(1)
