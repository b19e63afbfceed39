"""Import a file and die at one step, as if the power had failed: a process for every step.

`python -m tests.chaos.die_at_step FILE DISTRICT STEP [DISTRICT STEP …]` prints the exit status of each. A
step is one that the import reports, or `before`, `inside` or `after` a write to a table.
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

from data.importer.recognize import formats
from data.jobs import child_process
from tests.chaos.import_steps import report_writes
from tests.import_files import import_file

DIED = 9


def main(file: str, *pairs: str) -> None:
    """Import the file into every district, dying at its step; in forks, which load no modules."""
    formats.services()  # read once for all, as the modules are
    forks = [_fork(file, district, step) for district, step in zip(pairs[::2], pairs[1::2], strict=True)]
    print(*(os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1]) for fork in forks))


def _fork(file: str, district: str, step: str) -> int:
    fork = os.fork()
    if fork:
        return fork
    try:
        os.environ["DISTRICT_TOML"] = district
        _import(Path(file), step)
        os._exit(0)
    except BaseException:  # noqa: BLE001 - a fork must never go on as if it were the parent
        traceback.print_exc()
        os._exit(1)


def _import(file: Path, last_step: str) -> None:
    def die_at(step: str) -> None:
        if step == last_step:
            os._exit(DIED)

    report_writes(die_at)
    import_file(file, by="somebody", progress=lambda step, _share: die_at(step))


if __name__ == "__main__":
    child_process.without_pandas()
    main(*sys.argv[1:])
