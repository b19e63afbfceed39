"""Every writer takes the store's lock: nothing is lost, and an undo undoes what was meant."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pyarrow as pa
import pytest
from filelock import FileLock

from data import settings
from data.errors import Problem
from data.tables import reminders, store, used_stores
from data.tables.schemas import REMINDERS, SCHEMAS
from data.tables.undo import undo
from tests.import_files import import_file, imported, log_file, messages, rows_of, text

BATCHES = 6  # of each process, beside as many that it undoes


@pytest.fixture(autouse=True)
def _set_up(logs: str) -> None:
    """Tables without rows."""
    store.create(logs)


def _record(uri: str, made_by: str = "ann", filters: str = "one") -> str:
    columns = [REMINDERS.field(name) for name in ("number", "part")]
    numbers = pa.Table.from_pylist([{"number": 12125550101, "part": "paper"}], schema=pa.schema(columns))
    return reminders.record_batch(uri, numbers, made_by=made_by, filters=filters)


@pytest.mark.parametrize("number_before", [0, 1])
def test_an_undo_never_undoes_an_import_that_ended_while_it_waited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number_before: int
) -> None:
    for _place in range(number_before):
        imported(log_file(tmp_path, text("m1"), name="first.csv"))
    lock = store.import_lock

    @contextmanager
    def after_another_import(uri: str, **options: str) -> Iterator[None]:
        monkeypatch.setattr(store, "import_lock", lock)
        imported(log_file(tmp_path, text("m2"), name="second.csv"))
        with lock(uri, **options):  # type: ignore[arg-type]
            yield

    monkeypatch.setattr(store, "import_lock", after_another_import)
    expected = r"which is now “second\.csv”" if number_before else "no import to undo"
    with pytest.raises(Problem, match=expected):
        undo()
    assert all(row["undone_at"] is None for row in rows_of("imports"))
    if number_before:
        assert set(messages()) == {"m1", "m2"}


def test_a_batch_waits_for_an_import_and_neither_loses_anything(logs: str) -> None:
    with ThreadPoolExecutor(1) as pool:
        with store.import_lock(logs):
            before = store.newest(logs)
            store.append(logs, "left_out", pa.Table.from_pylist([{"line": 7}], schema=SCHEMAS["left_out"]))
            recording = pool.submit(_record, logs)
            with pytest.raises(TimeoutError):
                recording.result(timeout=0.3)
            after = store.commit(before, {"import_id": "999999-by-hand"})
            assert rows_of("reminders") == []
        batch_id = recording.result()
    assert {row["run_id"] for row in rows_of("reminders")} == {batch_id}
    assert [row["line"] for row in after.table("left_out").to_pylist()] == [7]


def test_a_batch_is_refused_while_an_import_runs_for_long(
    logs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch_id = _record(logs)
    monkeypatch.setattr(store, "LOCK_SECONDS", 0)
    with store.import_lock(logs):
        with pytest.raises(Problem, match="The stored data is being changed") as refused:
            _record(logs)
        assert "make the batch again" in refused.value.next_step
        with pytest.raises(Problem, match="The stored data is being changed") as refused:
            reminders.undo_batch(logs, batch_id)
        assert "undo the batch again" in refused.value.next_step
    assert {row["run_id"] for row in rows_of("reminders")} == {batch_id}


def _record_and_undo(uri: str, made_by: str) -> None:
    """Record batches, and undo every second one."""
    for place in range(2 * BATCHES):
        batch_id = _record(uri, made_by, f"{place}")
        if place % 2:
            reminders.undo_batch(uri, batch_id)


def test_two_processes_that_record_and_undo_batches_lose_none(
    logs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A new process runs the main module again. Tests of pages leave a script of theirs as that.
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    spawning = multiprocessing.get_context("spawn")
    processes = [spawning.Process(target=_record_and_undo, args=(logs, name)) for name in ("ann", "bob")]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    kept = sorted((row["made_by"], row["asked"]) for row in rows_of("reminders"))
    assert kept == sorted((name, f"{2 * place}") for name in ("ann", "bob") for place in range(BATCHES))


def test_a_look_at_the_data_does_not_wait_for_another_that_remembers_it(logs: str, tmp_path: Path) -> None:
    import_file(log_file(tmp_path, text("m1")))
    memory = settings.own_folder() / "used-stores.json"
    memory.unlink()
    with FileLock(memory.with_suffix(".lock")):
        assert used_stores.district_logs() == logs
        assert not memory.exists()
    used_stores.district_logs()
    assert memory.exists()
