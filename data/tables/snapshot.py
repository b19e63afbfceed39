"""A snapshot: the versions of all tables that belong together, and what a reader opens at them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa
from deltalake import DeltaTable

from data.faults import CHECK
from data.tables import delta
from data.tables.delta import raising_problem
from data.tables.schemas import IMPORTS, REMINDERS, SCHEMAS
from data.words.catalog import N_, _

MISSING = -1  # the version of a table that isn't set up
CLOSED = -1  # the version that an import names whose tables are gone, because rows were removed for good
UNREADABLE_TABLE = N_("The table {table} can't be read.")


@dataclass(frozen=True)
class Snapshot:
    """The versions of all tables that belong together.

    `number` is the version of `imports`, -1 before anything is set up. `reminders` is the version of the
    reminder batches, which belong to no import; -1 if there are none.
    """

    uri: str
    number: int
    versions: tuple[tuple[str, int], ...]
    reminders: int = MISSING

    @property
    def is_closed(self) -> bool:
        """Return whether the tables of this snapshot are gone, because rows were removed for good."""
        return any(version == CLOSED for _name, version in self.versions)

    def version(self, table: str) -> int:
        """Return the version of one table; -1 if it isn't there yet."""
        return {**dict(self.versions), "imports": self.number, "reminders": self.reminders}[table]

    def files(self, table: str) -> list[str]:
        """Return the Parquet files of one table at this snapshot, as addresses that a reader can open.

        Raises Problem if one is missing or incomplete.
        """
        is_set_up = self.number >= 0 and self.version(table) != MISSING
        return delta.files(self.complete_table(table)) if is_set_up else []

    def table(self, name: str) -> pa.Table:
        """Return all rows of a small table at this snapshot. Raises Problem if it can't be read."""
        schema = {**SCHEMAS, "imports": IMPORTS, "reminders": REMINDERS}[name]
        if self.number < 0 or self.version(name) == MISSING:
            return schema.empty_table()
        sentence = _(UNREADABLE_TABLE, table=name)
        with raising_problem(sentence, self.uri, _(CHECK), pa.ArrowException):
            return delta.read_rows(self.complete_table(name), schema)

    def complete_table(self, name: str) -> DeltaTable:
        """Return a table, opened once. Raises Problem if one of its files is missing or incomplete."""
        table = self.open_table(name)
        if name not in self._complete:
            delta.check_sizes(table, name)
            self._complete.add(name)
        return table

    def open_table(self, name: str) -> DeltaTable:
        """Return a table, opened once at this snapshot. Raises Problem if it doesn't open."""
        if name not in self._opened:
            self._opened[name] = delta.open_table(self.uri, name, self.version(name))
        return self._opened[name]

    @cached_property
    def _opened(self) -> dict[str, DeltaTable]:
        return {}

    @cached_property
    def _complete(self) -> set[str]:
        return set()


def snapshot_of(uri: str, number: int, imports: pa.Table, reminders: int = MISSING) -> Snapshot:
    """Return the snapshot that the last of these rows of `imports` names; of no rows, empty tables."""
    last: dict[str, Any] = imports.slice(max(imports.num_rows - 1, 0), 1).to_pydict()
    versions = tuple((name, (last[f"{name}_version"] or [0])[0]) for name in SCHEMAS)
    return Snapshot(uri, number, versions, reminders)
