"""The contract of an engine: it holds the tables of one snapshot, takes SQL, and answers in Arrow."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from data.access.masking import Mask
from data.tables.snapshot import Snapshot


class Engine(Protocol):
    """The tables of one snapshot, ready for questions; no other engine of this process has its `serial`.

    `sql` is in DuckDB's dialect, with `$named` parameters. Methods raise Problem, without any value of
    a parameter in it, if a question can't be answered.
    """

    snapshot: Snapshot
    serial: int

    def open_tables(self, older: Engine | None = None) -> None:
        """Open every table that can be opened, where no question waits; a question says what can't.

        Those that were made late in an `older` engine too: someone reads them.
        """

    def read_again(self, name: str) -> None:
        """Let the next question open the files of a table again: others are there now."""

    def may_have_texts(self, number: object) -> bool:
        """Return False if no text went to a number, True if one did or that isn't known yet."""

    def texted_number(self, place: int) -> int | None:
        """Return a number that texts went to, by its place in their order (see texted_numbers.at_place)."""

    def unanswerable(self, sql: str, parameters: Mapping[str, object]) -> str | None:
        """Return why this engine can't answer a question, in its own word; None if it can.

        It is looked at, not asked.
        """

    def fetch(self, sql: str, parameters: Mapping[str, object]) -> pa.Table:
        """Return the whole answer to a question."""

    def stream(self, sql: str, parameters: Mapping[str, object]) -> Generator[pa.RecordBatch, None, None]:
        """Return the answer in batches, without holding it; closing the iterator stops the question."""

    def write_csv(
        self,
        sql: str,
        columns: Sequence[tuple[str, str]],
        parameters: Mapping[str, object],
        target: Path,
        *,
        order: str = "",
        masks: Mapping[str, Mask] | None = None,
    ) -> int:
        """Write the answer, of columns of these names and types, as CSV with no header; return its rows.

        `masks` are those of columns that aren't written as they are (see data/access/masking.py). `order`
        has the clauses that sort and limit the rows, by columns of the answer.
        """
