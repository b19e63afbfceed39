"""Processes that record something and then send it, killed at random moments: nothing is sent unrecorded.

`python -m tests.chaos.faults.record_kills FOLDER KILLS SEED` prints a report as JSON. Two processes write
at once. A power cut can also tear what isn't on the disk yet, which a kill doesn't: some ends are cut by
hand.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from data import record, settings
from data.record import end_note, files
from data.record.entry import Entry, read
from tests.house.project import ROOT

WRITERS = 2
LONGEST_SECONDS = 0.04  # some ten entries of one process


@dataclass
class Report:
    """How many processes were killed, and what they left; `failures` are sentences."""

    kills: int = 0
    entries: int = 0
    sent: int = 0
    torn: int = 0
    marked: int = 0
    failures: list[str] = field(default_factory=list)


def report(folder: Path, kills: int, seed: int) -> Report:
    """Kill so many processes that use a district of this folder, in a process of its own."""
    settings_file = folder / "district.toml"
    settings_file.write_text('logs = "logs"\n', encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", __name__, str(folder), str(kills), str(seed)],
        cwd=ROOT,
        env={**os.environ, "DISTRICT_TOML": str(settings_file), "XDG_DATA_HOME": str(folder / "own")},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Report(**json.loads(ended.stdout))


def _kill_all(sent: Path, kills: int, chance: random.Random) -> Report:
    seen = Report()
    while seen.kills < kills and not seen.failures:
        writers = [_started(sent) for _writer in range(min(WRITERS, kills - seen.kills))]
        for writer in writers:
            time.sleep(chance.uniform(0, LONGEST_SECONDS))
            os.kill(writer, signal.SIGKILL)
            os.waitpid(writer, 0)
            seen.kills += 1
        seen.failures += _failures(sent)
        if chance.random() < 1 / 3:
            seen.torn += _torn(chance, sent)
    record.write("the end", "sign_out")  # marks what the last process left
    seen.failures += _failures(sent)
    verdict = record.verify()
    seen.entries, seen.marked, seen.sent = verdict.entries, verdict.half_lines, len([*_sent(sent)])
    if seen.marked != seen.torn:
        seen.failures.append(f"{seen.torn} ends were torn, and {seen.marked} are marked")
    return seen


def _started(sent: Path) -> int:
    """Fork a process that records and sends until it is killed; return its id."""
    child = os.fork()
    if child:
        return child
    try:
        target = os.open(sent, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        while True:
            entry = record.write(str(os.getpid()), "download", about="messages", rows=1, masked=False)
            os.write(target, f"{entry.number} {entry.hash}\n".encode())
    finally:  # a fork must never go on as if it were the parent
        os._exit(1)


def _failures(sent: Path) -> Iterator[str]:
    """Yield what was sent without its entry, and what the verification finds."""
    hashes = {f"{entry.number} {entry.hash}" for entry in _entries()}
    for line in _sent(sent):
        if line not in hashes:
            yield f"{line} was sent without its entry"
    verdict = record.verify()
    yield from (finding for finding in (verdict.broken, verdict.cut_off) if finding)


def _torn(chance: random.Random, sent: Path) -> int:
    """Cut through the last entry if nobody has seen it yet: return whether it was, as a number."""
    folder = Path(settings.load().record)
    end, note = files.end(folder), end_note.read(folder)
    last = end.last
    if not (end.file and last and note) or end.half_line or note.number >= last.number:
        return 0
    if f"{last.number} {last.hash}" in _sent(sent):
        return 0
    os.truncate(end.file, end.file.stat().st_size - chance.randint(2, len(last.as_line()) - 1))
    return 1


def _entries() -> Iterator[Entry]:
    for file in files.every(Path(settings.load().record)):
        yield from (entry for line in file.read_bytes().splitlines() if (entry := read(line)))


def _sent(sent: Path) -> list[str]:
    return sent.read_text(encoding="ascii").splitlines() if sent.exists() else []


if __name__ == "__main__":
    own_folder, times, seed_of_all = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    killed = _kill_all(own_folder / "sent", times, random.Random(seed_of_all))
    print(json.dumps(asdict(killed)))
