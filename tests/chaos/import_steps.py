"""The steps of an import that runs in this process, told to whoever wants to disturb one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
from deltalake import DeltaTable
from deltalake.table import TableOptimizer

from data.tables import delta

Tell = Callable[[str], None]
COMMIT = "imports"  # the table whose write makes an import real
WRITING = ("before", "inside", "after")  # a write, each followed by the name of the table
SETTING_UP, TAKING_BACK, PUTTING_TOGETHER = "setting up", "taking back", "putting together"  # likewise
BEGUN = "begun"  # the first step of all
CLEARING = "Removing old files"  # as the import reports it
TO_THE_TABLES = (*WRITING, SETTING_UP, TAKING_BACK, PUTTING_TOGETHER, CLEARING)


def tell_writes(tell: Tell) -> None:
    """From now on, whatever this process does to a table is told (see TO_THE_TABLES), with its name."""
    before, inside, after = WRITING
    write = getattr(delta, "write_deltalake")  # noqa: B009 - the module does not export it

    def telling_write(address: str, rows: delta.Batches, **options: Any) -> None:
        table = Path(address).name
        tell(f"{before} {table}")
        write(address, _telling_rows(rows, tell, f"{inside} {table}"), **options)
        tell(f"{after} {table}")

    setattr(delta, "write_deltalake", telling_write)  # noqa: B010
    _tell_set_up(tell)
    _tell_roll_back(tell)
    _tell_compact(tell)


def _tell_set_up(tell: Tell) -> None:
    create = DeltaTable.create

    def telling_create(address: str, *schema: Any, **options: Any) -> DeltaTable:
        tell(f"{SETTING_UP} {Path(address).name}")
        return create(address, *schema, **options)

    setattr(DeltaTable, "create", telling_create)  # noqa: B010


def _tell_roll_back(tell: Tell) -> None:
    restore = DeltaTable.restore

    def telling_restore(table: DeltaTable, version: int) -> object:
        tell(f"{TAKING_BACK} {Path(table.table_uri).name}")
        return restore(table, version)

    setattr(DeltaTable, "restore", telling_restore)  # noqa: B010


def _tell_compact(tell: Tell) -> None:
    compact = TableOptimizer.compact

    def telling_compact(optimizer: TableOptimizer, **options: Any) -> object:
        tell(f"{PUTTING_TOGETHER} {Path(optimizer.table.table_uri).name}")
        return compact(optimizer, **options)

    setattr(TableOptimizer, "compact", telling_compact)  # noqa: B010


def _telling_rows(rows: delta.Batches, tell: Tell, step: str) -> pa.RecordBatchReader:
    """The same rows in two batches at least, if they are two; the step is told once the first is taken."""
    half = max(1, rows.num_rows // 2) if isinstance(rows, pa.Table) else None
    reader = rows.to_reader(max_chunksize=half) if isinstance(rows, pa.Table) else rows

    def batches() -> Iterator[pa.RecordBatch]:
        for place, batch in enumerate(reader):
            yield batch
            if place == 0:
                tell(step)

    return pa.RecordBatchReader.from_batches(reader.schema, batches())
