"""Downloads of two million texts: beside a bare COPY, their memory, and their effect on other visitors."""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import date
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import queries
from data import engine, settings
from data.access import person_at_machine
from pages.parts.filters.url import pairs_of
from queries import Selection
from tests.bench import filter_changes, timing
from tests.browser.dashboard import Server, chromium, served, settle

ROWS, ROWS_OF_EXCEL = 2_000_000, 300_000
ROUNDS = 3
GROWTH = "  memory growth of server and child process"
CLICKS = 8  # filter changes in a row, first alone and then during downloads, all of it twice
WATCH_SECONDS = 0.05
TIMEOUT_MS = 10_000.0  # after which filter_change.js stops looking


def measure(folder: Path, logs: Path) -> None:
    """Print every figure about downloads of the newest texts of the log."""
    many, rows = _newest(ROWS)
    few, few_rows = _newest(ROWS_OF_EXCEL)
    with served(folder, logs=logs) as server:
        _download(server, "csv", few)
        copies, rounds = [], []
        for _round in range(ROUNDS):
            copies.append(_copy(many, folder / "copy.csv"))
            rounds.append(_watched(server, "csv", many))
        firsts, took, growths = zip(*rounds, strict=True)
        ratio = f"{min(took):.1f} s, {min(took) / min(copies):.2f} x {min(copies):.1f} s"
        timing.print_figure(
            f"download of {rows:,} rows as CSV", ratio, "at most 1.3 x COPY of its question"
        )
        timing.print_figure("  its first byte", f"{min(firsts):.2f} s", "under 1 s")
        timing.print_figure(
            "  memory growth of server and child process", f"{max(growths):.0f} MB", "under 300 MB"
        )
        for file_format, selection, count in (("parquet", many, rows), ("xlsx", few, few_rows)):
            first, seconds, growth = _watched(server, file_format, selection)
            figure = f"{seconds:.1f} s, {first:.2f} s to begin"
            timing.print_figure(f"download of {count:,} rows as {file_format}", figure, "")
            timing.print_figure(
                "  memory growth of server and child process", f"{growth:.0f} MB", "under 300 MB"
            )
        alone, meanwhile = _pages(server, many)
    timing.print_figure(
        "another visitor's filter change during downloads",
        f"{meanwhile:.0f} ms, {meanwhile / alone:.2f} x {alone:.0f} ms",
        "at most 1.25 x without",
    )


def _newest(rows: int) -> tuple[Selection, int]:
    """Return the newest days that have at least so many texts together, and how many they have."""
    by_day: dict[date, int] = {}
    for row in queries.run("results_by_day", person_at_machine(), Selection()).to_pylist():
        by_day[row["day"]] = by_day.get(row["day"], 0) + row["texts"]
    total = 0
    for day in sorted(by_day, reverse=True):
        total += by_day[day]
        if total >= rows:
            return Selection(from_day=day), total
    return Selection(), total


def _copy(selection: Selection, target: Path) -> float:
    """Return the seconds in which DuckDB alone writes the same rows in the same order, on all cores."""
    database = engine.Database(engine.database(settings.load().logs).snapshot, settings.load().timezone)
    question = queries.read("messages")
    parameters = queries._values(question, person_at_machine(), selection, {})
    with database._cursor(question.sql) as cursor:
        begun = time.perf_counter()
        cursor.execute(f"copy ({question.sql}) to '{target}' (format csv, header)", parameters)
        return time.perf_counter() - begun


def _download(server: Server, file_format: str, selection: Selection) -> tuple[float, float]:
    """Return the seconds to the first byte and to the last, without compression."""
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc)
    begun = time.perf_counter()
    connection.request("GET", f"/download/sms_log.{file_format}?{urlencode(pairs_of(selection))}")
    answer = connection.getresponse()
    assert answer.status == http.HTTPStatus.OK, answer.read()
    answer.read(1)
    first = time.perf_counter() - begun
    while answer.read(1 << 20):
        pass
    return first, time.perf_counter() - begun


def _watched(server: Server, file_format: str, selection: Selection) -> tuple[float, float, float]:
    """Download and return the seconds, and by how many MB the server and its child processes grew."""
    before, highest, is_over = _memory(server.process), [0.0], threading.Event()

    def watch_memory() -> None:
        while not is_over.wait(WATCH_SECONDS):
            highest[0] = max(highest[0], _memory(server.process))

    watching = threading.Thread(target=watch_memory)
    watching.start()
    try:
        first, seconds = _download(server, file_format, selection)
    finally:
        is_over.set()
        watching.join()
    return first, seconds, highest[0] - before


def _memory(process: int) -> float:
    """Return the MB of a process and its children; shared memory counts once."""
    kilobytes = 0
    with suppress(OSError, ValueError):  # a process may just have ended
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
        kilobytes = int(rollup.partition("\nPss:")[2].split()[0])
    children = [
        int(child)
        for threads in Path(f"/proc/{process}/task").glob("*/children")
        for child in _text(threads).split()
    ]
    return kilobytes / 1000 + sum(map(_memory, children))


def _text(file: Path) -> str:
    with suppress(OSError):
        return file.read_text(encoding="ascii")
    return ""


def _pages(server: Server, many: Selection) -> tuple[float, float]:
    """Return the milliseconds of a filter change: alone, and while one download follows another."""
    named = queries.run("broadcast_names", person_at_machine(), Selection())["broadcast_id"].to_pylist()
    clicks = iter([f"broadcast={name}" for name in named[filter_changes.BROADCASTS :]])
    took: dict[bool, list[float]] = {False: [], True: []}
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1366, "height": 900})
        page.goto(f"{server.address}/sms_log")
        settle(page)
        for is_busy in (False, True, False, True):
            with _downloads(server, many) if is_busy else nullcontext():
                for _click in range(CLICKS):
                    changed = filter_changes.change_filter(page, next(clicks))
                    # Two broadcasts can have the same figures: then only the charts change.
                    drawn = [changed[part] for part in ("tiles", "charts") if part in changed]
                    took[is_busy].append(max(drawn, default=TIMEOUT_MS))
    return statistics.median(took[False]), statistics.median(took[True])


@contextmanager
def _downloads(server: Server, selection: Selection) -> Iterator[None]:
    """Download again and again while the block runs."""
    is_over = threading.Event()

    def download_on() -> None:
        while not is_over.is_set():
            _download(server, "csv", selection)

    downloading = threading.Thread(target=download_on)
    downloading.start()
    try:
        yield
    finally:
        is_over.set()
        downloading.join()
