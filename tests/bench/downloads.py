"""Downloads of two million texts: beside a bare COPY, their memory, and what others feel of them."""

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
from data.access import Viewer
from pages.parts.filters.url import pairs_of
from queries import Selection
from tests.bench import filter_changes, timing
from tests.browser.dashboard import Server, chromium, served, settle

ROWS, ROWS_OF_EXCEL = 2_000_000, 300_000
ROUNDS = 3
PRESSES = 8  # changes of the filter in a row, alone and then beside downloads, and that twice
LOOK_SECONDS = 0.05
GIVEN_UP = 10_000.0  # milliseconds after which filter_change.js looks no longer


def measure(folder: Path, logs: Path) -> None:
    """Print every figure of the downloads of the newest texts of the log."""
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
        timing.say(f"download of {rows:,} rows as CSV", ratio, "at most 1.3 x COPY of its question")
        timing.say("  its first byte", f"{min(firsts):.2f} s", "under 1 s")
        timing.say("  memory of server and maker, more by", f"{max(growths):.0f} MB", "under 300 MB")
        for form, chosen, count in (("parquet", many, rows), ("xlsx", few, few_rows)):
            first, seconds, growth = _watched(server, form, chosen)
            figure = f"{seconds:.1f} s, {first:.2f} s to begin"
            timing.say(f"download of {count:,} rows as {form}", figure, "")
            timing.say("  memory of server and maker, more by", f"{growth:.0f} MB", "under 300 MB")
        alone, meanwhile = _pages(server, many)
    timing.say(
        "a filter change of another visitor during downloads",
        f"{meanwhile:.0f} ms, {meanwhile / alone:.2f} x {alone:.0f} ms",
        "at most 1.25 x without",
    )


def _newest(rows: int) -> tuple[Selection, int]:
    """The newest days that have so many texts together, and how many they have."""
    by_day: dict[date, int] = {}
    for row in queries.run("results_by_day", Viewer(), Selection()).to_pylist():
        by_day[row["day"]] = by_day.get(row["day"], 0) + row["texts"]
    found = 0
    for day in sorted(by_day, reverse=True):
        found += by_day[day]
        if found >= rows:
            return Selection(from_day=day), found
    return Selection(), found


def _copy(chosen: Selection, target: Path) -> float:
    """The seconds in which DuckDB alone writes the same rows in the same order, with all cores."""
    database = engine.Database(engine.database(settings.load().logs).snapshot, settings.load().timezone)
    question = queries.read("messages")
    given = queries._values(question, Viewer(), chosen, {})
    with database._cursor(question.sql) as cursor:
        begun = time.perf_counter()
        cursor.execute(f"copy ({question.sql}) to '{target}' (format csv, header)", given)
        return time.perf_counter() - begun


def _download(server: Server, form: str, chosen: Selection) -> tuple[float, float]:
    """Seconds to the first byte, and to the last, of a client that asks for no compression."""
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc)
    begun = time.perf_counter()
    connection.request("GET", f"/download/sms_log.{form}?{urlencode(pairs_of(chosen))}")
    answer = connection.getresponse()
    assert answer.status == http.HTTPStatus.OK, answer.read()
    answer.read(1)
    first = time.perf_counter() - begun
    while answer.read(1 << 20):
        pass
    return first, time.perf_counter() - begun


def _watched(server: Server, form: str, chosen: Selection) -> tuple[float, float, float]:
    """A download with its seconds, and by how many MB the server with its makers has grown at most."""
    before, highest, is_over = _memory(server.process), [0.0], threading.Event()

    def look() -> None:
        while not is_over.wait(LOOK_SECONDS):
            highest[0] = max(highest[0], _memory(server.process))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        first, seconds = _download(server, form, chosen)
    finally:
        is_over.set()
        looking.join()
    return first, seconds, highest[0] - before


def _memory(process: int) -> float:
    """MB that a process and those that it has started hold; what they share is counted once."""
    held = 0
    with suppress(OSError, ValueError):  # one may just have ended
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
        held = int(rollup.partition("\nPss:")[2].split()[0])
    children = [
        int(child)
        for threads in Path(f"/proc/{process}/task").glob("*/children")
        for child in _text(threads).split()
    ]
    return held / 1000 + sum(map(_memory, children))


def _text(file: Path) -> str:
    with suppress(OSError):
        return file.read_text(encoding="ascii")
    return ""


def _pages(server: Server, many: Selection) -> tuple[float, float]:
    """Milliseconds to the figures of another filter: alone, and while one download follows the other."""
    named = queries.run("broadcast_names", Viewer(), Selection())["broadcast_id"].to_pylist()
    presses = iter([f"broadcast={name}" for name in named[filter_changes.BROADCASTS :]])
    took: dict[bool, list[float]] = {False: [], True: []}
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1366, "height": 900})
        page.goto(f"{server.address}/sms_log")
        settle(page)
        for is_busy in (False, True, False, True):
            with _downloads(server, many) if is_busy else nullcontext():
                for _press in range(PRESSES):
                    changed = filter_changes._change(page, next(presses))
                    # Two broadcasts can have the same figures: then it is the charts that tell.
                    drawn = [changed[part] for part in ("tiles", "charts") if part in changed]
                    took[is_busy].append(max(drawn, default=GIVEN_UP))
    return statistics.median(took[False]), statistics.median(took[True])


@contextmanager
def _downloads(server: Server, chosen: Selection) -> Iterator[None]:
    """Downloads, one after the other, as long as something else is done."""
    is_over = threading.Event()

    def go_on() -> None:
        while not is_over.is_set():
            _download(server, "csv", chosen)

    going = threading.Thread(target=go_on)
    going.start()
    try:
        yield
    finally:
        is_over.set()
        going.join()
