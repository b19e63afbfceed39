"""Questions over the texts themselves, beside those over counts: in a few threads of low priority.

All cursors of a database share its threads and the cores. Lists that read months of texts would make every
chart several times as slow, so they get only what is left of the cores (measured: docs/decisions.md).
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from functools import cache
from typing import NoReturn, TypeVar

from data.engine.interruption import SECONDS, Asker, asked_by, current_asker

LEAST = 19
NICENESS = 3  # behind charts, but in front of downloads and imports (see jobs/child_process.py)
AT_ONCE = max(2, os.cpu_count() or 1)
Answer = TypeVar("Answer")


class _Left(Exception):
    """The asker of work left while it was done."""


def run(work: Callable[[], Answer]) -> Answer:
    """Return what `work` returns, done at low priority if there is an asker, and else here."""
    asker = current_asker()
    if asker is None:
        return work()
    future = _pool().submit(copy_context().run, _asked_here, asker, work)
    while True:
        try:
            return future.result(SECONDS)
        except _Left:
            asker.leave()
            raise
        except TimeoutError:
            if future.done():
                return future.result()
            if asker.is_gone() and future.cancel():
                asker.leave()


def started(start: Callable[[], Answer]) -> Answer:
    """Return what `start` returns, called in a thread of low priority: threads that it starts are, too."""
    # Not one of those that may be busy with lists.
    with ThreadPoolExecutor(1, initializer=lower_priority) as thread:
        return thread.submit(start).result()


def _asked_here(asker: Asker, work: Callable[[], Answer]) -> Answer:
    # An asker leaves in their own thread only.
    with asked_by(Asker(asker.is_gone, _leave)):
        return work()


def _leave() -> NoReturn:
    raise _Left


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(AT_ONCE, "low priority", lower_priority)


def lower_priority() -> None:
    """Lower the priority of the thread that calls this, and of those that it will start.

    Only Linux has priorities of threads; elsewhere this would be the process's.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            thread = threading.get_native_id()
            own = os.getpriority(os.PRIO_PROCESS, thread)
            os.setpriority(os.PRIO_PROCESS, thread, min(own + NICENESS, LEAST))


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_pool.cache_clear)  # a forked process has none of the threads
