"""Imports into an object store lose and double nothing, whoever else writes, whatever stops them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from deltalake import CommitProperties, write_deltalake
from deltalake.exceptions import CommitFailedError

from data import check
from data.errors import Problem
from data.tables import delta, store, upkeep
from data.tables.schemas import REMINDERS
from data.tables.undo import undo
from tests.import_files import import_file, imported, log_file, messages, rows_of, text
from tests.storage import object_server
from tests.storage.object_server import ObjectServer, lay_logs_at
from tests.storage.way_to_server import WayTo

WRITERS = 4
ONCE = CommitProperties(max_commit_retries=0)
ANOTHER_COMPUTER = "Another computer has changed the stored data meanwhile"
KILLED_AS_IT_SAVES = """
import os, signal, sys
from pathlib import Path
from data.importer import ImportOrder, import_file
def kill(_step, share):
    if share >= 0.9:
        os.kill(os.getpid(), signal.SIGKILL)
import_file(ImportOrder(Path(sys.argv[1]), "killed.csv"), progress=kill)
"""


def _is_well(uri: str) -> bool:
    assert [str(line) for line in check.lines(uri) if not line.is_well] == []
    return True


def test_a_file_is_imported_again_corrected_and_undone(remote: str, tmp_path: Path) -> None:
    first = log_file(tmp_path, text("m1"), text("m2", when="2026-10-02"), name="first.csv")
    assert imported(first) == {"stored": 2}
    assert imported(first) == {"unchanged": 2}
    overlapping = log_file(tmp_path, text("m2", when="2026-10-03"), text("m3"), name="second.csv")
    assert imported(overlapping) == {"stored": 1, "updated": 1}
    assert set(messages()) == {"m1", "m2", "m3"}
    undo()
    assert set(messages()) == {"m1", "m2"}
    undo()
    assert messages() == {}
    assert imported(first) == {"stored": 2}
    assert set(messages()) == {"m1", "m2"}
    assert _is_well(remote)


def test_of_several_commits_of_one_version_the_store_keeps_one(remote: str) -> None:
    store.create(remote)
    store.set_up(remote, "reminders", REMINDERS)
    opened = [delta.newest_table(remote, "reminders") for _writer in range(WRITERS)]

    rows = REMINDERS.empty_table()

    def write(place: int) -> bool:
        try:
            write_deltalake(opened[place], rows, mode="append", commit_properties=ONCE)
        except CommitFailedError:
            return False
        return True

    with ThreadPoolExecutor(WRITERS) as pool:
        assert sum(pool.map(write, range(WRITERS))) == 1
    assert delta.newest_table(remote, "reminders").version() == 1


def test_two_computers_that_import_at_once_lose_nothing(remote: str, tmp_path: Path) -> None:
    imported(log_file(tmp_path, text("m0"), name="before.csv"))
    files = [log_file(tmp_path, text(f"m{place}"), name=f"{place}.csv") for place in (1, 2)]

    def start(file: Path) -> subprocess.Popen[str]:
        own = {"XDG_DATA_HOME": str(tmp_path / file.stem)}  # so they share no lock
        order = [sys.executable, "-m", "data", "import", str(file)]
        return subprocess.Popen(
            order, env={**os.environ, **own}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    both = [start(file) for file in files]
    said = [process.communicate(timeout=60) for process in both]
    for process, (_out, err) in zip(both, said, strict=True):
        assert process.returncode == 0 or ANOTHER_COMPUTER in err, err
    stored = {f"m{place}" for place, process in zip((1, 2), both, strict=True) if process.returncode == 0}
    assert set(messages()) == {"m0"} | stored
    for file in files:
        import_file(file)
    assert set(messages()) == {"m0", "m1", "m2"}
    assert _is_well(remote)


def test_an_import_that_was_killed_leaves_nothing_and_can_be_repeated(remote: str, tmp_path: Path) -> None:
    imported(log_file(tmp_path, text("m1"), name="before.csv"))
    file = log_file(tmp_path, text("m2"), text("m3", to="?"), name="killed.csv")
    killed = subprocess.run([sys.executable, "-c", KILLED_AS_IT_SAVES, str(file)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert set(messages()) == {"m1"}
    assert [*upkeep.changed_tables(store.newest(remote))] == ["messages", "daily_results"]
    assert imported(file) == {"stored": 1, "rejected": 1}
    assert set(messages()) == {"m1", "m2"}
    assert len(rows_of("left_out")) == 1
    assert _is_well(remote)


def test_an_import_whose_store_is_lost_says_so_and_can_be_repeated(
    server: ObjectServer, district: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = log_file(tmp_path, text("m2"), name="after.csv")
    with WayTo(server.port) as way:
        lay_logs_at(way.port, district, monkeypatch)
        imported(log_file(tmp_path, text("m1"), name="before.csv"))

        def lose(_step: str, share: float) -> None:
            if share >= 0.6:
                way.close()

        with pytest.raises(Problem, match="The object store doesn't answer") as lost:
            import_file(file, progress=lose)
        assert "Check AWS_ENDPOINT_URL and the network" in str(lost.value)
        assert object_server.KEY not in str(lost.value)
        way.open()
        assert set(messages()) == {"m1"}
        assert imported(file) == {"stored": 1}
        assert set(messages()) == {"m1", "m2"}
