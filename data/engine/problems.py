"""What people read if the database can't answer, without any value of a question in it."""

from __future__ import annotations

import errno
from contextlib import suppress

import duckdb

from data import faults
from data.errors import Problem
from data.tables import store
from data.tables.snapshot import Snapshot
from data.words.catalog import _


def unanswered(error: duckdb.Error, snapshot: Snapshot) -> Problem:
    """Return what to say about an error of DuckDB."""
    # DuckDB's own message quotes parameters, and a phone number could get into a log: name only its kind.
    unanswered = _("The database couldn't answer the question ({kind}).", kind=type(error).__name__)
    if isinstance(error, duckdb.OutOfMemoryException):
        return Problem(unanswered, next_step=_("Try a shorter date range, or free some memory."))
    if problem := faults.problem(error, snapshot.uri, unanswered):
        fault = faults.fault_of(error)
        is_missing = fault is not None and errno.ENOENT in fault.numbers
        return overtaken() if is_missing and is_overtaken(snapshot) else problem
    return Problem(unanswered, next_step=_("Try again. If it happens again, contact support."))


def is_overtaken(snapshot: Snapshot) -> bool:
    """Return whether newer data is there: a removal for good deletes the files of older snapshots."""
    with suppress(Problem):
        return store.newest_number(snapshot.uri, is_exact=True) != snapshot.number
    return False


def overtaken() -> Problem:
    """Return what to say if the files of a snapshot have been deleted while it was read."""
    return Problem(
        _("The stored data has changed while this was read."),
        next_step=_("Try again, or reload the page."),
    )
