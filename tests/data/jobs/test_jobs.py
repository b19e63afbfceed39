"""Imports that run while people go on clicking: one after the other, in the order of confirming."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from data.jobs import queue
from data.tables import store
from tests.import_files import imported_files, messages, rows_of, text
from tests.queued import empty_queue, ended, failed, order, until


@pytest.fixture(autouse=True)
def _empty_queue() -> Iterator[None]:
    yield from empty_queue()


def test_an_import_runs_to_its_end_and_its_upload_is_removed(tmp_path: Path) -> None:
    first_order = order(tmp_path, text("m1"), text("m2", to="?"))
    job = queue.start(first_order)
    assert queue.every() == [job]
    ended(job)
    assert (job.state, job.step, job.share, job.problem) == ("done", "Done", 1.0, None)
    assert job.outcome is not None
    assert (job.outcome.file, job.outcome.stored, job.outcome.rejected) == ("log.csv", 1, 1)
    assert Path(job.outcome.rejected_file or "").is_file()
    assert not first_order.path.parent.exists()
    assert set(messages()) == {"m1"}


@pytest.mark.parametrize("fails_in_the_process", [True, False])
def test_unexpected_error_is_shown_and_the_next_import_begins(
    tmp_path: Path, *, fails_in_the_process: bool
) -> None:
    no_name = ["no", "name"] if fails_in_the_process else {"no JSON"}
    faulty = order(tmp_path, text("m1"), columns={"result": no_name})
    first, second = queue.start(faulty), queue.start(order(tmp_path, text("m2"), name="next.csv"))
    assert "went wrong on our side (TypeError). Nothing was stored" in failed(first)
    assert ended(second).state == "done"
    assert set(messages()) == {"m2"}


def test_files_are_imported_one_by_one_in_the_order_of_confirming(tmp_path: Path, logs: str) -> None:
    names = ["b.csv", "a.csv", "c.csv"]
    with store.import_lock(logs):  # as another process would hold it
        begun = [
            queue.start(order(tmp_path, text("m1"), text(f"m{name}"), name=name, by=by))
            for name, by in zip(names, ("Ana", "Sam", "Ana"), strict=True)
        ]
        until(lambda: begun[0].process)
        assert [job.state for job in queue.every()] == ["running", "waiting", "waiting"]
        assert [job.file_name for job in queue.every()] == names
        queue.forget()
        assert queue.every() == begun
    assert [ended(job).state for job in begun] == ["done"] * 3
    assert imported_files() == names
    people = {row["file_name"]: row["imported_by"] for row in rows_of("imports")}
    assert people == dict(zip(names, ("Ana", "Sam", "Ana"), strict=True))
    assert [job.outcome.unchanged for job in begun if job.outcome] == [0, 1, 1]
    assert len({job.process for job in begun}) == 3


def test_failed_file_does_not_stop_the_queue(tmp_path: Path, logs: str) -> None:
    with store.import_lock(logs):
        bad = queue.start(order(tmp_path, text("m1"), name="bad.csv", columns={"result": "Fax"}))
        good = queue.start(order(tmp_path, text("m2"), name="good.csv"))
    assert ended(good).state == "done"
    assert bad.state == "failed"
    assert set(messages()) == {"m2"}


def test_people_who_confirm_at_once_share_one_queue(tmp_path: Path) -> None:
    orders = [order(tmp_path, text(f"m{n}"), name=f"{n}.csv") for n in range(6)]
    begun: list[queue.Job] = []
    people = [threading.Thread(target=lambda one=one: begun.append(queue.start(one))) for one in orders]
    for person in people:
        person.start()
    for person in people:
        person.join()
    running = 0
    while queue.is_busy():
        time.sleep(0.01)
        running = max(running, sum(job.state == "running" for job in queue.every()))
    assert running == 1
    assert {job.state for job in begun} == {"done"}
    assert len(imported_files()) == 6


def test_imports_of_servers_that_share_a_store_take_turns(tmp_path: Path, logs: str) -> None:
    with FileLock(store.workspace(logs) / "queue.lock"):  # as another server would hold it
        job = queue.start(order(tmp_path, text("m1")))
        until(lambda: job.step == "Waiting for another import")
        assert (job.state, job.process) == ("running", None)
    assert ended(job).state == "done"
    assert set(messages()) == {"m1"}


def test_finished_imports_leave_the_queue_when_the_next_ones_begin(tmp_path: Path) -> None:
    first = ended(queue.start(order(tmp_path, text("m1"), name="1.csv")))
    assert queue.every() == [first]
    second = ended(queue.start(order(tmp_path, text("m2"), name="2.csv")))
    assert queue.every() == [second]
    queue.forget()
    assert queue.every() == []
