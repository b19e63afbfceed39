"""The import command on a disk that is full from one step on: a process for every step.

`python -m tests.chaos.full_disk FILE MEMORY DISTRICT STEP BYTES [DISTRICT STEP BYTES …]` prints a line of
JSON for each: the exit status, and what the command wrote to its standard output and error. From the step
on (see import_steps.py; `started` is from the start) the system lets no file grow beyond so many bytes.
What doesn't fit the memory, such as 2GB, goes to the disk.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import traceback

from data import engine
from data.__main__ import main as command
from data.importer.recognize import formats
from data.jobs import child_process
from data.tables import upkeep
from tests.chaos.import_steps import STARTED, report_writes


def main(file: str, memory: str, *cases: str) -> None:
    """Import the file into every district; in forks, which don't load the modules again."""
    formats.services()  # read once for all, as the modules are
    defaults = engine.connect.__kwdefaults__ or {}
    defaults["memory"] = memory
    for district, step, limit in zip(cases[::3], cases[1::3], cases[2::3], strict=True):
        print(json.dumps(_result(file, district, step, int(limit))), flush=True)


def _result(file: str, district: str, step: str, limit: int) -> tuple[int, str, str]:
    pipes = [os.pipe(), os.pipe()]
    fork = os.fork()
    if not fork:
        for place, (_end, written) in enumerate(pipes, start=1):
            os.dup2(written, place)
        _command(file, district, step, limit)
    for _end, written in pipes:
        os.close(written)
    output = [open(end, encoding="utf-8").read() for end, _written in pipes]  # noqa: PTH123, SIM115
    return os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1]), output[0], output[1]


def _command(file: str, district: str, step: str, limit: int) -> None:
    def fill_at(reported: str) -> None:
        if reported == step:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write that is too long fails, as on a full disk
    os.environ["DISTRICT_TOML"] = district
    status = 1
    try:
        report_writes(fill_at)
        upkeep.SMALL_FILES = 1  # so that the import compacts small files
        fill_at(STARTED)
        status = command(["import", file, "--by", "somebody"])
    except BaseException:  # noqa: BLE001 - a fork must never go on as if it were the parent
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    child_process.without_pandas()
    main(*sys.argv[1:])
