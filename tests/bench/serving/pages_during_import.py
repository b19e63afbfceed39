"""A filter change on SMS Log during an import, beside the same while nothing else runs."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import DEVNULL
from urllib.parse import urlsplit

from tests.bench import log_files, timing
from tests.bench.many_visitors import Visitor
from tests.bench.report import Report
from tests.browser.dashboard import ROOT, served

EVERY_SECONDS, IDLE_SECONDS = 0.3, 6.0
TIMES_IDLE = 2
PART = "Pages during an import"


def measure(report: Report, folder: Path, rows: int, environment: dict[str, str], logs: Path) -> None:
    """Note the median and the 95th percentile of the time from a change to the end of the page's run."""
    log = log_files.write_log(folder / "meanwhile.csv", rows, us_form=True)
    with served(folder, logs=logs) as server:
        idle, busy = asyncio.run(_both(urlsplit(server.address).netloc, log, environment))
    log.unlink()
    (busy_median, busy_high), (median, high) = timing.percentiles(busy), timing.percentiles(idle)
    report.note(
        f"a filter change while {rows:,} rows are imported, beside none",
        f"{busy_median / median:.2f} x {median:.0f} ms; 95 %: {busy_high:.0f} and {high:.0f} ms",
        f"{TIMES_IDLE} x",
        is_met=busy_median <= TIMES_IDLE * median,
    )


async def _both(host: str, log: Path, environment: dict[str, str]) -> tuple[list[float], list[float]]:
    """Return the milliseconds of changes while nothing else runs, and of those during the import."""
    visitor = Visitor(0)
    await visitor.arrive(host)
    await visitor.change(EVERY_SECONDS)  # to warm up the page
    until = time.perf_counter() + IDLE_SECONDS
    idle = await _changes(visitor, lambda: time.perf_counter() < until)
    command = [sys.executable, "-m", "data", "import", str(log)]
    own = {**os.environ, **environment}
    importing = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=own, stdout=DEVNULL)
    busy = await _changes(visitor, lambda: importing.returncode is None)
    await visitor.leave()
    if status := await importing.wait():
        raise SystemExit(f"the import ended with status {status}")
    return idle, busy


async def _changes(visitor: Visitor, goes_on: Callable[[], bool]) -> list[float]:
    before = len(visitor.times)
    while goes_on():
        await visitor.change(EVERY_SECONDS)
    return visitor.times[before:]
