"""Each import runs in a process of its own, which ends with a word or is killed."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data import settings
from data.errors import Problem
from data.importer import take_in
from data.importer.order import ImportOrder
from data.jobs import import_process, priority, queue, worker
from data.tables import store
from tests.import_files import log_file, messages, number, text
from tests.queued import empty_queue, ended, failed, order, until

ROOT = Path(__file__).parents[3]
STARTS_ONE_AND_WAITS = """
import sys, time
from data.importer.order import ImportOrder
from data.jobs import queue
job = queue.start(ImportOrder.from_line(sys.stdin.readline()))
while job.process is None:
    time.sleep(0.01)
print(job.process, flush=True)
time.sleep(600)
"""


@pytest.fixture(autouse=True)
def _empty_queue() -> Iterator[None]:
    yield from empty_queue()


def test_an_order_is_the_same_when_the_process_reads_it() -> None:
    when, columns = datetime(2026, 9, 30, 5, tzinfo=UTC), {"result": "Status", "reason": ""}
    path, shown = Path("a/é\udcff.csv"), "é\udcff.zip/log.csv"
    given = ImportOrder(path, shown, None, "log", columns, "UTC", when, "Ana", place=3)
    assert ImportOrder.from_line(given.as_line()) == given


def test_an_outcome_is_told_as_whoever_takes_the_file_in_would_be(tmp_path: Path) -> None:
    rows = [text("m1", when="2025-11-02 01:30"), text("m2", to="?")]
    job = ended(queue.start(order(tmp_path, *rows)))
    there = str(tmp_path / "elsewhere")
    alone = take_in(log_file(tmp_path, *rows), uri=there)
    assert job.outcome
    assert job.outcome.notes
    assert replace(job.outcome, rejected_file=None) == replace(alone, rejected_file=None)


def test_a_problem_arrives_whole(tmp_path: Path) -> None:
    given = order(tmp_path, text("m1"), columns={"result": "Fax"})
    with pytest.raises(Problem) as told:
        take_in(given.path, format_id="log", columns=given.columns)
    job = ended(queue.start(given))
    assert "not there" in failed(job)
    assert str(job.problem) == str(told.value)
    assert not given.path.parent.exists()


def test_the_words_of_a_fault_leave_its_process_nowhere(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_order: object) -> None:
        raise ValueError(number(1))

    given = order(tmp_path, text("m1"))
    line = tmp_path / "order"
    line.write_text(f"{given.as_line()}\n", encoding="ascii")
    monkeypatch.setattr(store, "commit", fail)
    monkeypatch.setattr(priority, "give_way", lambda: None)  # of the tests' own process
    with line.open(encoding="ascii") as stdin, caplog.at_level(logging.ERROR):
        monkeypatch.setattr(sys, "stdin", stdin)
        worker.main()
        said = capsys.readouterr()
        problem = import_process.fault_of_ours("ValueError at store.py:1", given.file_name)
    assert '"fault": "ValueError at ' in said.out
    assert number(1) not in f"{said}{problem}{caplog.text}"
    assert "ValueError at store.py:1" in caplog.text
    assert messages() == {}


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such signals")
def test_an_import_that_is_killed_ends_with_what_to_do_and_the_next_one_begins(
    tmp_path: Path, logs: str
) -> None:
    given = order(tmp_path, text("m1"))
    with store.import_lock(logs):
        killed, after = queue.start(given), queue.start(order(tmp_path, text("m2"), name="next.csv"))
        until(lambda: killed.process)
        assert killed.process
        os.kill(killed.process, signal.SIGKILL)
        assert "was ended from outside before it was done; nothing was stored" in failed(killed)
    assert killed.problem
    assert "memory" in killed.problem.next_step
    assert not given.path.parent.exists()
    assert ended(after).state == "done"
    assert set(messages()) == {"m2"}


@pytest.mark.parametrize("rows", [(text("m1"),), (text("m1"), text("m2", to="?"))])
def test_an_import_that_is_killed_once_it_is_stored_is_told_as_done(
    tmp_path: Path, rows: tuple[tuple[object, ...], ...]
) -> None:
    before = datetime.now(UTC)
    file = log_file(tmp_path, *rows)
    done = take_in(file)
    given = ImportOrder(file, "log.csv", format_id="log", by="Ana")
    assert import_process._killed(given, before, -9) == done
    with pytest.raises(Problem, match="nothing was stored"):
        import_process._killed(given, datetime.now(UTC), -9)


@pytest.mark.skipif(os.name == "nt", reason="Windows has priorities of another kind")
def test_imports_run_at_low_priority(tmp_path: Path, logs: str) -> None:
    file = log_file(tmp_path, text("m2"), name="next.csv")
    command = [sys.executable, "-m", "data", "import", str(file)]
    with store.import_lock(logs):
        job = queue.start(order(tmp_path, text("m1")))
        until(lambda: job.process)
        nightly = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        lower = min(os.getpriority(os.PRIO_PROCESS, 0) + priority.NICE, 19)
        until(lambda: os.getpriority(os.PRIO_PROCESS, nightly.pid) == lower)
        until(lambda: os.getpriority(os.PRIO_PROCESS, job.process or 0) == lower)
    assert nightly.wait(60) == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such groups")
def test_an_import_goes_on_when_its_server_is_killed(tmp_path: Path, logs: str) -> None:
    given = order(tmp_path, text("m1"))
    with store.import_lock(logs):
        server = subprocess.Popen(
            [sys.executable, "-c", STARTS_ONE_AND_WAITS],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        server.stdin.write(f"{given.as_line()}\n")  # type: ignore[union-attr]
        server.stdin.flush()  # type: ignore[union-attr]
        assert server.stdout.readline().strip().isdigit()  # type: ignore[union-attr]
        os.killpg(server.pid, signal.SIGKILL)  # all of its group, as Ctrl+C in a terminal meets all of it
        server.communicate()
    until(lambda: store.newest_number(settings.load().logs) > 0)
    assert set(messages()) == {"m1"}
    until(lambda: not given.path.parent.exists())
