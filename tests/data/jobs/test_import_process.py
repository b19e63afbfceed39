"""Each import runs in a process of its own, which sends how it ended or is killed."""

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
from data.importer.order import ImportOrder
from data.jobs import child_process, import_process, queue, worker
from data.tables import store
from tests.import_files import import_file, log_file, messages, number, text
from tests.queued import empty_queue, ended, failed, order, until

ROOT = Path(__file__).parents[3]
SERVER = """
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
    path, file_name = Path("a/é\udcff.csv"), "é\udcff.zip/log.csv"
    ordered = ImportOrder(path, file_name, None, "log", columns, "UTC", when, "Ana", place=3)
    assert ImportOrder.from_line(ordered.as_line()) == ordered


def test_an_outcome_is_the_one_of_an_import_without_a_process(tmp_path: Path) -> None:
    rows = [text("m1", when="2025-11-02 01:30"), text("m2", to="?")]
    job = ended(queue.start(order(tmp_path, *rows)))
    alone = import_file(log_file(tmp_path, *rows), uri=str(tmp_path / "elsewhere"))
    assert job.outcome
    assert job.outcome.notes
    assert replace(job.outcome, rejected_file=None) == replace(alone, rejected_file=None)


def test_problem_arrives_complete(tmp_path: Path) -> None:
    ordered = order(tmp_path, text("m1"), columns={"result": "Fax"})
    with pytest.raises(Problem) as expected:
        import_file(ordered.path, format_id="log", columns=ordered.columns)
    job = ended(queue.start(ordered))
    assert failed(job) == expected.value.what_happened
    assert str(job.problem) == str(expected.value)
    assert not ordered.path.parent.exists()


def test_the_text_of_an_error_never_leaves_its_process(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_order: object) -> None:
        raise ValueError(number(1))

    ordered = order(tmp_path, text("m1"))
    line = tmp_path / "order"
    line.write_text(f"{ordered.as_line()}\n", encoding="ascii")
    monkeypatch.setattr(store, "commit", fail)
    monkeypatch.setattr(child_process, "lower_priority", lambda _niceness: None)  # of this process
    with line.open(encoding="ascii") as stdin, caplog.at_level(logging.ERROR):
        monkeypatch.setattr(sys, "stdin", stdin)
        worker.main()
        output = capsys.readouterr()
        problem = import_process.unexpected_error("ValueError at store.py:1", ordered.file_name)
    assert '"error": "ValueError at ' in output.out
    assert problem.what_happened == (
        "Something went wrong on our side (ValueError). Nothing was stored, and the details are in the "
        "server log."
    )
    assert number(1) not in f"{output}{problem}{caplog.text}"
    assert "ValueError at store.py:1" in caplog.text
    assert messages() == {}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_a_killed_import_says_what_to_do_and_the_next_one_begins(tmp_path: Path, logs: str) -> None:
    ordered = order(tmp_path, text("m1"))
    with store.import_lock(logs):
        killed, after = queue.start(ordered), queue.start(order(tmp_path, text("m2"), name="next.csv"))
        until(lambda: killed.process)
        assert killed.process
        os.kill(killed.process, signal.SIGKILL)
        assert failed(killed) == "This import was stopped before it finished. Nothing was stored."
    assert killed.problem
    assert "memory" in killed.problem.next_step
    assert not ordered.path.parent.exists()
    assert ended(after).state == "done"
    assert set(messages()) == {"m2"}


@pytest.mark.parametrize("rows", [(text("m1"),), (text("m1"), text("m2", to="?"))])
def test_an_import_killed_after_it_was_stored_counts_as_done(
    tmp_path: Path, rows: tuple[tuple[object, ...], ...]
) -> None:
    before = datetime.now(UTC)
    file = log_file(tmp_path, *rows)
    done = import_file(file)
    ordered = ImportOrder(file, "log.csv", format_id="log", by="Ana")
    assert import_process._outcome_if_killed(ordered, before, -9) == done
    with pytest.raises(Problem, match="Nothing was stored"):
        import_process._outcome_if_killed(ordered, datetime.now(UTC), -9)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other priorities")
def test_imports_run_at_low_priority(tmp_path: Path, logs: str) -> None:
    file = log_file(tmp_path, text("m2"), name="next.csv")
    command = [sys.executable, "-m", "data", "import", str(file)]
    with store.import_lock(logs):
        job = queue.start(order(tmp_path, text("m1")))
        until(lambda: job.process)
        nightly = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        lower = min(os.getpriority(os.PRIO_PROCESS, 0) + child_process.IMPORT_NICENESS, 19)
        until(lambda: os.getpriority(os.PRIO_PROCESS, nightly.pid) == lower)
        until(lambda: os.getpriority(os.PRIO_PROCESS, job.process or 0) == lower)
    assert nightly.wait(60) == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such groups")
def test_an_import_goes_on_when_its_server_is_killed(tmp_path: Path, logs: str) -> None:
    ordered = order(tmp_path, text("m1"))
    with store.import_lock(logs):
        server = subprocess.Popen(
            [sys.executable, "-c", SERVER],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        server.stdin.write(f"{ordered.as_line()}\n")  # type: ignore[union-attr]
        server.stdin.flush()  # type: ignore[union-attr]
        assert server.stdout.readline().strip().isdigit()  # type: ignore[union-attr]
        os.killpg(server.pid, signal.SIGKILL)  # its whole group, as Ctrl+C in a terminal does
        server.communicate()
    until(lambda: store.newest_number(settings.load().logs) > 0)
    assert set(messages()) == {"m1"}
    until(lambda: not ordered.path.parent.exists())
