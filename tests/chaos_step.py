"""Take a file in and die at one step, as if the power had failed: a process of its own for every step.

`python -m tests.chaos_step FILE DISTRICT STEP [DISTRICT STEP …]` prints the exit status of each. A step is
one that the import tells of itself, or `before`, `inside` or `after` a write to a table.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from data import store
from data.importer import take_in

DIED = 9


def main(file: str, *pairs: str) -> None:
    """Import the file into every district, dying at its step; in forks, which need not load the modules."""
    forks = [_fork(file, district, step) for district, step in zip(pairs[::2], pairs[1::2], strict=True)]
    print(*(os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1]) for fork in forks))  # noqa: T201


def _fork(file: str, district: str, step: str) -> int:
    fork = os.fork()
    if fork:
        return fork
    try:
        os.environ["DISTRICT_TOML"] = district
        _import(Path(file), step)
        os._exit(0)
    except BaseException:  # noqa: BLE001 - a fork must never go on as if it were the parent
        traceback.print_exc()
        os._exit(1)


def _import(file: Path, step: str) -> None:
    write = getattr(store, "write_deltalake")  # noqa: B009 - the module does not export it

    def dying_write(address: str, rows: store.Batches, **options: Any) -> None:
        table = address.rsplit("/", 1)[-1]
        _die_at(step, f"before {table}")
        write(address, _dying_rows(rows, step, table), **options)
        _die_at(step, f"after {table}")

    setattr(store, "write_deltalake", dying_write)  # noqa: B010
    take_in(file, by="somebody", progress=lambda told, _share: _die_at(step, told))


def _dying_rows(rows: store.Batches, step: str, table: str) -> store.Batches:
    if step != f"inside {table}":
        return rows
    reader = rows.to_reader(max_chunksize=1) if isinstance(rows, pa.Table) else rows

    def batches() -> Iterator[pa.RecordBatch]:
        yield reader.read_next_batch()
        _die_at(step, step)

    return pa.RecordBatchReader.from_batches(reader.schema, batches())


def _die_at(step: str, reached: str) -> None:
    if reached == step:
        os._exit(DIED)


if __name__ == "__main__":
    main(*sys.argv[1:])
