"""Imports in processes of their own, to be killed: forks of one that has loaded all modules, used none.

`python -m tests.chaos.killable_imports` reads orders, a line of JSON each, and tells line by line what they do.
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
from pathlib import Path
from typing import Self

from data.importer.recognize import formats
from data.tables import upkeep
from tests.chaos.import_steps import BEGUN, tell_writes
from tests.import_files import import_file

ROOT = Path(__file__).parents[2]
OVER = "over"


@dataclass
class Victim:
    """An import that runs: `marks` are the steps that it has told, each with its time in seconds."""

    pid: int
    _lines: subprocess.Popen[str]
    marks: list[tuple[str, float]] = field(default_factory=list)
    ended: int | None = None

    def wait_for(self, step: str) -> bool:
        """Wait until the import has told the step, or its end; whether it has told the step."""
        while not {step, OVER} & {told for told, _at in self.marks}:
            self._read()
        return step in dict(self.marks)

    def kill(self) -> None:
        """Kill it now, and wait for its end."""
        os.kill(self.pid, signal.SIGKILL)  # nobody else has its id: it is not reaped before end()
        self.end()

    @property
    def was_killed(self) -> bool:
        """Whether it was still alive when it was killed."""
        return self.ended == -signal.SIGKILL

    def end(self) -> int:
        """Wait for its end; its exit status, or less than 0 for a signal."""
        _order(self._lines, {})
        while self.ended is None:
            self._read()
        return self.ended

    def _read(self) -> None:
        assert self._lines.stdout
        told, _space, rest = self._lines.stdout.readline().strip().partition(" ")
        if told == "pid":
            self.pid = int(rest)
        elif told == "ended":
            self.ended = int(rest)
        else:
            self.marks.append((rest, float(told)))


class Victims:
    """Starts imports, one at a time; a context manager that ends its own process at the end."""

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

    def start(self, file: Path, district: Path) -> Victim:
        """Begin to take a file into the district's logs."""
        _order(self._process, {"file": str(file), "district": str(district)})
        victim = Victim(0, self._process)
        while not victim.pid:
            victim._read()
        return victim


def _order(process: subprocess.Popen[str], order: dict[str, str]) -> None:
    assert process.stdin
    process.stdin.write(json.dumps(order) + "\n")
    process.stdin.flush()


def main() -> None:
    """Start each import that is ordered, and reap it once the next line says so."""
    formats.services()  # read once for all: a third of the time of such a short import
    for line in iter(sys.stdin.readline, ""):
        pid = os.fork()
        if not pid:
            _import(**json.loads(line))
        _say(f"pid {pid}")
        sys.stdin.readline()
        _say(f"ended {os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])}")


def _import(file: str, district: str) -> None:
    try:
        os.environ["DISTRICT_TOML"] = district
        _tell(BEGUN)
        tell_writes(_tell)
        upkeep.SMALL_FILES = 1  # so that every import puts small files together
        import_file(Path(file), by="somebody", progress=lambda step, _share: _tell(step))
        _tell(OVER)
        os._exit(0)
    except BaseException:  # noqa: BLE001 - a fork must never go on as if it were the parent
        traceback.print_exc()
        _tell(OVER)
        os._exit(1)


def _tell(step: str) -> None:
    _say(f"{time.monotonic()} {step}")


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())  # at once and whole, whoever is killed next


if __name__ == "__main__":
    main()
