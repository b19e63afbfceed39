"""An import of the page, in a process of its own: its server is killed, or the process itself.

`python -m tests.chaos.faults.queued_imports FILE` is such a server. It prints the id of the process of its
import, and how the import ended.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from data import settings
from data.importer import ImportOrder
from data.jobs import queue
from data.tables import store
from tests.chaos import exports
from tests.chaos.kill_rounds import AFTER, INSIDE, ROOT, Rounds, Undisturbed, logs_of
from tests.chaos.killable_imports import BY
from tests.chaos.store_states import failures_of

LOADING_SECONDS = 1.0  # that a process of an import takes before it begins
LOCK_SECONDS = 60
SENT = "sent"


def kill_the_server(rounds: Rounds, chance: random.Random) -> list[str]:
    """Kill the server at a random moment; its import goes on."""
    return _kill(rounds, chance, kills_server=True)


def kill_the_worker(rounds: Rounds, chance: random.Random) -> list[str]:
    """Kill the process of the import at a random moment; its server says what became of it."""
    return _kill(rounds, chance, kills_server=False)


def _kill(rounds: Rounds, chance: random.Random, *, kills_server: bool) -> list[str]:
    name = chance.choice([name for name in exports.IMPORTS if name != exports.FIRST_OF_ALL])
    expected = rounds.undisturbed(name)
    before = len(rounds.report.failures)
    with rounds.copy(name) as district, _serving(expected, district) as server:
        assert server.stdout
        worker = int(server.stdout.readline())
        (_first, began), (_last, ended) = expected.marks[0], expected.marks[-1]
        time.sleep(chance.uniform(0, LOADING_SECONDS + ended - began))
        with suppress(ProcessLookupError):
            os.kill(server.pid if kills_server else worker, signal.SIGKILL)
        last = server.stdout.read().strip()
        server.wait()
        _wait_for_end(worker)
        place = AFTER if kills_server or last == "done" else INSIDE
        rounds.compare(expected, district, place, f"with “{last}” as its end")
        rounds.write(expected, district)
        rounds.compare(expected, district, AFTER, "after another import")
        shutil.rmtree(Path(logs_of(district), "work", SENT))  # a start of the server would clear it
        findings = failures_of(logs_of(district))
    failures = rounds.report.failures[before:]
    del rounds.report.failures[before:]
    return [*failures, *(f"{name}: {finding}" for finding in findings)]


def _serving(expected: Undisturbed, district: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.chaos.faults.queued_imports", str(expected.file)],
        cwd=ROOT,
        env={**os.environ, "DISTRICT_TOML": str(district)},
        stdout=subprocess.PIPE,
        text=True,
    )


def _wait_for_end(process: int) -> None:
    until = time.monotonic() + LOCK_SECONDS
    while Path(f"/proc/{process}").exists() and time.monotonic() < until:
        if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.05)


def main(file: str) -> None:
    """Queue an import as the page does, and print how it ends."""
    folder = store.workspace(settings.load().logs) / SENT / "one"
    folder.mkdir(parents=True)
    path = Path(shutil.copy2(file, folder))
    job = queue.start(ImportOrder(path, file_name=path.name, by=BY))
    while job.process is None and job.is_under_way:
        time.sleep(0.005)
    print(job.process or 0, flush=True)
    while job.is_under_way:
        time.sleep(0.01)
    print(job.state, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
