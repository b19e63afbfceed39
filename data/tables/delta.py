"""One Delta Lake table: where it lies, how it is opened, read and written, and what a fault is told as."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TypeAlias
from urllib.parse import unquote

import pyarrow as pa
from deltalake import DeltaTable, write_deltalake
from deltalake.exceptions import DeltaError
from pyarrow import fs
from pyarrow import parquet as pq

from data.errors import Problem

CHECK = "`python -m data check` says what is wrong with the logs, and what to do."
PARTITION = re.compile(r"/(\w+)=([^/]+)(?=/)")
Batches: TypeAlias = pa.Table | pa.RecordBatchReader
UNFIT = re.compile(r"[*?%\[\]]|month=")


def address(uri: str, name: str) -> str:
    """Where a table lies. Raises Problem where none can."""
    if "://" not in uri and UNFIT.search(uri):
        raise Problem(
            "The logs can't lie in a folder with such a name: *, ?, %, brackets and “month=” mean "
            "something else to the programs that read it.",
            where=uri,
            next_step="Set `logs` to another folder.",
        )
    return f"{uri.rstrip('/')}/{name}"


def opened(uri: str, name: str, version: int | None = None) -> DeltaTable:
    """A table at a version, or as it was written last. Raises Problem where it does not open so."""
    at = "" if version is None else f" at version {version}"
    with telling(f"The table {name} does not open{at}", uri, CHECK):
        return DeltaTable(address(uri, name), version=version)


def rows(table: DeltaTable, schema: pa.Schema) -> pa.Table:
    """The whole of a small table; a column that came later is null in older rows."""
    # Through Arrow's own file systems: deltalake's is a Python object, and a thread of Arrow's that still
    # holds one of its buffers when the process ends aborts it (apache/arrow issue 34314). And file by file,
    # since to load Arrow's datasets takes longer than to read all small tables.
    base, root = folder(table)
    found = [_file_rows(base, root, file) for file in _within(table)]
    return pa.concat_tables([schema.empty_table(), *found], promote_options="default").select(schema.names)


def _within(table: DeltaTable) -> list[str]:
    """The Parquet files of a table by their paths within its folder."""
    _base, root = folder(table)
    address_length, path_length = len(table.table_uri.rstrip("/")), len(root)
    return [file[address_length if "://" in file else path_length :] for file in files(table)]


def _file_rows(base: fs.FileSystem, root: str, within: str) -> pa.Table:
    """The rows of one file, with the values of its partition, which only its path names."""
    with base.open_input_file(root + within) as file:
        read = pq.ParquetFile(file).read()
    for name, value in PARTITION.findall(within):
        read = read.append_column(name, pa.repeat(value, read.num_rows))
    return read


def files(table: DeltaTable) -> list[str]:
    """The Parquet files of a table, as addresses that a reader can open."""
    # Delta writes a local path as an address, with %20 for a space; who opens the file wants the path.
    return [file if "://" in file else unquote(file) for file in table.file_uris()]


def folder(table: DeltaTable) -> tuple[fs.FileSystem, str]:
    """The file system in which a table lies, and its folder there."""
    base, root = fs.FileSystem.from_uri(table.table_uri)
    return base, root.rstrip("/")


def write(uri: str, name: str, rows: Batches, **how: Any) -> None:
    """Write rows into a table. Raises Problem where that fails; one in making them is raised as it is."""
    faults: list[Exception] = []
    try:
        with writing(uri):
            write_deltalake(address(uri, name), _noting(rows, faults), **how)
    except Problem:
        if faults:  # Delta tells of it as a fault of its own, which would be taken for one of the folder
            raise faults[0] from None
        raise


def _noting(rows: Batches, faults: list[Exception]) -> Batches:
    """The same rows; a fault in making them is noted on its way."""

    def batches() -> Iterator[pa.RecordBatch]:
        try:
            yield from rows
        except Exception as fault:
            faults.append(fault)
            raise

    return rows if isinstance(rows, pa.Table) else pa.RecordBatchReader.from_batches(rows.schema, batches())


@contextmanager
def telling(what: str, uri: str, next_step: str, *more: type[Exception]) -> Iterator[None]:
    """Raise Problem for a fault of the files or of Delta, or one of `more`."""
    faults: tuple[type[Exception], ...] = (OSError, DeltaError, *more)
    try:
        yield
    except faults as fault:
        raise Problem(f"{what} ({type(fault).__name__}).", where=uri, next_step=next_step) from None


def writing(uri: str) -> AbstractContextManager[None]:
    """Raise Problem for whatever fault there is in writing."""
    next_step = (
        "Look at its free space and give this account the right to write there, or set `logs` to "
        "another folder."
    )
    return telling("The folder of the logs can't be written", uri, next_step)
