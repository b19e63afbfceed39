"""The stored tables of a snapshot in a database: large ones as views of their files, small ones whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pyarrow.compute as pc

from data import faults
from data.engine import by_time
from data.engine.connections import keep, open_files
from data.engine.record import open_record
from data.errors import Problem
from data.faults import CHECK
from data.tables import store
from data.tables.removal import commits
from data.tables.schemas import LEFT_OUT, MESSAGES
from data.tables.snapshot import UNREADABLE_TABLE, Snapshot
from data.words.catalog import _

VIEWS = {"messages": MESSAGES, "left_out": LEFT_OUT}  # large tables, which are read where they are
READ_IN_PLACE = frozenset({*VIEWS, "messages_by_time"})


@contextmanager
def reading(name: str, snapshot: Snapshot) -> Iterator[None]:
    """Raise Problem if a stored table can't be read inside."""
    try:
        yield
    except duckdb.Error as error:
        sentence = _(UNREADABLE_TABLE, table=name)
        problem = faults.problem(error, snapshot.uri, sentence)
        raise problem or Problem(sentence, where=snapshot.uri, next_step=_(CHECK)) from None


def open_table(cursor: duckdb.DuckDBPyConnection, name: str, snapshot: Snapshot) -> None:
    """Make a stored table, or a view of its files."""
    if name in VIEWS:
        open_files(cursor, name, VIEWS[name], snapshot.files(name))
    elif name == "messages_by_time":
        open_files(cursor, name, MESSAGES, by_time.files(snapshot))
    elif name == "record":
        open_record(cursor)
    elif name == "imports":
        keep(cursor, name, store.counting(snapshot.table(name)))
    elif name == "undone_imports":  # a question counts them only if it says so
        rows = snapshot.table("imports")
        keep(cursor, name, rows.filter(pc.is_valid(rows["undone_at"])))
    elif name == "removed_rows":
        counting = store.counting(snapshot.table("imports"))
        keep(cursor, name, commits.removed_rows(snapshot.uri, counting))
    else:
        keep(cursor, name, snapshot.table(name))
