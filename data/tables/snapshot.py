"""A snapshot: the versions of all tables that belong together, and what a reader opens at them."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pyarrow as pa
from deltalake import DeltaTable

from data.errors import Problem
from data.faults import CHECK
from data.tables import delta
from data.tables.delta import raising_problem
from data.tables.schemas import EVERY, SCHEMAS, STANDALONE
from data.words.catalog import N_, _

MISSING = -1  # the version of a table that isn't set up
CLOSED = -1  # the version that an import names whose tables are gone, because rows were removed for good
NO_STANDALONE = (MISSING,) * len(STANDALONE)
UNREADABLE_TABLE = N_("The table {table} can't be read.")


@dataclass(frozen=True)
class Snapshot:
    """The versions of all tables that belong together.

    `number` is the version of `imports`, -1 before anything is set up. `standalone` has the versions of the
    tables that belong to no import, in the order of STANDALONE; -1 if one isn't there. `lists` has the hash
    of the list of files of each table (delta.list_hash), None if it isn't known. `store` is the ID of the
    table of imports.
    """

    uri: str
    number: int
    versions: tuple[tuple[str, int], ...]
    standalone: tuple[int, ...] = NO_STANDALONE
    lists: tuple[tuple[str, str | None], ...] = ()
    store: str = field(default="", compare=False)

    @property
    def mark(self) -> tuple[str, int, tuple[int, ...]]:
        """Return what store.newest_mark returns while this is the newest snapshot."""
        return self.store, self.number, self.standalone

    @property
    def is_closed(self) -> bool:
        """Return whether the tables of this snapshot are gone, because rows were removed for good."""
        return any(version == CLOSED for _name, version in self.versions)

    def version(self, table: str) -> int:
        """Return the version of one table; -1 if it isn't there yet."""
        standalone = zip(STANDALONE, self.standalone, strict=True)
        return {**dict(self.versions), "imports": self.number, **dict(standalone)}[table]

    def standalone_tables(self) -> list[str]:
        """Return the tables that belong to no import and are there."""
        return [name for name in STANDALONE if self.version(name) != MISSING]

    def files(self, table: str) -> list[str]:
        """Return the Parquet files of one table at this snapshot, as addresses that a reader can open.

        Raises Problem if one is missing or incomplete.
        """
        is_set_up = self.number >= 0 and self.version(table) != MISSING
        return delta.files(self.complete_table(table)) if is_set_up else []

    def table(self, name: str, columns: Collection[str] | None = None) -> pa.Table:
        """Return all rows of a small table at this snapshot, or some columns of it.

        Raises Problem if it can't be read.
        """
        whole = EVERY[name]
        schema = whole if columns is None else pa.schema([whole.field(column) for column in columns])
        if name in self._rows and columns is None:
            return self._rows[name]
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
        """Return a table, opened once at this snapshot.

        Raises Problem if it doesn't open, or with other files than it was committed with.
        """
        if name not in self._opened:
            table = delta.open_table(self.uri, name, self.version(name))
            require_list(self.uri, name, table, dict(self.lists).get(name))
            self._opened[name] = table
        return self._opened[name]

    def keep_imports(self, rows: pa.Table, table: DeltaTable | None = None) -> None:
        """Keep the rows of `imports`, and the table if it was opened, so that nobody reads them again."""
        self._rows["imports"] = rows
        if table:
            self._opened["imports"] = table

    @cached_property
    def _rows(self) -> dict[str, pa.Table]:
        return {}

    @cached_property
    def _opened(self) -> dict[str, DeltaTable]:
        return {}

    @cached_property
    def _complete(self) -> set[str]:
        return set()


def snapshot_of(
    uri: str,
    number: int,
    imports: pa.Table,
    standalone: tuple[int, ...] = NO_STANDALONE,
    store: str = "",
) -> Snapshot:
    """Return the snapshot that the last of these rows of `imports` names; of no rows, empty tables."""
    last: dict[str, Any] = imports.slice(max(imports.num_rows - 1, 0), 1).to_pydict()
    versions = tuple((name, (last[f"{name}_version"] or [0])[0]) for name in SCHEMAS)
    lists = tuple((name, (last[f"{name}_files"] or [None])[0]) for name in SCHEMAS)
    return Snapshot(uri, number, versions, standalone, lists, store)


def require_list(uri: str, name: str, table: DeltaTable, expected: str | None = None) -> None:
    """Raise Problem if a table has other files than it was committed with.

    A changed bit in Delta's log can bring back a file that was removed, or take one away. `expected` is the
    hash of the list of files; None if it isn't known. `imports` always has one file, and a commit of a
    table that belongs to no import states the list itself.
    """
    if name == "imports":
        is_changed = len(table.file_uris()) != min(table.version(), 1)
    else:
        expected = expected or (_stated_list(uri, name, table.version()) if name in STANDALONE else None)
        is_changed = expected not in (None, delta.list_hash(delta.paths(table)))
    if is_changed:
        raise changed_list(name)


def changed_list(name: str) -> Problem:
    """Return the Problem that a table has other files than it was committed with."""
    return Problem(
        _("The list of files of the table {table} has changed since it was written.", table=name),
        where=f"{name}/_delta_log",
        next_step=_(CHECK),
    )


def _stated_list(uri: str, name: str, version: int) -> str | None:
    """Return the hash of the list of files that a commit states; None if it can't be read."""
    with suppress(OSError, ValueError):
        return delta.commit_info(delta.commit_file(uri, name, version)).get(delta.LIST)
    return None
