"""Every page of a large district, opened first on a server and again: what its questions take."""

from __future__ import annotations

import asyncio
import statistics
import time
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.many_visitors import Visitor
from tests.bench.report import Report
from tests.browser.dashboard import served

PAGES = ("sms_log", "sms_status", "opt_in_reminders", "totals", "imports")
AGAIN = 9  # visits whose answers are kept
TIMES_AGAIN = 6
PART = "First visits of pages"


def measure(report: Report, texts: int, logs: Path, folder: Path) -> None:
    """Note how long the first visit of each page takes, beside later ones, whose answers are kept."""
    report.begin(PART, texts)
    with served(folder, logs=logs, more=f'record = "{folder / "record"}"') as server:
        host = urlsplit(server.address).netloc
        for page in PAGES:
            first, *others = (asyncio.run(_visit(host, page)) for _visit_number in range(1 + AGAIN))
            again = statistics.median(others)
            report.note(
                f"the first visit of {page}, beside later ones",
                f"{first:.0f} ms, {first / again:.1f} x {again:.0f} ms",
                f"{TIMES_AGAIN} x",
                is_met=first <= TIMES_AGAIN * again,
            )


async def _visit(host: str, page: str) -> float:
    visitor = Visitor(0, page)
    begun = time.perf_counter()
    await visitor.arrive(host)
    milliseconds = 1000 * (time.perf_counter() - begun)
    await visitor.leave()
    return milliseconds
