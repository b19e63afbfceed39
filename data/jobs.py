"""Imports that run while people go on clicking: one thread at a time, and a record of how it is doing.

The record belongs to the process, not to a page, so leaving a page loses nothing.
"""

from __future__ import annotations

import itertools
import logging
import shutil
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from data.errors import Problem
from data.importer import Outcome, take_in

State = Literal["running", "done", "failed"]
log = logging.getLogger(__name__)


@dataclass
class Job:
    """One import: its step in words, the share done (0 to 1), and in the end its outcome or problem."""

    id: int
    file_name: str
    state: State = "running"
    step: str = "Waiting"
    share: float = 0.0
    outcome: Outcome | None = None
    problem: Problem | None = None

    def tell(self, step: str, share: float) -> None:
        """Note how far the import is."""
        self.step, self.share = step, share


_numbers = itertools.count(1)
_jobs: list[Job] = []
_starting = threading.Lock()


def start(
    path: Path,
    *,
    format_id: str,
    columns: Mapping[str, str],
    zone: str | None,
    as_of: datetime | None,
    by: str,
    file_name: str,
) -> Job:
    """Begin to take in a file that was uploaded to a folder of its own; the folder is removed at the end.

    Raises Problem where another import is running.
    """
    job = _new_job(file_name)

    def work() -> None:
        try:
            job.outcome = take_in(
                path,
                format_id=format_id,
                columns=columns,
                zone=zone,
                as_of=as_of,
                by=by,
                file_name=file_name,
                progress=job.tell,
            )
            job.state = "done"
        except Exception as fault:  # noqa: BLE001 - a thread's fault must end on the page, not in silence
            job.problem, job.state = _problem(fault, file_name), "failed"
        finally:
            shutil.rmtree(path.parent, ignore_errors=True)

    threading.Thread(target=work, name=f"import-{job.id}", daemon=True).start()
    return job


def _new_job(file_name: str) -> Job:
    with _starting:
        running = newest()
        if running and running.state == "running":
            raise Problem(
                f"“{running.file_name}” is being imported.",
                next_step="Wait until it has ended; this page shows how far it is.",
            )
        _jobs.append(Job(next(_numbers), file_name))
        return _jobs[-1]


def _problem(fault: Exception, file_name: str) -> Problem:
    if isinstance(fault, Problem):
        return fault
    log.error("An import ended with %s", type(fault).__name__)
    return Problem(
        f"The import ended with a fault of ours ({type(fault).__name__}); nothing was stored.",
        where=file_name,
        next_step="Import the file again; if it happens again, ask your support for help.",
    )


def newest() -> Job | None:
    """The import that was started last in this process, running or not."""
    return _jobs[-1] if _jobs else None


def forget() -> None:
    """Tell no more of imports that have ended."""
    with _starting:
        _jobs[:] = [job for job in _jobs if job.state == "running"]
