"""The steps of an import in this process, reported to a test that disturbs one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
from deltalake import DeltaTable
from deltalake.table import TableOptimizer

from data.tables import delta, file_hashes

OnStep = Callable[[str], None]
COMMIT = "imports"  # the table whose write commits an import
WRITING = ("before", "inside", "after")  # a write; the name of the table follows, here and in the next line
CREATING, ROLLING_BACK, COMPACTING = "creating", "rolling back", "compacting"
STARTED = "started"  # the first step of all
CLEARING = "Removing old files"  # as the import reports it
TABLE_STEPS = (*WRITING, CREATING, ROLLING_BACK, COMPACTING, CLEARING)


def report_writes(on_step: OnStep) -> None:
    """Report from now on what this process does to a table (see TABLE_STEPS), with the table's name."""
    before, inside, after = WRITING
    write = getattr(delta, "write_deltalake")  # noqa: B009 - the module does not export it

    def reporting_write(address: str, rows: delta.Batches, **options: Any) -> None:
        table = Path(address).name
        on_step(f"{before} {table}")
        write(address, _reporting_rows(rows, on_step, f"{inside} {table}"), **options)
        on_step(f"{after} {table}")

    setattr(delta, "write_deltalake", reporting_write)  # noqa: B010
    _report_small_writes(on_step)
    _report_creation(on_step)
    _report_rollback(on_step)
    _report_compaction(on_step)


def _report_small_writes(on_step: OnStep) -> None:
    """Report the writes of small tables; `inside` is between the file and the commit that names it."""
    before, inside, after = WRITING
    write, transact = file_hashes.write, DeltaTable.create_write_transaction

    def reporting_write(uri: str, name: str, *rows: Any, **options: Any) -> None:
        on_step(f"{before} {name}")
        write(uri, name, *rows, **options)
        on_step(f"{after} {name}")

    def reporting_transact(table: DeltaTable, *actions: Any, **options: Any) -> None:
        on_step(f"{inside} {Path(table.table_uri).name}")
        transact(table, *actions, **options)

    setattr(file_hashes, "write", reporting_write)  # noqa: B010
    setattr(DeltaTable, "create_write_transaction", reporting_transact)  # noqa: B010


def _report_creation(on_step: OnStep) -> None:
    create = DeltaTable.create

    def reporting_create(address: str, *schema: Any, **options: Any) -> DeltaTable:
        on_step(f"{CREATING} {Path(address).name}")
        return create(address, *schema, **options)

    setattr(DeltaTable, "create", reporting_create)  # noqa: B010


def _report_rollback(on_step: OnStep) -> None:
    restore = DeltaTable.restore

    def reporting_restore(table: DeltaTable, version: int, **options: Any) -> object:
        on_step(f"{ROLLING_BACK} {Path(table.table_uri).name}")
        return restore(table, version, **options)

    setattr(DeltaTable, "restore", reporting_restore)  # noqa: B010


def _report_compaction(on_step: OnStep) -> None:
    compact = TableOptimizer.compact

    def reporting_compact(optimizer: TableOptimizer, **options: Any) -> object:
        on_step(f"{COMPACTING} {Path(optimizer.table.table_uri).name}")
        return compact(optimizer, **options)

    setattr(TableOptimizer, "compact", reporting_compact)  # noqa: B010


def _reporting_rows(rows: delta.Batches, on_step: OnStep, step: str) -> pa.RecordBatchReader:
    """Return the same rows in at least two batches, if they are two; report when the first one is read."""
    half = max(1, rows.num_rows // 2) if isinstance(rows, pa.Table) else None
    reader = rows.to_reader(max_chunksize=half) if isinstance(rows, pa.Table) else rows

    def batches() -> Iterator[pa.RecordBatch]:
        for place, batch in enumerate(reader):
            yield batch
            if place == 0:
                on_step(step)

    return pa.RecordBatchReader.from_batches(reader.schema, batches())
