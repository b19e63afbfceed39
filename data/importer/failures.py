"""What is told of an import that could not go on. DuckDB's own words are not: they may hold a number."""

from __future__ import annotations

import duckdb

from data.errors import Problem
from data.tables.delta import CHECK


def stopped(file_name: str, fault: OSError | duckdb.Error) -> Problem:
    """What is told of a fault of the disk, the memory or the database; nothing was stored then."""
    kind = type(fault).__name__
    next_step = "Look at the free space and the rights of the folder, then import the file again."
    match fault:
        case OSError():
            what = f"The import could not read or write: {fault.strerror or kind}."
        case duckdb.OutOfMemoryException():
            what = "The import took more memory, and then more of the disk, than it may."
            next_step = "Free some space on the disk of the logs, or import the file in parts."
        case duckdb.IOException():
            what = f"The import could not read or write ({kind})."
        case _:
            what = f"The import ended with a fault of the database ({kind}); nothing was stored."
            next_step = f"{CHECK} Where they are whole, ask your support for help."
    return Problem(what, where=file_name, next_step=next_step)


def unread(file_name: str, fault: duckdb.Error) -> Problem:
    """What is told of a file that its container's own reader can't read to its end."""
    return Problem(
        f"This file can't be read to its end ({type(fault).__name__}).",
        where=file_name,
        next_step="Look at the free space of the disk, open the file to see whether it is whole, and "
        "export it again.",
    )
