"""The queue of imports: they run one after the other, while people go on using the pages.

The queue belongs to the server's process, not to a page: nothing is lost when a person leaves the page, and
everybody sees the same queue. When the server stops, the running import finishes (see worker.py), and the
waiting ones are forgotten: their files can be uploaded again. If several servers share a store, each has a
queue, and their imports take turns.
"""

from __future__ import annotations

import itertools
import logging
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal

from filelock import BaseFileLock, FileLock, Timeout

from data import engine
from data.errors import Problem, place_of
from data.importer import Outcome
from data.importer.order import ImportOrder
from data.jobs import import_process
from data.tables import leftovers, store, used_stores
from data.words.catalog import _

State = Literal["waiting", "running", "done", "failed"]
LOG = logging.getLogger(__name__)
POLL_SECONDS = 0.5  # between two looks whether another server's import has ended
_numbers = itertools.count(1)


@dataclass
class Job:
    """One import: its step in words, the share done (0 to 1), and in the end its outcome or problem.

    `process` is the id of the process that runs it.
    """

    file_name: str
    state: State = "waiting"
    step: str = field(default_factory=lambda: _("Starting"))
    share: float = 0.0
    outcome: Outcome | None = None
    problem: Problem | None = None
    process: int | None = None
    id: int = field(default_factory=lambda: next(_numbers))

    @property
    def is_under_way(self) -> bool:
        """Return whether the import waits or runs."""
        return self.state in {"waiting", "running"}

    def advance(self, step: str, share: float) -> None:
        """Record the step and the share done."""
        self.step, self.share = step, share

    def begin(self, process: int) -> None:
        """Record which process runs the import."""
        self.process = process


_jobs: list[Job] = []
_waiting: list[tuple[Job, ImportOrder]] = []  # in the order of confirmation
_changing = threading.Lock()


def start(order: ImportOrder) -> Job:
    """Put a file at the end of the queue, and return its job. Its folder is removed when it ends.

    If no import is under way, earlier ones are forgotten.
    """
    job = Job(order.file_name)
    leftovers.confirm(order.path.parent)
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
    """Run this import, then the waiting ones, one after the other."""
    while True:
        _run(job, order)
        with _changing:  # in one step: otherwise a page that sees no import under way starts a second queue
            job.state = "done" if job.outcome else "failed"
            if not _waiting:
                return
            job, order = _waiting.pop(0)
            job.state = "running"


def _run(job: Job, order: ImportOrder) -> None:
    LOG.info("Import %s started", job.id)
    try:
        with _turn(job):
            job.outcome = import_process.run(order, job.advance, job.begin)
    except Problem as problem:
        job.problem = problem
    except Exception as error:  # noqa: BLE001 - the job must end, so that the next one starts
        job.problem = import_process.unexpected_error(place_of(error), order.file_name)
    shutil.rmtree(order.path.parent, ignore_errors=True)
    with suppress(Exception):  # a page shows what goes wrong
        engine.open_newest(used_stores.district_logs())  # so that whoever imported the file sees it at once
    if outcome := job.outcome:
        counts = (outcome.rows_read, outcome.stored, outcome.updated, outcome.rejected)
        LOG.info("Import %s ended: %s rows read, %s new, %s updated, %s rejected", job.id, *counts)
    else:
        LOG.info("Import %s ended without storing anything", job.id)


@contextmanager
def _turn(job: Job) -> Iterator[None]:
    """Wait for as long as another server of this store imports; a writer would wait for a minute only."""
    lock = None
    with suppress(OSError, Problem):  # an import says what is wrong with the store
        lock = FileLock(
            store.workspace(used_stores.district_logs()) / "queue.lock", poll_interval=POLL_SECONDS
        )
        _acquire(lock, job)
    try:
        yield
    finally:
        if lock:
            lock.release()


def _acquire(lock: BaseFileLock, job: Job) -> None:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        job.advance(_("Waiting for another import"), 0.0)
        lock.acquire(timeout=-1)


def every() -> list[Job]:
    """Return the imports since the queue was last empty, in the order of confirmation."""
    return list(_jobs)


def is_busy() -> bool:
    """Return whether an import waits or runs."""
    return any(job.is_under_way for job in _jobs)


def forget() -> None:
    """Remove imports that have ended."""
    with _changing:
        _jobs[:] = [job for job in _jobs if job.is_under_way]
