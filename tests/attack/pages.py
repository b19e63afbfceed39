"""Every page in a real browser, with payloads in all that it shows."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, FilePayload, Locator, expect
from playwright.sync_api import Error as PlaywrightError

from tests.attack import downloads, hostile_files, payloads
from tests.attack.findings import Findings
from tests.attack.hostile_files import HostileFile
from tests.attack.watched import Watched
from tests.browser.dashboard import LAPTOP, PATIENCE, settle

PART = "pages"
VIEWS = (
    "/broadcasts",
    *(
        "/sms_log",
        "/sms_log?by=school",
        "/sms_log?by=broadcast",
        "/sms_log?by=reason",
        "/sms_log?result=failed",
    ),
    "/why_undelivered",
    *("/sms_status", "/sms_status?status=pending", "/opt_in_reminders", "/opt_in_reminders?by=grade"),
    *("/look_up", "/who_we_can_text", "/who_we_can_text?by=language", "/numbers_to_fix"),
    *("/opt_in_reminders?by=language", "/totals", "/imports", "/record", "/setup"),
)
FILTERS = {
    "broadcasts": ("school", "broadcast", "against_broadcast", "page", "x"),
    "sms_log": ("school", "broadcast", "result", "reason", "from", "day", "by", "x"),
    "why_undelivered": ("school", "broadcast", "from", "day", "against", "x"),
    "sms_status": ("school", "status"),
    "who_we_can_text": ("group", "by", "obstacle"),
    "numbers_to_fix": ("school", "fix"),
}
NUMBERS = re.compile("^Download [0-9]+ numbers")
MOST_MAKING = 180_000  # milliseconds, with a flyer for every payload
FEWEST = 5  # payloads whose details are opened, however slow the machine is
MAKE = re.compile("^Make reminder batch")
DOWNLOAD = re.compile("^Download reminder batch")


def attack(
    browser: Browser, address: str, folder: Path, findings: Findings, *, seed: int, until: float
) -> None:
    """Open every page, then the details of one payload after another until the time is over."""
    with browser.new_context(viewport=LAPTOP, reduced_motion="reduce", accept_downloads=True) as context:
        context.set_default_timeout(PATIENCE)
        tab = Watched(context.new_page(), address)
        for view in VIEWS:
            with _noted(findings, f"{view.partition('?')[0]}, all that is folded opened", view, tab):
                _open_view(tab, view)
        _save_numbers(tab, folder, findings)
        _upload(tab, findings)
        _make_batch(tab, folder, findings)
        places = [*enumerate(payloads.ALL)]
        random.Random(seed).shuffle(places)
        for tried, (place, payload) in enumerate(places):
            if tried >= FEWEST and time.monotonic() > until:
                break
            _open_details(tab, place, payload, findings)


@contextmanager
def _noted(findings: Findings, attempt: str, place: str, tab: Watched) -> Iterator[None]:
    """Note what came of payloads in a place, also if it can't be opened because of them."""
    signs = []
    try:
        yield
        signs = tab.signs()
    except (PlaywrightError, AssertionError) as error:
        signs = [f"it can't be opened: {str(error).splitlines()[0][:160]}"]
    findings.note(PART, attempt, [f"{place}: {sign}" for sign in signs])


def _open_view(tab: Watched, view: str) -> None:
    """Open a page, and in it every list of choices, table and part that is folded."""
    tab.open(view)
    page = tab.page
    for switch in page.locator('[data-testid="stMain"] label:has(input[type=checkbox])').all():
        switch.click()
        settle(page)
    for summary in page.locator('[data-testid="stMain"] summary:visible').all():
        summary.click()
    for field in page.locator('[data-testid="stMain"] [role=combobox]:visible').all():
        field.focus()
        page.keyboard.press("ArrowDown")
        tab.look()
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
    for bar in page.locator(".js-plotly-plot .point:visible").all()[:3]:
        bar.hover(force=True)
        tab.look()
    settle(page)


def _save_numbers(tab: Watched, folder: Path, findings: Findings) -> None:
    with _noted(findings, "numbers to check", "/imports", tab):
        tab.open("/imports")
        _save(tab, tab.page.get_by_role("button", name=NUMBERS), folder / downloads.NUMBERS)


def _save(tab: Watched, button: Locator, target: Path) -> None:
    with tab.page.expect_download() as started:
        button.click()
    started.value.save_as(target)


def _upload(tab: Watched, findings: Findings) -> None:
    """Upload files whose names, headings and words are payloads, and look at how they would be read."""
    tab.open("/imports")
    with_headings = hostile_files.with_headings()
    for file in [*with_headings[:2], *with_headings[-2:], *_with_unknown_words()]:
        chosen: FilePayload = {
            "name": file.name.replace("/", "-"),
            "mimeType": "text/csv",
            "buffer": file.content(),
        }
        with _noted(findings, "an upload: its name, headings, words and rows", file.name, tab):
            tab.page.locator("input[type=file]").set_input_files(chosen)
            settle(tab.page)


def _with_unknown_words() -> list[HostileFile]:
    header = ("Message ID", "Date/Time", "Phone Number", "Delivery Results")
    rows = [
        (f"w{place}", hostile_files.FIRST.isoformat(), hostile_files.number(place), payload)
        for place, payload in enumerate(payloads.SHORT)
    ]
    return [
        HostileFile("words.csv", header, rows),
        HostileFile("unknown.csv", payloads.SHORT, [payloads.SHORT]),
    ]


def _make_batch(tab: Watched, folder: Path, findings: Findings) -> None:
    with _noted(findings, "a reminder batch: its record and its results", "batch", tab):
        tab.open("/opt_in_reminders")
        tab.page.get_by_role("button", name=MAKE).click()
        download = tab.page.get_by_role("button", name=DOWNLOAD)
        expect(download).to_be_visible(timeout=MOST_MAKING)
        _save(tab, download, folder / downloads.BATCH)
        settle(tab.page)


def _open_details(tab: Watched, place: int, payload: str, findings: Findings) -> None:
    """Open all that is about one payload: its filter, its texts, its number, and it as another filter."""
    short = repr(payload[:60])
    number = hostile_files.number(place)
    with _noted(findings, "the look-up of a number, and its story", short, tab):
        tab.open("/sms_status")
        tab.page.get_by_label("Phone number").fill(number)
        tab.page.keyboard.press("Enter")
        expect(tab.page.locator(".sms.answer")).to_be_visible(timeout=PATIENCE)
        settle(tab.page)
    if payload in payloads.LONG:
        return  # too long for a URL
    with _noted(findings, "a filter, its chip, and the details of a text", short, tab):
        tab.open(f"/sms_log?school={quote(payload)}")
        tab.look()
        tab.page.locator('[data-press^="story="]').first.click()
        expect(tab.page.get_by_role("dialog")).to_be_visible(timeout=PATIENCE)
        settle(tab.page)
    page, key = random.Random(place).choice([(page, key) for page, keys in FILTERS.items() for key in keys])
    with _noted(findings, "a filter in a URL that doesn't exist", f"{page}?{key}={short}", tab):
        tab.open(f"/{page}?{key}={quote(payload)}")
