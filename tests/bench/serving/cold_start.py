"""From the start of a server to the first chart of its first visitor."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.district_logs import Shape
from tests.bench.many_visitors import Visitor
from tests.bench.report import Report
from tests.browser.dashboard import served

STARTS, MOST_SECONDS = 3, 5
PART = "Cold start"


def measure(report: Report, shape: Shape, logs: Path, folder: Path) -> None:
    """Note the slowest of a few starts; the files may be in the system's cache."""
    report.begin(PART, shape.rows)
    seconds = max(_start(logs, folder) for _start_number in range(STARTS))
    title = "from the start of the server to the first chart"
    report.note(title, f"{seconds:.1f} s", f"{MOST_SECONDS} s", is_met=seconds < MOST_SECONDS)


def _start(logs: Path, folder: Path) -> float:
    visitor, begun = Visitor(0), time.perf_counter()
    with served(folder, logs=logs, more=f'record = "{folder / "record"}"') as server:
        asyncio.run(_visit(visitor, urlsplit(server.address).netloc))
    if visitor.first_chart is None:
        raise SystemExit("the first page has no chart")
    return visitor.first_chart - begun


async def _visit(visitor: Visitor, host: str) -> None:
    await visitor.arrive(host)
    await visitor.leave()
