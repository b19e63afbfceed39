"""Imports put in the queue, and waiting for what becomes of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from data.importer.order import ImportOrder
from data.jobs import queue
from tests.import_files import log_file


def until(is_so: Callable[[], object]) -> None:
    """Wait for it, at most a minute."""
    for _look in range(1200):
        if is_so():
            return
        time.sleep(0.05)
    pytest.fail("it did not come to that")


def order(folder: Path, *rows: tuple[object, ...], name: str = "log.csv", **changed: Any) -> ImportOrder:
    """An import of a log of these rows, which lies in a folder of its own."""
    own = folder / f"sent {name}"
    own.mkdir()
    file = log_file(own, *rows, name=name)
    return replace(ImportOrder(file, name, format_id="log", by="Ana"), **changed)


def ended(job: queue.Job) -> queue.Job:
    """The job, once it has."""
    until(lambda: not job.is_under_way)
    return job


def failed(job: queue.Job) -> str:
    """Return the problem of a failed job."""
    ended(job)
    assert (job.state, job.outcome) == ("failed", None)
    assert job.problem
    return job.problem.what_happened


def empty_queue() -> Iterator[None]:
    """A test that ends once its own imports have."""
    yield
    until(lambda: not queue.is_busy())
    queue.forget()
