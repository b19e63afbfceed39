"""Writers in child processes, to be killed: forks of one that has loaded all modules and used none.

Each one imports a file, undoes an import, or records or undoes a reminder batch.

`python -m tests.chaos.killable_imports` reads an order per line, in JSON, and writes a line per event.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import traceback
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

import pyarrow as pa
import time_machine

from data import settings
from data.importer.recognize import formats
from data.jobs import child_process
from data.tables import reminders, store, upkeep
from data.tables.undo import undo
from tests.chaos.import_steps import STARTED, report_writes
from tests.import_files import import_file

ROOT = Path(__file__).parents[2]
OVER = "over"
BY = "somebody"
IMPORT, UNDO, BATCH, UNDO_BATCH = "import", "undo", "batch", "undo of a batch"


@dataclass
class ImportFork:
    """A running import: `marks` are the steps that it has reported, each with its time in seconds."""

    pid: int
    _server: subprocess.Popen[str]
    marks: list[tuple[str, float]] = field(default_factory=list)
    exit_status: int | None = None

    def wait_for(self, step: str) -> bool:
        """Wait until the import has reported the step or its end; return whether it was the step."""
        while not {step, OVER} & {reported for reported, _at in self.marks}:
            self.read_event()
        return step in dict(self.marks)

    def kill(self) -> None:
        """Kill it now, and wait for its end."""
        os.kill(self.pid, signal.SIGKILL)  # its id can't belong to another process before wait() reaps it
        self.wait()

    @property
    def was_killed(self) -> bool:
        """Return whether it was still alive when it was killed."""
        return self.exit_status == -signal.SIGKILL

    def wait(self) -> int:
        """Wait for its end; return its exit status, negative for a signal."""
        _send(self._server, {})
        while self.exit_status is None:
            self.read_event()
        return self.exit_status

    def read_event(self) -> None:
        """Read one line: the process id, the exit status, or a step with its time."""
        assert self._server.stdout
        first, _space, rest = self._server.stdout.readline().strip().partition(" ")
        if first == "pid":
            self.pid = int(rest)
        elif first == "ended":
            self.exit_status = int(rest)
        else:
            self.marks.append((rest, float(first)))


class ImportForks:
    """Starts imports, one at a time; a context manager that ends its own process."""

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "tests.chaos.killable_imports"]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        assert self._process.stdin
        if kind:
            self._process.kill()
        self._process.stdin.close()
        self._process.wait()

    def start(
        self, file: Path, district: Path, operation: str = IMPORT, *, days_back: int = 0
    ) -> ImportFork:
        """Start to write into the district's logs, with the clock set back by so many days."""
        order = {"file": str(file), "district": str(district), "operation": operation}
        _send(self._process, {**order, "days_back": str(days_back)})
        fork = ImportFork(0, self._process)
        while not fork.pid:
            fork.read_event()
        return fork


def _send(process: subprocess.Popen[str], order: dict[str, str]) -> None:
    assert process.stdin
    process.stdin.write(json.dumps(order) + "\n")
    process.stdin.flush()


def main() -> None:
    """Fork an import for each order, and reap it when the next line arrives."""
    formats.services()  # read once for all: a third of the time of such a short import
    for line in iter(sys.stdin.readline, ""):
        pid = os.fork()
        if not pid:
            _run(**json.loads(line))
        _write(f"pid {pid}")
        sys.stdin.readline()
        _write(f"ended {os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])}")


def record_batch(uri: str) -> str:
    """Record a reminder batch of 300 fictional numbers; return its id."""
    numbers = pa.table(
        {"number": [12125550100 + place % 100 for place in range(300)], "part": ["paper"] * 300}
    )
    return reminders.record_batch(uri, numbers, made_by=BY, filters="All schools")


def _run(file: str, district: str, operation: str, days_back: str) -> None:
    try:
        os.environ["DISTRICT_TOML"] = district
        _report(STARTED)
        report_writes(_report)
        upkeep.SMALL_FILES = 1  # so that every import compacts small files
        if int(days_back):
            now = datetime.now(UTC) - timedelta(days=int(days_back))
            time_machine.travel(now, tick=True).start()
        _write_to_store(Path(file), operation, settings.load().logs)
        _report(OVER)
        os._exit(0)
    except BaseException:  # noqa: BLE001 - a fork must never go on as if it were the parent
        traceback.print_exc()
        _report(OVER)
        os._exit(1)


def _write_to_store(file: Path, operation: str, uri: str) -> None:
    match operation:
        case "undo":
            undo(by=BY, uri=uri)
        case "batch":
            record_batch(uri)
        case "undo of a batch":
            batches = store.newest(uri).table("reminders")["run_id"].to_pylist()
            reminders.undo_batch(uri, batches[-1])
        case _:
            import_file(file, by=BY, progress=lambda step, _share: _report(step))


def _report(step: str) -> None:
    _write(f"{time.monotonic()} {step}")


def _write(line: str) -> None:
    os.write(1, f"{line}\n".encode())  # at once and whole, even if this process is killed next


if __name__ == "__main__":
    child_process.without_pandas()
    main()
