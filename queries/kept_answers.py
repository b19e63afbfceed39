"""Answers that are kept in memory, up to a number of bytes: those used last.

Two people who ask the same at once are answered by one question. The answers of an engine go with it.
"""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import NamedTuple

import pyarrow as pa

from data.engine.interruption import SECONDS, Asker, asked_by, current_asker
from data.errors import Problem

KEPT_BYTES = (
    128 * 2**20
)  # some 8,000 answers: 40 schools, each with the 10 questions of a page, in 20 ranges
LARGEST_BYTES = KEPT_BYTES // 8  # a larger answer isn't kept: it would only take the place of many
OVERHEAD_BYTES, COLUMN_BYTES = 5_000, 2_000  # what a table, its key and each column take beside the values


@dataclass(eq=False)
class _Pending:
    """A question that is being answered: its answer or problem; neither if all who asked left."""

    is_over: threading.Event = field(default_factory=threading.Event)
    answer: pa.Table | None = None
    problem: Problem | None = None
    askers: list[Asker | None] = field(default_factory=lambda: [current_asker()])

    def is_left(self) -> bool:
        """Return whether everybody who waited for the answer has left."""
        return all(asker is not None and asker.is_gone() for asker in [*self.askers])


class _Kept(NamedTuple):
    answer: pa.Table
    source: weakref.ref[object] | None


class KeptAnswers:
    """Answers by a key that names everything they depend on; threads can share it."""

    def __init__(self, kept_bytes: int = KEPT_BYTES, largest_bytes: int = LARGEST_BYTES) -> None:
        """Keep at most `kept_bytes` of answers, each of at most `largest_bytes`."""
        self._kept_bytes, self._largest_bytes = kept_bytes, largest_bytes
        self._answers: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._sources: weakref.WeakSet[object] = weakref.WeakSet()
        self._is_any_gone = False
        self._bytes = 0
        self._pending: dict[Hashable, _Pending] = {}
        self._lock = threading.Lock()

    def answer(self, key: Hashable, ask: Callable[[], pa.Table], source: object = None) -> pa.Table:
        """Return the answer of a key: kept, or what another thread is just answered, or that of `ask`.

        It is kept while its `source` lives.
        """
        while (answer := self.get(key)) is None:
            own = _Pending()
            with self._lock:
                if key in self._answers:  # since a moment
                    continue
                first = self._pending.setdefault(key, own)
            if first is own:
                return self._ask(key, ask, own, source)
            if (answer := _wait(first)) is not None:
                return answer
        return answer

    def _ask(self, key: Hashable, ask: Callable[[], pa.Table], own: _Pending, source: object) -> pa.Table:
        asker = current_asker()
        try:
            # It goes on for those who still wait; who asked first leaves after it.
            with asked_by(asker and Asker(own.is_left, asker.leave)):
                own.answer = ask()
            self.add(key, own.answer, source)
        except Problem as problem:
            own.problem = problem
            raise
        else:
            return own.answer
        finally:
            with self._lock:
                del self._pending[key]
            own.is_over.set()

    def get(self, key: Hashable) -> pa.Table | None:
        """Return the answer of a key; None if it isn't kept."""
        with self._lock:
            kept = self._answers.get(key)
            if kept is None:
                return None
            self._answers.move_to_end(key)
            return kept.answer

    def add(self, key: Hashable, answer: pa.Table, source: object = None) -> None:
        """Keep an answer while its source lives, unless it is too large; drop those unused for longest."""
        if _size(answer) > self._largest_bytes:
            return
        with self._lock:
            self._drop_orphans()
            self._drop(key)
            self._answers[key] = _Kept(answer, None if source is None else self._reference(source))
            self._bytes += _size(answer)
            while self._bytes > self._kept_bytes:
                self._drop(next(iter(self._answers)))

    def _reference(self, source: object) -> weakref.ref[object]:
        if source not in self._sources:
            self._sources.add(source)
            weakref.finalize(source, self._note_end).atexit = False
        return weakref.ref(source)

    def _note_end(self) -> None:
        """Drop the answers of a source that has ended, now or with the next answer that is kept.

        A source can end at any line of any thread, also of one that has the lock.
        """
        self._is_any_gone = True
        if self._lock.acquire(blocking=False):
            try:
                self._drop_orphans()
            finally:
                self._lock.release()

    def _drop_orphans(self) -> None:
        if self._is_any_gone:
            self._is_any_gone = False
            for key, kept in [*self._answers.items()]:
                if kept.source is not None and kept.source() is None:
                    self._drop(key)

    def _drop(self, key: Hashable) -> None:
        kept = self._answers.pop(key, None)
        if kept is not None:
            self._bytes -= _size(kept.answer)


def _wait(pending: _Pending) -> pa.Table | None:
    """Return what another thread is answered, unless who waits here leaves meanwhile.

    Raises Problem if it couldn't be answered: asked again, it would fail for one person after the other.
    """
    asker = current_asker()
    pending.askers.append(asker)
    try:
        while not pending.is_over.wait(SECONDS):
            if asker and asker.is_gone():
                asker.leave()
    finally:
        pending.askers.remove(asker)  # whoever left may ask something else, and counts no more
    if pending.problem:
        raise pending.problem
    return pending.answer


def _size(answer: pa.Table) -> int:
    return OVERHEAD_BYTES + COLUMN_BYTES * len(answer.schema) + int(answer.nbytes)
