"""A reader that asks again and again while imports come and are killed."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from typing import Self

import pyarrow as pa

import queries
from data import settings
from data.access import person_at_machine
from tests.chaos.store_states import Totals, totals

QUESTIONS = ("stage_totals", "status_totals")
Answers = tuple[Totals, tuple[str, ...]]


def answers(uri: str) -> tuple[int, Answers]:
    """Return a data version and its answers: from a database of its own, and from the shared one."""
    with queries.reading(uri) as snapshot:
        shared = tuple(_text(queries.run(name, person_at_machine())) for name in QUESTIONS)
    return snapshot.number, (totals(snapshot, settings.load().timezone), shared)


def _text(answer: pa.Table) -> str:
    return repr(answer.to_pylist())


class Reader:
    """Asks in a thread of its own until it is stopped.

    `versions_read` counts how often it met each version; `failures` are sentences.
    """

    def __init__(self, uri: str, expected: Mapping[int, Answers]) -> None:
        self.versions_read: Counter[int] = Counter()
        self.failures: list[str] = []
        self._uri = uri
        self._expected = expected
        self._is_stopped = threading.Event()
        self._thread = threading.Thread(target=self._read, name="reader")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Ask once more, and then no more."""
        self._is_stopped.set()
        self._thread.join()

    def _read(self) -> None:
        while True:
            is_last = self._is_stopped.is_set()  # the last answer is about what the last import left
            try:
                version, current = answers(self._uri)
            except Exception as error:  # noqa: BLE001 - any error of a reader is a failure
                self.failures.append(f"a reader met {type(error).__name__}: {error}")
                return
            self.versions_read[version] += 1
            if self._expected.get(version) != current:
                self.failures.append(f"a reader of version {version} got {current}")
            if is_last or self.failures:
                return
