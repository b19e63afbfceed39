"""`python -m tests.mutants.runner`: a process with every library loaded, to fork and run tests.

It reads one order per line from standard input, as JSON: `tests` (of pytest), `seconds` (at most), and
`recorded` (a file for what each test touches, or null). It answers each with a line: `status` (pytest's
exit status, or null after `seconds`), `failed` (the first test that failed, or null) and `printed`.
A mutant costs the import of the project's own modules this way, and not that of its libraries.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import select
import signal
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

import pytest

from tests.mutants.recorder import FirstFailure, Recorder

LIBRARIES = (
    *("pyarrow", "pyarrow.compute", "pyarrow.csv", "pyarrow.parquet", "pyarrow.dataset", "pyarrow.fs"),
    *("duckdb", "deltalake", "babel.dates", "babel.messages.pofile", "phonenumbers", "python_calamine"),
    *("openpyxl", "sqlglot", "tomllib", "filelock", "xxhash", "coverage"),
)
OPTIONS = (
    *("-x", "-q", "-o", "addopts=", "--import-mode=importlib"),
    *("-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:pytest_cov", "--tb=short"),
)


def main() -> None:
    """Answer orders until standard input ends."""
    for name in LIBRARIES:
        importlib.import_module(name)
    answers = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        answers.write(json.dumps(_run(json.loads(line))) + "\n")
        answers.flush()


def _run(order: dict[str, Any]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="sms-mutant-") as folder:
        child = os.fork()
        if child == 0:
            _be_the_child(order, Path(folder))
        status = _status(child, order["seconds"])
        failed, printed = Path(folder, "failed"), Path(folder, "printed")
        return {
            "status": status,
            "failed": failed.read_text(encoding="utf-8") if failed.exists() else None,
            "printed": printed.read_text(encoding="utf-8", errors="replace")[-4000:],
        }


def _be_the_child(order: dict[str, Any], folder: Path) -> None:
    status = 3
    try:
        os.setsid()
        output = os.open(folder / "printed", os.O_CREAT | os.O_WRONLY)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(output, 1)
        os.dup2(output, 2)
        plugins: list[object] = [FirstFailure(folder / "failed")]
        if order["recorded"]:
            plugins.append(Recorder(Path(order["recorded"])))
        else:
            # A file that changes twice within a second would be taken from the cache.
            sys.dont_write_bytecode = True
            os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        options = [*OPTIONS, f"--basetemp={folder / 'tests'}", *order["tests"]]
        status = int(pytest.main(options, plugins=plugins))
    except BaseException:  # noqa: BLE001 - a fork must not go on as its parent
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _status(child: int, seconds: float) -> int | None:
    """Wait for a child; return its exit status, or None where it took too long."""
    handle = os.pidfd_open(child)
    in_time = bool(select.select([handle], [], [], seconds)[0])
    os.close(handle)
    if not in_time:
        os.killpg(child, signal.SIGKILL)
    ended = os.waitpid(child, 0)[1]
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)  # what a test that failed has left running
    return os.waitstatus_to_exitcode(ended) if in_time else None


if __name__ == "__main__":
    main()
