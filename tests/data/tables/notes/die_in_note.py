"""Write a note and die at one step, as if the power had failed: a process for every step.

`python -m tests.data.tables.notes.die_in_note DISTRICT STEP [DISTRICT STEP …]` prints the exit status of
each. Steps are those of tests/chaos/import_steps.py.
"""

from __future__ import annotations

import os
import sys
from datetime import date

from data.tables import notes, used_stores
from tests.chaos.die_at_step import DIED
from tests.chaos.import_steps import report_writes

DAY = date(2026, 10, 5)
WRITTEN = "Snow day"


def main(*pairs: str) -> None:
    """Write a note into every district, dying at its step; in forks, which load no modules."""
    forks = [_fork(district, step) for district, step in zip(pairs[::2], pairs[1::2], strict=True)]
    statuses = [os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1]) for fork in forks]
    sys.stdout.write(f"{' '.join(map(str, statuses))}\n")


def _fork(district: str, last_step: str) -> int:
    fork = os.fork()
    if fork:
        return fork
    try:
        os.environ["DISTRICT_TOML"] = district
        report_writes(lambda step: os._exit(DIED) if step == last_step else None)
        notes.add(used_stores.district_logs(), notes.Draft(DAY, DAY, WRITTEN))
    finally:
        os._exit(0)  # a fork must never go on as if it were the parent


if __name__ == "__main__":
    main(*sys.argv[1:])
