"""Many at once: imports that meet in processes of their own, and readers during a large import."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest

import queries
from data import settings
from data.access import person_at_machine
from data.tables import store
from queries.selection import Selection
from tests.bench.log_files import write_log
from tests.chaos import store_states
from tests.chaos.import_steps import COMMIT, STARTED
from tests.chaos.killable_imports import ImportFork, ImportForks
from tests.chaos.store_states import failures_of
from tests.import_files import import_file, log_file, messages, number, rows_of, text

IMPORTS, READERS = 3, 20
REOPENING = 5  # of the readers one in so many opens the tables again for each round
KNOWN, ARRIVING = 3_000, 12_000  # texts; of those that arrive, the first are those known, with news
MOST_ROUNDS = 1_000
PAUSE_SECONDS = 0.05  # of a reader: twenty without one leave the import no processor
Totals = dict[str, int]


@pytest.fixture
def forks() -> Iterator[list[ImportForks]]:
    """Processes that start imports; each runs one at a time."""
    with ImportForks() as first, ImportForks() as second, ImportForks() as third:
        yield [first, second, third]


def test_imports_of_several_processes_come_one_after_the_other(
    tmp_path: Path, district: Path, logs: str, forks: list[ImportForks]
) -> None:
    files = [
        log_file(
            tmp_path, text("m0"), text(f"m{n + 1}", to=number(n)), text("bad", to="?"), name=f"{n}.csv"
        )
        for n in range(IMPORTS)
    ]
    running = [starts.start(file, district) for starts, file in zip(forks, files, strict=True)]
    assert [fork.wait() for fork in running] == [0] * IMPORTS
    assert set(messages()) == {f"m{n}" for n in range(IMPORTS + 1)}
    imports = rows_of("imports")
    assert sorted(row["import_id"][:6] for row in imports) == ["000001", "000002", "000003"]
    assert sum(row["stored"] for row in imports) == IMPORTS + 1
    assert sum(row["unchanged"] for row in imports) == IMPORTS - 1
    assert failures_of(logs) == []
    for earlier, later in pairwise(sorted(map(_at_work, running))):
        assert earlier[1] <= later[0], "two were at work at once"


def _at_work(fork: ImportFork) -> tuple[float, float]:
    """When an import had the right to write, from its first step under the lock to its commit."""
    at_step = dict(fork.marks)
    return next(at for step, at in fork.marks if step != STARTED), at_step[f"after {COMMIT}"]


def test_twenty_readers_of_a_growing_log_see_one_version_or_the_other(
    tmp_path: Path, district: Path, logs: str, forks: list[ImportForks]
) -> None:
    import_file(write_log(tmp_path / "known.csv", KNOWN, us_form=False))
    expected = {store.newest_number(logs): _totals()}
    file = write_log(tmp_path / "arriving.csv", ARRIVING, us_form=False)
    ended = threading.Event()
    with ThreadPoolExecutor(READERS) as pool:
        readers = [pool.submit(_read_on, logs, ended, place) for place in range(READERS)]
        try:
            fork = forks[0].start(file, district)
            assert fork.wait() == 0
        finally:
            ended.set()
        seen = [reader.result() for reader in readers]
    expected[store.newest_number(logs)] = _totals()
    assert [totals["texts"] for totals in expected.values()] == [KNOWN, ARRIVING]
    for totals in seen:
        assert [*totals] == [*expected], "a reader came too late or left too early"
        assert totals == expected
    assert failures_of(logs) == []


def _read_on(uri: str, ended: threading.Event, place: int) -> dict[int, Totals]:
    """Return the answers of each version, until the import has ended and once more."""
    seen: dict[int, Totals] = {}
    for _round in range(MOST_ROUNDS):
        last = ended.wait(PAUSE_SECONDS)
        with queries.reading(uri) as snapshot:
            totals = _totals(skip=place)
        assert seen.setdefault(snapshot.number, totals) == totals
        if place % REOPENING == 0:  # as another process would
            snapshot = store.newest(uri)
            texts, by_day, *_others = store_states.totals(snapshot, settings.load().timezone)
            assert seen.get(snapshot.number, {"texts": texts})["texts"] == texts == by_day
        if last:
            break
    return seen


def _totals(skip: int = 0) -> Totals:
    """What a page, a list from some row on, and a download count."""
    viewer, everything = person_at_machine(), Selection()
    stages = queries.run("stage_totals", viewer, everything)["texts"].to_pylist()
    days = queries.run("results_by_day", viewer, everything)["texts"].to_pylist()
    listed = queries.run("messages", viewer, everything, rows=50, skip=skip)
    streamed = sum(batch.num_rows for batch in queries.stream("messages", viewer, everything))
    return {"texts": stages[-1], "by_day": sum(days), "listed": listed.num_rows, "streamed": streamed}
