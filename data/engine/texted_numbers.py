"""The numbers that texts went to, in memory: of any other number, a look-up reads no file.

They are those of every file that this process has looked at, of all stores. Files never change, so newer
data costs only its new files. Numbers of files that are gone stay: for them, files are read for nothing.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from functools import cache

import duckdb

from data.engine import low_priority
from data.engine.connections import connect, reach
from data.tables.snapshot import Snapshot

TABLE = "create table texted_numbers (number bigint)"
ADD = """
    insert into texted_numbers
    select distinct number from read_parquet($file)
    where number is not null and number not in (select number from texted_numbers)
"""
HAS = "select exists (select 1 from texted_numbers where number = $number)"
FROM_FIRST = "select number from texted_numbers order by number limit 1 offset $before"
FROM_LAST = "select number from texted_numbers order by number desc limit 1 offset $before"
_files: set[str] = set()  # whose numbers are in memory
_snapshots: set[tuple[str, object]] = set()  # by address and mark, all of whose files are
_reading = threading.Lock()


def read(snapshot: Snapshot) -> threading.Thread:
    """Begin to read the numbers of a snapshot's new files; return the thread that does.

    It takes 30 ms of the processor for 3 million texts, and no page waits for it.
    """
    thread = threading.Thread(target=_read, args=(snapshot,))  # a daemon could abort the process at its end
    thread.start()
    return thread


def may_have(snapshot: Snapshot, number: object) -> bool:
    """Return False if no text of a snapshot went to a number, True if one did or that isn't known yet."""
    if (snapshot.uri, snapshot.mark) not in _snapshots:
        if _snapshots and not _reading.locked():  # in a server, newer data than that it has opened
            read(snapshot)
        return True
    with _database().cursor() as cursor:
        answer = cursor.execute(HAS, {"number": number}).fetchone()
    return answer is None or bool(answer[0])


def at_place(place: int) -> int | None:
    """Return the number at a place in the order of those in memory, -1 for the last; None if there is none.

    They are only roughly those of any one snapshot.
    """
    with _database().cursor() as cursor:
        if place < 0:
            answer = cursor.execute(FROM_LAST, {"before": -place - 1}).fetchone()
        else:
            answer = cursor.execute(FROM_FIRST, {"before": place}).fetchone()
    return None if answer is None else int(answer[0])


def _read(snapshot: Snapshot) -> None:
    low_priority.lower_priority()
    # A question that reads a damaged or deleted file says what is wrong with it.
    with _reading, suppress(Exception), _database().cursor() as cursor:
        reach(cursor, snapshot.uri)
        for file in snapshot.files("messages"):
            if not threading.main_thread().is_alive():  # the process ends, and waits for this thread
                return
            if file not in _files:
                cursor.execute(ADD, {"file": file})
                _files.add(file)
        _snapshots.add((snapshot.uri, snapshot.mark))


@cache
def _database() -> duckdb.DuckDBPyConnection:
    connection = connect()
    connection.execute(TABLE)
    return connection
