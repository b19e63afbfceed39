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
from queries import Selection, parameter_values
from tests.bench.report import Report
from tests.bench.serving import filter_changes
from tests.browser.dashboard import Server, chromium, served, settle

ROWS, ROWS_OF_EXCEL = 2_000_000, 300_000
ROUNDS = 3
MOST_RATIO, MOST_FIRST_SECONDS, MOST_MB, MOST_BESIDE = 1.3, 1, 300, 1.25
PART = "Downloads"
GROWTH = "  memory growth of server and child process"
CLICKS = 8  # filter changes in a row, first alone and then during downloads, all of it twice
WATCH_SECONDS = 0.05


def measure(report: Report, folder: Path, logs: Path) -> None:
    """Note every figure about downloads of the newest texts of the log."""
    report.begin(PART)
    many, rows = _newest(ROWS)
    few, few_rows = _newest(ROWS_OF_EXCEL)
    with served(folder, logs=logs) as server:
        _note_csv(report, server, (many, rows), folder)
        for file_format, selection, count in (("parquet", many, rows), ("xlsx", few, few_rows)):
            first, seconds, growth = _watched(server, file_format, selection)
            title = f"download of {count:,} rows as {file_format}"
            report.note(title, f"{seconds:.1f} s, {first:.2f} s to begin")
            report.note(GROWTH, f"{growth:.0f} MB", f"{MOST_MB} MB", is_met=growth < MOST_MB)
        alone, meanwhile = _pages(server, many)
    report.note(
        "another visitor's filter change during downloads, beside none",
        f"{meanwhile:.0f} ms, {meanwhile / alone:.2f} x {alone:.0f} ms",
        f"{MOST_BESIDE} x",
        is_met=meanwhile <= MOST_BESIDE * alone,
    )


def _note_csv(report: Report, server: Server, newest: tuple[Selection, int], folder: Path) -> None:
    selection, rows = newest
    _download(server, "csv", selection)
    copies, rounds = [], []
    for _round in range(ROUNDS):
        copies.append(_copy(selection, folder / "copy.csv"))
        rounds.append(_watched(server, "csv", selection))
    firsts, took, growths = zip(*rounds, strict=True)
    ratio = min(took) / min(copies)
    report.note(
        f"download of {rows:,} rows as CSV, beside a bare COPY of its question",
        f"{min(took):.1f} s, {ratio:.2f} x {min(copies):.1f} s",
        f"{MOST_RATIO} x",
        is_met=ratio <= MOST_RATIO,
    )
    first = min(firsts)
    is_met = first < MOST_FIRST_SECONDS
    report.note("  its first byte", f"{first:.2f} s", f"{MOST_FIRST_SECONDS} s", is_met=is_met)
    report.note(GROWTH, f"{max(growths):.0f} MB", f"{MOST_MB} MB", is_met=max(growths) < MOST_MB)


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
    every = parameter_values.offered(question, person_at_machine(), selection, {})
    _sorted, parameters = parameter_values.of_sql(question, every)
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
                    took[is_busy].append(max(drawn, default=filter_changes.TIMEOUT_MS))
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
