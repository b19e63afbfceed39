"""What is left beside the tables is cleared at the start of a server, and by age."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from data import settings
from data.tables import leftovers, store, upkeep
from data.tables.undo import undo
from tests.import_files import import_file, imported, log_file, rows_of, text

DAY = 24 * 3600
LARGE = "create table t as select range as a, md5(cast(range as varchar)) as b from range(1200000)"


def _upload(logs: str, name: str, *, days_ago: float = 0) -> Path:
    folder = leftovers.uploads(logs) / name
    folder.mkdir()
    (folder / "log.csv").write_text("Phone,Name\n2125550101,Ana\n", encoding="utf-8")
    at = time.time() - days_ago * DAY
    os.utime(folder, (at, at))
    return folder


def test_a_start_clears_uploads_that_nobody_confirmed(logs: str) -> None:
    store.create(logs)
    waiting, confirmed = _upload(logs, "1"), _upload(logs, "2")
    leftovers.confirm(confirmed)
    leftovers.clear_at_start(logs)
    assert (waiting.exists(), (confirmed / "log.csv").exists()) == (False, True)


def test_uploads_are_cleared_after_a_day_confirmed_or_not(logs: str) -> None:
    store.create(logs)
    late, confirmed = _upload(logs, "1", days_ago=1.01), _upload(logs, "2")
    leftovers.confirm(confirmed)
    os.utime(confirmed, (0, 0))
    young = _upload(logs, "3", days_ago=0.99)
    leftovers.clear_old(logs)
    assert [folder.exists() for folder in (late, confirmed, young)] == [False, False, True]


def test_an_import_clears_old_uploads_once_a_day(tmp_path: Path, logs: str) -> None:
    store.create(logs)
    late = _upload(logs, "1", days_ago=2)
    import_file(log_file(tmp_path, text("m1")))
    assert not late.exists()


@pytest.mark.parametrize("is_held", [True, False])
def test_a_start_clears_scratch_folders_and_downloads_unless_they_are_in_use(
    logs: str, *, is_held: bool
) -> None:
    workspace = store.workspace(logs)
    folders = [workspace / "scratch-1", workspace / "download-1"]
    for folder in folders:
        (folder / "spilled").mkdir(parents=True)
    locks = [FileLock(workspace / "import.lock"), FileLock(workspace / "download-1.lock")]
    for lock in locks:
        lock.acquire()
        if not is_held:
            lock.release()
    leftovers.clear_at_start(logs)
    assert [folder.exists() for folder in folders] == [is_held, is_held]
    for lock in locks:
        lock.release()


def test_a_start_makes_no_store(logs: str) -> None:
    leftovers.clear_at_start(logs)
    assert not Path(logs).exists()


def test_a_start_clears_what_a_killed_process_spilled_and_nothing_of_a_running_one(logs: str) -> None:
    folder = settings.spill_folder()
    ended = subprocess.Popen([sys.executable, "-S", "-c", ""])
    ended.wait()
    left = folder / f"duckdb_temp_{ended.pid}_0_storage_S32K-0.tmp"
    with duckdb.connect(config={"memory_limit": "30MB", "temp_directory": str(folder)}) as database:
        database.execute(LARGE)
        running = set(folder.iterdir())
        assert {file.name.split("_")[2] for file in running} == {str(os.getpid())}
        left.write_bytes(b"2125550101")
        leftovers.clear_at_start(logs)
        assert set(folder.iterdir()) == running


def test_the_folder_for_spilled_rows_is_made_for_this_account_alone(tmp_path: Path) -> None:
    folder = settings.spill_folder()
    assert folder.is_relative_to(tmp_path)
    assert folder.is_dir()
    if os.name != "nt":
        assert folder.stat().st_mode & 0o777 == 0o700


def test_rejected_rows_of_undone_and_killed_imports_are_removed(
    tmp_path: Path, logs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "CLEARED_EVERY_HOURS", -1)
    first = import_file(log_file(tmp_path, text("m1", to="?")))
    second = import_file(log_file(tmp_path, text("m2", to="?")))
    killed = store.workspace(logs) / "rejected" / "000003-0123abcd.csv"
    killed.write_text("Line,Column,Why\n", encoding="utf-8")
    undo()
    assert {str(file) for file in killed.parent.iterdir()} == {first.rejected_file}
    assert second.rejected_file
    third = import_file(log_file(tmp_path, text("m3", to="?")))
    left = {str(file) for file in killed.parent.iterdir()}
    assert left == {first.rejected_file, third.rejected_file}


@pytest.mark.parametrize(("days", "stays"), [(30.1, False), (29.9, True)])
def test_a_file_of_rejected_rows_stays_for_thirty_days(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: float, *, stays: bool
) -> None:
    monkeypatch.setattr(upkeep, "CLEARED_EVERY_HOURS", -1)
    file = Path(str(import_file(log_file(tmp_path, text("m1", to="?"))).rejected_file))
    at = time.time() - days * DAY
    os.utime(file, (at, at))
    imported(log_file(tmp_path, text("m2")))
    assert file.exists() == stays
    assert len(rows_of("left_out")) == 1, "the table keeps the row"
