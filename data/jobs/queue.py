"""Imports that run while people go on clicking: one after the other, and a record of how each is doing.

The record belongs to the server's process, not to a page: leaving a page loses nothing, and whoever else
confirms files sees the same queue and stands in it. A server that is stopped lets the running import end
(see import_worker.py) and forgets the waiting ones: their files can be sent again.
"""

from __future__ import annotations

import itertools
import shutil
import threading
from dataclasses import dataclass, field
from typing import Literal

from data.errors import Problem, place_of
from data.importer import Outcome
from data.importer.order import ImportOrder
from data.jobs import import_process

State = Literal["waiting", "running", "done", "failed"]
_numbers = itertools.count(1)


@dataclass
class Job:
    """One import: its step in words, the share done (0 to 1), and in the end its outcome or problem.

    `process` is the id of the process that runs it.
    """

    file_name: str
    state: State = "waiting"
    step: str = "Waiting"
    share: float = 0.0
    outcome: Outcome | None = None
    problem: Problem | None = None
    process: int | None = None
    id: int = field(default_factory=lambda: next(_numbers))

    @property
    def is_under_way(self) -> bool:
        """Whether it has not ended yet."""
        return self.state in {"waiting", "running"}

    def tell(self, step: str, share: float) -> None:
        """Note how far the import is."""
        self.step, self.share = step, share

    def begun(self, process: int) -> None:
        """Note which process runs it."""
        self.process = process


_jobs: list[Job] = []
_waiting: list[tuple[Job, ImportOrder]] = []  # in the order in which they were confirmed
_changing = threading.Lock()


def start(order: ImportOrder) -> Job:
    """Put a sent file at the end of the queue; the folder in which it lies alone is removed at its end.

    What is known of earlier imports is forgotten where none of them is under way any more.
    """
    job = Job(order.file_name)
    with _changing:
        if is_busy():
            _waiting.append((job, order))
            _jobs.append(job)
        else:
            job.state = "running"
            _jobs[:] = [job]
            threading.Thread(target=_work, args=(job, order), name="imports", daemon=True).start()
    return job


def _work(job: Job, order: ImportOrder) -> None:
    """Take this one in, and then one after the other until none waits."""
    while True:
        _take_in(job, order)
        with _changing:  # at once, or somebody who finds none under way would begin a second line of them
            job.state = "done" if job.outcome else "failed"
            if not _waiting:
                return
            job, order = _waiting.pop(0)
            job.state = "running"


def _take_in(job: Job, order: ImportOrder) -> None:
    try:
        job.outcome = import_process.run(order, job.tell, job.begun)
    except Problem as problem:
        job.problem = problem
    except Exception as fault:  # noqa: BLE001 - it must end on the page, and the next ones must begin
        job.problem = import_process.unexpected_error(place_of(fault), order.file_name)
    shutil.rmtree(order.path.parent, ignore_errors=True)


def every() -> list[Job]:
    """The imports since the queue was last empty, in the order in which they were confirmed."""
    return list(_jobs)


def is_busy() -> bool:
    """Whether an import is under way or waits."""
    return any(job.is_under_way for job in _jobs)


def forget() -> None:
    """Tell no more of imports that have ended."""
    with _changing:
        _jobs[:] = [job for job in _jobs if job.is_under_way]
