"""A reader who asks on and on while imports come and are killed."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from typing import Self

import pyarrow as pa

import queries
from data import settings
from data.access import Viewer
from tests.chaos.store_states import Totals, totals

ASKED = ("stage_totals", "status_totals")
Answers = tuple[Totals, tuple[str, ...]]


def answers(uri: str) -> tuple[int, Answers]:
    """A data version, and what a reader is answered: with a database of its own, and the shared one."""
    with queries.reading(uri) as snapshot:
        shared = tuple(_written(queries.run(name, Viewer())) for name in ASKED)
    return snapshot.number, (totals(snapshot, settings.load().timezone), shared)


def _written(answer: pa.Table) -> str:
    return repr(answer.to_pylist())


class Reader:
    """Asks in a thread of its own until it is left; `seen` counts the versions, `faults` are in words."""

    def __init__(self, uri: str, allowed: Mapping[int, Answers]) -> None:
        self.seen: Counter[int] = Counter()
        self.faults: list[str] = []
        self._uri = uri
        self._allowed = allowed
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._ask, name="reader")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Ask once more, and no more then."""
        self._ended.set()
        self._thread.join()

    def _ask(self) -> None:
        while True:
            last = self._ended.is_set()  # the last answer is of what the last import has left
            try:
                number, found = answers(self._uri)
            except Exception as fault:  # noqa: BLE001 - whatever a reader meets is what is asked for
                self.faults.append(f"a reader met {type(fault).__name__}: {fault}")
                return
            self.seen[number] += 1
            if self._allowed.get(number) != found:
                self.faults.append(f"a reader of version {number} was told {found}")
            if last or self.faults:
                return
