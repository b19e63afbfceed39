"""The server's side of an import in a process of its own: its steps, and its end, also if it is killed."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from data import settings
from data.errors import Problem
from data.importer import Outcome
from data.importer.order import ImportOrder
from data.importer.outcome import Progress
from data.importer.rows import left_out
from data.jobs import priority
from data.tables import store

ROOT = Path(__file__).parents[2]
OWN_GROUP = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)  # what a new session is on Windows
LOG = logging.getLogger(__name__)


def run(order: ImportOrder, tell: Progress, begun: Callable[[int], None]) -> Outcome:
    """Take a file in; `tell` hears of each step with the share done, `begun` of the process's id.

    Raises Problem where the file was not taken in; then nothing was stored.
    """
    since = datetime.now(UTC)
    with _started(order) as process:
        begun(process.pid)
        assert process.stdout
        said: dict[str, Any] = {}
        for line in process.stdout:
            said = json.loads(line) if line.endswith("\n") else {}
            if "step" in said:
                tell(said["step"], said["share"])
    if "outcome" in said:
        return Outcome(**{**said["outcome"], "notes": tuple(said["outcome"]["notes"])})
    if "problem" in said:
        what, where, next_step = said["problem"]
        raise Problem(what, where=where, next_step=next_step)
    if "fault" in said:
        raise fault_of_ours(said["fault"], order.file_name)
    return _killed(order, since, process.returncode)


def _started(order: ImportOrder) -> subprocess.Popen[str]:
    line = order.as_line()
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "data.jobs.worker"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # it could quote a cell
            encoding="utf-8",
            start_new_session=True,  # Ctrl+C ends the server; the import that it has begun goes on
            creationflags=priority.LOWER | OWN_GROUP,
        )
    except OSError as fault:
        raise Problem(
            f"The import could not begin: {fault.strerror or type(fault).__name__}. Nothing was stored.",
            where=order.file_name,
            next_step="Often memory is short: close other programs, then take the file in again.",
        ) from None
    assert process.stdin
    with suppress(OSError), process.stdin as orders:  # if it is gone already, the end of its words says so
        orders.write(f"{line}\n")
    return process


def _killed(order: ImportOrder, since: datetime, status: int) -> Outcome:
    """The outcome of an import whose process ended without a word: it may have been stored by then."""
    LOG.error("The process of an import ended with status %s", status)
    with suppress(Problem):
        uri = settings.load().logs
        for row in store.newest(uri).table("imports").to_pylist():
            if row["file_name"] == order.file_name and row["imported_at"] >= since:
                return _in_the_list(row, uri)
    raise Problem(
        "This import was ended from outside before it was done; nothing was stored.",
        where=order.file_name,
        next_step="Most often memory is short: close other programs, or give this machine more memory, and "
        "take the file in again. A large one can also be exported in parts.",
    )


def _in_the_list(row: dict[str, Any], uri: str) -> Outcome:
    counts = {name: row[name] for name in ("rows_read", "stored", "updated", "unchanged")}
    rejected = left_out.rejected_file(uri, row["import_id"])
    return Outcome(
        row["file_name"],
        row["kind"],
        **counts,
        set_aside=row["set_aside"],
        rejected=row["rejected"],
        rejected_file=str(rejected) if rejected.exists() else None,
        notes=(row["notes"],) if row["notes"] else (),
    )


def fault_of_ours(place: str, file_name: str) -> Problem:
    """What is told of a fault at that place (see errors.place_of), of which the log is told more."""
    LOG.error("An import ended with %s", place)
    return Problem(
        f"The import ended with a fault of ours ({place.partition(' ')[0]}); nothing was stored.",
        where=file_name,
        next_step="Import the file again; if it happens again, ask your support for help.",
    )
