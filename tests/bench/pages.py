"""Every page of a large district, opened first on a server and again: what its questions take."""

from __future__ import annotations

import asyncio
import statistics
import time
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench import timing
from tests.bench.many_visitors import Visitor
from tests.browser.dashboard import served

PAGES = ("sms_log", "sms_status", "opt_in_reminders", "totals", "imports")
AGAIN = 9  # visits whose answers are kept
TIMES_AGAIN = 6


def measure(folder: Path, logs: Path) -> None:
    """Print how long the first visit of each page takes, beside later ones, whose answers are kept."""
    with served(folder, logs=logs) as server:
        host = urlsplit(server.address).netloc
        for page in PAGES:
            first, *others = (asyncio.run(_visit(host, page)) for _visit_number in range(1 + AGAIN))
            again = statistics.median(others)
            timing.print_figure(
                f"the first visit of {page}",
                f"{first:.0f} ms, {first / again:.1f} x {again:.0f} ms again",
                f"at most {TIMES_AGAIN} x again",
            )


async def _visit(host: str, page: str) -> float:
    visitor = Visitor(0, page)
    begun = time.perf_counter()
    await visitor.arrive(host)
    milliseconds = 1000 * (time.perf_counter() - begun)
    await visitor.leave()
    return milliseconds
