"""The first visit of SMS Log in a browser without a cache: what it loads, and how much moves meanwhile."""

from __future__ import annotations

import time
from pathlib import Path

from playwright.sync_api import Browser

from tests.bench.report import Report
from tests.browser.dashboard import LAPTOP, chromium, served, settle

PHONE = {"width": 390, "height": 844}
MOST_MB, MOST_SHIFT = 2.5, 0.1
PART = "The first visit in a browser"
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.shifted += shift.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def measure(report: Report, texts: int, logs: Path, folder: Path) -> None:
    """Note the compressed size of what a first visit loads, its seconds, and the layout shift."""
    report.begin(PART, texts)
    with (
        served(folder, logs=logs, more=f'record = "{folder / "record"}"') as server,
        chromium() as browser,
    ):
        _visit(browser, server.address, LAPTOP)  # the server compresses its files once, and keeps answers
        laptop, phone = (_visit(browser, server.address, size) for size in (LAPTOP, PHONE))
    megabytes, seconds, shift = laptop
    report.note("loaded, compressed", f"{megabytes:.2f} MB", f"{MOST_MB} MB", is_met=megabytes <= MOST_MB)
    report.note("until all of it is drawn", f"{seconds:.1f} s")
    report.note(
        "layout shift, laptop and phone",
        f"{shift:.3f}, {phone[2]:.3f}",
        f"{MOST_SHIFT}",
        is_met=max(shift, phone[2]) < MOST_SHIFT,
    )


def _visit(browser: Browser, address: str, size: object) -> tuple[float, float, float]:
    """Open the page without a cache; return the megabytes over the network, the seconds and the shift."""
    with browser.new_context(viewport=size) as context:  # type: ignore[arg-type]  # a size of the screen
        page = context.new_page()
        page.add_init_script(SHIFTS)
        network = context.new_cdp_session(page)
        sizes: list[float] = []
        network.on("Network.loadingFinished", lambda loaded: sizes.append(loaded["encodedDataLength"]))
        network.send("Network.enable")
        begun = time.perf_counter()
        page.goto(f"{address}/sms_log")
        settle(page)
        seconds = time.perf_counter() - begun
        return sum(sizes) / 1e6, seconds, page.evaluate("window.shifted")
