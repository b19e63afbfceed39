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

from data.engine.interruption import SECONDS, Asker, Interrupted, asked_by, current_asker

LEAST = 19
NICENESS = 3  # behind charts, but in front of downloads and imports (see jobs/child_process.py)
AT_ONCE = max(2, os.cpu_count() or 1)
Answer = TypeVar("Answer")


class _Left(Exception):
    """The asker of work left while it was done."""


def run(work: Callable[[], Answer]) -> Answer:
    """Return what `work` returns, done at low priority if there is an asker, and else here.

    Raises Interrupted if the work was ended because its asker left, and they wait after all.
    """
    asker = current_asker()
    if asker is None:
        return work()
    future = _pool().submit(copy_context().run, _asked_here, asker, work)
    while True:
        try:
            return future.result(SECONDS)
        except _Left:
            asker.leave()
            raise Interrupted from None
        except TimeoutError:
            if future.done():
                return future.result()
            if asker.is_gone() and future.cancel():
                asker.leave()
                raise Interrupted from None


def run_for_all(work: Callable[[], Answer]) -> Answer:
    """Return what `work` returns, done at low priority if there is an asker, and else here.

    Others need it too. So it takes none of the few places, and goes on if its asker leaves meanwhile.
    """
    asker = current_asker()
    if asker is None:
        return work()
    future = _thread_for_all().submit(copy_context().run, _asked_by_nobody, work)
    while True:
        try:
            return future.result(SECONDS)
        except TimeoutError:
            if future.done():
                return future.result()
            if asker.is_gone():
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


def _asked_by_nobody(work: Callable[[], Answer]) -> Answer:
    with asked_by(None):
        return work()


def _leave() -> NoReturn:
    raise _Left


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(AT_ONCE, "low priority", lower_priority)


@cache
def _thread_for_all() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, "for all", lower_priority)


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
    for threads in (_pool, _thread_for_all):  # a forked process has none of them
        os.register_at_fork(after_in_child=threads.cache_clear)
