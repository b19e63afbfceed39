"""Thirty people who change filters all the time, and two hundred sessions over a long time."""

from __future__ import annotations

import asyncio
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench import timing
from tests.bench.district_logs import Shape
from tests.bench.many_visitors import crowd
from tests.bench.report import Report
from tests.bench.serving import server_process
from tests.browser.dashboard import Server, served

PEOPLE, EVERY_SECONDS, SECONDS = 30, 2.0, 60
MOST_MEDIAN, MOST_95 = 60, 150
SESSIONS, TURN_SECONDS = 200, 20.0
MOST_SESSIONS_95, MOST_MB, MOST_GROWTH = 300, 1024, 0.05
SAMPLE_SECONDS = 5
Curve = list[tuple[float, float]]  # minutes, MB
PART, LONG_PART = "Many people", "Many sessions for a long time"


def measure(report: Report, shape: Shape, logs: Path, folder: Path) -> None:
    """Note the median and the 95th percentile of the time from a change to the end of the page's run."""
    report.begin(PART, shape.rows)
    with served(folder, logs=logs, more=f'record = "{folder / "record"}"') as server:
        host = urlsplit(server.address).netloc
        alone, _high = timing.percentiles(asyncio.run(crowd(host, 1, 0.2, 5)).times)
        seen = asyncio.run(crowd(host, PEOPLE, EVERY_SECONDS, SECONDS))
        errors = len(seen.errors) + server_process.errors(server)
    median, high = timing.percentiles(seen.times)
    title = f"{PEOPLE} people, a change each {EVERY_SECONDS:.0f} s"
    is_met = median <= MOST_MEDIAN and high <= MOST_95 and not errors
    figure = f"median {median:.0f}, 95 % {high:.0f} ms, {errors} errors"
    report.note(title, figure, f"{MOST_MEDIAN} and {MOST_95} ms, no error", is_met=is_met)
    report.note("  the median beside one person alone", f"{median / alone:.2f} x {alone:.0f} ms")


def soak(report: Report, shape: Shape, logs: Path, folder: Path, minutes: float) -> None:
    """Note how long changes of many sessions take, and the server's memory from minute to minute."""
    report.begin(LONG_PART, shape.rows)
    with served(folder, logs=logs, more=f'record = "{folder / "record"}"') as server:
        host = urlsplit(server.address).netloc
        curve: Curve = []
        with _sampling(server, curve) as begin:
            seen = asyncio.run(crowd(host, SESSIONS, TURN_SECONDS, 60 * minutes, begin))
        errors = len(seen.errors) + server_process.errors(server)
    median, high = timing.percentiles(seen.times)
    title = f"{SESSIONS} sessions, a change each {TURN_SECONDS:.0f} s, for {minutes:g} minutes"
    figure = f"median {median:.0f}, 95 % {high:.0f} ms, {errors} errors"
    is_met = high <= MOST_SESSIONS_95 and not errors
    report.note(title, figure, f"95 % {MOST_SESSIONS_95} ms, no error", is_met=is_met)
    highest = max(size for _minute, size in curve)
    report.note("  memory of the server", f"{highest:.0f} MB", f"{MOST_MB} MB", is_met=highest < MOST_MB)
    growth = _growth(curve)
    bound = f"at most {MOST_GROWTH:.0%}"
    report.note(
        "  its growth, last fifth beside second", f"{growth:+.1%}", bound, is_met=growth <= MOST_GROWTH
    )
    report.curve = curve
    report.keep()


def _growth(curve: Curve) -> float:
    fifth = max(1, len(curve) // 5)
    sizes = [size for _minute, size in curve]
    return statistics.median(sizes[-fifth:]) / statistics.median(sizes[fifth : 2 * fifth] or sizes) - 1


@contextmanager
def _sampling(server: Server, curve: Curve) -> Iterator[Callable[[], None]]:
    """Add the server's memory to the curve, from the moment on that the yielded function is called."""
    is_begun, is_over = threading.Event(), threading.Event()

    def sample() -> None:
        is_begun.wait()
        begun = time.perf_counter()
        while not is_over.is_set():
            curve.append(((time.perf_counter() - begun) / 60, server_process.resident_mb(server)))
            is_over.wait(SAMPLE_SECONDS)

    sampling = threading.Thread(target=sample)
    sampling.start()
    try:
        yield is_begun.set
    finally:
        is_over.set()
        is_begun.set()
        sampling.join()
