"""An import that is killed at any step leaves the old state intact, and the next one works."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from data import engine
from data.errors import Problem
from data.tables import store
from tests.chaos.die_at_step import DIED
from tests.districts import district_in, write_settings
from tests.import_files import FAILED, LOG, SENDING, SENT, import_file, imported, log_file, number, text

ROOT = Path(__file__).parents[3]
BEFORE_THE_COMMIT = (
    "Opening the file",
    "Reading the file",
    "Checking rows",
    "Comparing with stored data",
    "Writing",
    *("before messages", "inside messages", "after messages"),
    *("inside daily_results", "after daily_results"),
    "Saving skipped and rejected rows",
    *("inside left_out", "after left_out"),
    *("before imports", "inside imports"),
)
TABLES = ("messages", "daily_results", "left_out", "imports")
DIRECTED = (*LOG, "Direction")
State = dict[str, list[dict[str, Any]]]


def _first(folder: Path) -> Path:
    rows = [text("m1", result=SENDING), text("m2"), text("m3", to="?"), text("m4", when="2026-08-01")]
    return log_file(folder, *((*row, "") for row in rows), header=DIRECTED, name="first.csv")


def _second(folder: Path) -> Path:
    """Something for every table: new texts, one that moves to another month, one that is new, errors."""
    rows = [
        text("m1", result=FAILED),
        text("m2", when="2026-10-02 08:12"),
        *(text(f"n{n}", to=number(n)) for n in range(20)),
        text("bad", to="?"),
    ]
    marked = [*((*row, "") for row in rows), (*text("in"), "inbound")]
    return log_file(folder, *marked, header=DIRECTED, name="second.csv")


def _state(uri: str) -> State:
    """The tables as a reader finds them, without the times and ids at which they were written."""
    snapshot = store.newest(uri)
    state = {}
    for table in TABLES:
        rows = snapshot.table(table).to_pylist()
        kept = [
            {
                name: cell
                for name, cell in row.items()
                if not name.endswith(("imported_at", "_version", "_files", "_from"))
            }
            for row in rows
        ]
        state[table] = sorted(kept, key=repr)
    return state


def _seen(uri: str) -> list[dict[str, Any]]:
    counted = (
        "select (select count(*) from messages) as texts, (select sum(texts) from daily_results) as days"
    )
    rows: list[dict[str, Any]] = engine.database(uri).fetch(counted, {}).to_pylist()
    return rows


def _die(file: Path, districts: dict[str, Path]) -> list[int]:
    """Import the file into every district, dying at its step; the exit statuses."""
    pairs = [str(word) for step, district in districts.items() for word in (district, step)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.chaos.die_at_step", str(file), *pairs],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=120,
    )
    return [int(code) for code in done.stdout.split()]


@pytest.fixture(scope="module")
def districts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """For each step a district with the first file in, whose second import has been killed at that step."""
    folder = tmp_path_factory.mktemp("killed")
    with district_in(folder) as logs:
        imported(_first(folder), by="somebody")
        stored = {}
        for place, step in enumerate(("", *BEFORE_THE_COMMIT, "after imports")):
            own = folder / str(place)
            shutil.copytree(logs, own / "logs")
            stored[step] = write_settings(own)
        file = _second(folder)
        codes = _die(file, stored)
    assert codes == [0] + [DIED] * (len(stored) - 1), dict(zip(stored, codes, strict=True))
    return stored


@pytest.mark.parametrize("step", BEFORE_THE_COMMIT)
def test_a_killed_import_leaves_the_old_state_and_the_next_one_is_undisturbed(
    districts: dict[str, Path], step: str
) -> None:
    folder = districts[step].parent
    before, undisturbed = str(folder.parent / "logs"), str(districts[""].parent / "logs")
    uri = str(folder / "logs")
    assert _state(uri) == _state(before)
    assert _seen(uri) == _seen(before) == [{"texts": 3, "days": 3}]
    again = imported(folder.parent / "second.csv", by="somebody", uri=uri)
    assert again == {"stored": 20, "updated": 2, "set_aside": 1, "rejected": 1}
    assert _state(uri) == _state(undisturbed)
    assert _seen(uri) == [{"texts": 23, "days": 23}]


def test_import_killed_after_its_commit_is_stored(districts: dict[str, Path]) -> None:
    folder = districts["after imports"].parent
    uri = str(folder / "logs")
    assert _state(uri) == _state(str(districts[""].parent / "logs"))
    assert imported(folder.parent / "second.csv", by="somebody", uri=uri) == {
        "unchanged": 22,
        "set_aside": 1,
        "rejected": 1,
    }


def test_another_file_after_a_killed_import_holds_nothing_of_it(
    districts: dict[str, Path], tmp_path: Path
) -> None:
    folder = districts["after left_out"].parent
    uri = str(tmp_path / "logs")
    shutil.copytree(folder.parent / "logs", uri)
    assert _die(folder.parent / "second.csv", {"before imports": write_settings(tmp_path)}) == [DIED]
    assert imported(log_file(tmp_path, text("z1")), uri=uri) == {"stored": 1}
    assert _seen(uri) == [{"texts": 4, "days": 4}]
    assert {row["message_id"] for row in store.newest(uri).table("messages").to_pylist()} == {
        "m1",
        "m2",
        "m4",
        "z1",
    }


def test_two_imports_at_once_come_one_after_the_other(tmp_path: Path, logs: str) -> None:
    files = [
        log_file(tmp_path, text("m1"), text(f"m{n + 2}", to=number(n)), name=f"{n}.csv") for n in range(4)
    ]
    with ThreadPoolExecutor(len(files)) as pool:
        outcomes = list(pool.map(import_file, files))
    assert sum(outcome.stored for outcome in outcomes) == 5
    assert sum(outcome.unchanged for outcome in outcomes) == 3
    assert _seen(logs) == [{"texts": 5, "days": 5}]
    ids = [row["import_id"][:6] for row in store.newest(logs).table("imports").to_pylist()]
    assert sorted(ids) == ["000001", "000002", "000003", "000004"]


def test_an_import_that_waits_too_long_for_another_is_refused(
    tmp_path: Path, logs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "LOCK_SECONDS", 0.2)
    file = log_file(tmp_path, text("m1"))
    with (
        store.import_lock(logs),
        pytest.raises(Problem, match="The stored data is being changed") as refused,
    ):
        import_file(file)
    assert "then import again" in refused.value.next_step
    assert imported(file) == {"stored": 1}


def test_a_reader_keeps_its_version_while_an_import_goes_on(tmp_path: Path, logs: str) -> None:
    imported(_first(tmp_path))
    snapshot, seen = store.newest(logs), []
    reached, go_on = threading.Event(), threading.Event()

    def wait(step: str, _share: float) -> None:
        if step == "Saving skipped and rejected rows":  # the messages have been written by now
            reached.set()
            assert go_on.wait(60)

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(import_file, _second(tmp_path), progress=wait)
        assert reached.wait(60)
        seen = [_seen(logs), snapshot.table("messages").num_rows, store.newest(logs) == snapshot]
        go_on.set()
        assert running.result().stored == 20
    assert seen == [[{"texts": 3, "days": 3}], 3, True]
    assert _seen(logs) == [{"texts": 23, "days": 23}]
    results = {row["message_id"]: row["result"] for row in snapshot.table("messages").to_pylist()}
    assert results == {"m1": SENDING, "m2": SENT, "m4": SENT}
