"""The Problem of an import that can't go on. DuckDB's own messages aren't shown: they may hold a number."""

from __future__ import annotations

import duckdb

from data import faults
from data.errors import Problem
from data.faults import CHECK
from data.words.catalog import _


def stopped(file_name: str, error: OSError | duckdb.Error) -> Problem:
    """Return the Problem of an error of the disk, memory or database. Nothing is stored then."""
    error_name = type(error).__name__
    next_step = _("Check the free space and the permissions of the folder, then import the file again.")
    match error:
        case OSError():
            problem = _("The import couldn't read or write: {error}.", error=error.strerror or error_name)
        case duckdb.OutOfMemoryException():
            problem = _("The import needed more memory and disk space than allowed.")
            next_step = _("Free some space on the disk of the logs, or import the file in parts.")
        case duckdb.IOException():
            problem = _("The import couldn't read or write: {error}.", error=error_name)
        case _other:
            problem = _("The import had a database error ({error}). Nothing was stored.", error=error_name)
            next_step = " ".join([_(CHECK), _("If nothing is wrong, contact support.")])
    by_fault = faults.problem(error, file_name, problem)
    return by_fault or Problem(problem, where=file_name, next_step=next_step)


def unread(file_name: str, error: duckdb.Error) -> Problem:
    """Return the Problem of a file that its container's own reader can't read to its end."""
    return Problem(
        _("This file can't be read to its end ({error}).", error=type(error).__name__),
        where=file_name,
        next_step=_("Check the free disk space and whether the file is complete, then export it again."),
    )
