"""Questions that nobody waits for anymore: one thread for all interrupts them.

Whoever asks can say so: questions inside `asked_by(asker)` are interrupted once the asker is gone. The
thread looks only at questions that have run for longer than `SECONDS`, so a short one costs a few
microseconds.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field

SECONDS = 0.05  # between two looks, and how long a question runs unwatched
IDLE_LOOKS = 40  # then the thread sleeps until the next question, which must wake it


@dataclass(frozen=True)
class Asker:
    """Who waits for an answer.

    `is_gone` is called by any thread, and changes nothing. `leave` is called in the thread that asked, once
    `is_gone` was true; it raises what ends the work of the asker. It returns if they wait after all.
    """

    is_gone: Callable[[], bool]
    leave: Callable[[], None]


class Interrupted(Exception):
    """A question was interrupted whose asker waits after all: it has to be asked once more."""


_asker: ContextVar[Asker | None] = ContextVar("asker", default=None)


@contextmanager
def asked_by(asker: Asker | None) -> Iterator[None]:
    """Let the questions inside be interrupted once the asker is gone; None: let them run to their end."""
    token = _asker.set(asker)
    try:
        yield
    finally:
        _asker.reset(token)


def current_asker() -> Asker | None:
    """Return who waits for the answers to questions of this thread; None if they run to their end."""
    return _asker.get()


@contextmanager
def watched(interrupt: Callable[[], None]) -> Iterator[None]:
    """Let one question run inside, and interrupt it by this function once its asker is gone.

    The error of an interrupted question becomes what ends the work of its asker. Raises Interrupted if
    they wait after all.
    """
    asker = _asker.get()
    if asker is None:
        yield
        return
    question = _Question(asker, interrupt)
    _watcher.add(question)
    try:
        yield
    except Exception:
        _watcher.remove(question)
        if question.is_interrupted:
            asker.leave()
            raise Interrupted from None
        raise
    finally:
        _watcher.remove(question)


@dataclass(eq=False)
class _Question:
    asker: Asker
    interrupt: Callable[[], None]
    is_interrupted: bool = False
    started: float = field(default_factory=time.monotonic)


class _Watcher:
    def __init__(self) -> None:
        self._questions: set[_Question] = set()
        self._lock = threading.Lock()  # held while interrupting, so that no question ends meanwhile
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None

    def add(self, question: _Question) -> None:
        with self._lock:
            self._questions.add(question)
            if self._thread is None or not self._thread.is_alive():  # a forked process has no thread
                self._thread = threading.Thread(target=self._watch, name="interruption", daemon=True)
                self._thread.start()
            if not self._wake.is_set():
                self._wake.set()

    def remove(self, question: _Question) -> None:
        with self._lock:
            self._questions.discard(question)

    def _watch(self) -> None:
        idle = 0
        while True:
            self._wake.wait()
            time.sleep(SECONDS)
            with self._lock:
                idle = 0 if self._questions else idle + 1
                if idle > IDLE_LOOKS:
                    self._wake.clear()
                self._interrupt_old(time.monotonic() - SECONDS)

    def _interrupt_old(self, before: float) -> None:
        # One that wasn't stopped is interrupted again: DuckDB forgets it if a statement was about to start.
        for question in self._questions:
            # Whatever is wrong with one asker, the questions of others are still watched.
            with suppress(Exception):
                if question.started <= before and question.asker.is_gone():
                    question.is_interrupted = True
                    question.interrupt()


_watcher = _Watcher()
