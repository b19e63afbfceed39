"""Keeping the texts of each month in the order of time too, after an import or beside the pages."""

from __future__ import annotations

import logging
import os
import sys
import threading
from contextlib import suppress

import duckdb

from data import engine, settings
from data.engine import by_time
from data.errors import Problem, place_of
from data.jobs import child_process
from data.jobs.child_process import ChildProcess
from data.tables import store
from data.tables.snapshot import Snapshot

LOG = logging.getLogger(__name__)
_at_work = threading.Lock()


def make(uri: str) -> None:
    """Make the files that are missing at an address. What fails is logged: pages do without them."""
    if not settings.load().is_on_duckdb:  # nobody would read them
        return
    try:
        by_time.make(store.newest(uri))
    except (Problem, OSError, duckdb.Error) as error:
        LOG.warning("Texts couldn't be put in order of time: %s", place_of(error))


def start(snapshot: Snapshot) -> threading.Thread:
    """Make what is missing of a snapshot beside the pages of this server, in a process of its own.

    Pages then read the files that are there, also those that another process has made meanwhile.
    """
    thread = threading.Thread(target=_make_beside, args=(snapshot,), name="in order of time", daemon=True)
    thread.start()
    return thread


def _make_beside(snapshot: Snapshot) -> None:
    uri = snapshot.uri
    with _at_work, suppress(Problem, OSError):
        if settings.load().is_on_duckdb and by_time.missing(snapshot):
            with ChildProcess("data.jobs.in_time", f"{uri}\n", outlives_server=False) as child:
                child.next_message()
        by_time.clear(snapshot)
        engine.database(uri, snapshot.mark, waits=False).read_again("messages_by_time")


def main() -> None:
    """Make them in this process, at the address that the server sends."""
    uri = sys.stdin.readline().removesuffix("\n")
    threading.Thread(target=_end_with_server, daemon=True).start()
    child_process.lower_priority(child_process.IMPORT_NICENESS)
    make(uri)


def _end_with_server() -> None:
    while os.read(0, 64):  # not sys.stdin: its lock would be held when the process ends
        pass
    os._exit(1)


if __name__ == "__main__":
    child_process.without_pandas()
    main()
