"""One Delta Lake table: its address, how it is opened, read and written, and what its errors say."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import unquote

import pyarrow as pa
import xxhash
from deltalake import ColumnProperties, CommitProperties, DeltaTable, WriterProperties, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError
from pyarrow import fs
from pyarrow import parquet as pq

from data import faults
from data.errors import Problem
from data.faults import CHECK
from data.tables import objects
from data.words.catalog import _

PARTITION = re.compile(r"/(\w+)=([^/]+)(?=/)")
# Look-ups by number read few rows: groups of 30,720 rows with pages of 4,096 were the fastest of several.
GROUP_ROWS = 30_720
# Delta's writer takes batches in any order. If they are whole groups, each is still a stretch of the rows.
BATCH_ROWS = 3 * GROUP_ROWS
# Columns with many different values: a dictionary would cost a fifth of the time and an eighth of the size.
VARIED = ("message_id", "contact_id", "number", "requested_at", "updated_at")
WRITING = WriterProperties(
    compression="ZSTD",
    compression_level=1,
    max_row_group_size=GROUP_ROWS,
    data_page_row_count_limit=4_096,
    write_batch_size=4_096,
    default_column_properties=ColumnProperties(statistics_enabled="CHUNK"),
    column_properties=dict.fromkeys(VARIED, ColumnProperties(dictionary_enabled=False)),
)
SIGNATURE = uuid.uuid4().hex  # of this process
SIGNED = CommitProperties(custom_metadata={"signature": SIGNATURE})
Batches: TypeAlias = pa.Table | pa.RecordBatchReader
COMMITS = "[0-9]" * 20 + ".json"
LIST = "listHash"  # in a commit's `commitInfo`: the hash of the list of the table's files
UNUSABLE = re.compile(r"[*?%\[\]]|month=")


class BrokenFile(NamedTuple):
    """A file of a table: its path there, its size in bytes (None if it is missing), and the right one."""

    path: str
    size: int | None
    expected: int


def address(uri: str, name: str) -> str:
    """Return the address of a table. Raises Problem for a folder that can't hold one."""
    if "://" not in uri and UNUSABLE.search(uri):
        raise Problem(
            _("The tables can't be in a folder whose name has *, ?, %, brackets or “month=”."),
            where=uri,
            next_step=_("Set `logs` to another folder."),
        )
    return f"{uri.rstrip('/')}/{name}"


def open_table(uri: str, name: str, version: int | None = None) -> DeltaTable:
    """Return a table at a version, by default the newest. Raises Problem if it doesn't open."""
    sentence = (
        _("The table {table} doesn't open.", table=name)
        if version is None
        else _("The table {table} doesn't open at version {version}.", table=name, version=str(version))
    )
    with raising_problem(sentence, uri, _(CHECK)):
        return DeltaTable(address(uri, name), version=version, storage_options=objects.options(uri))


def newest_table(uri: str, name: str) -> DeltaTable:
    """Return a table at its newest version. Raises Delta's and the system's own errors."""
    return DeltaTable(address(uri, name), storage_options=objects.options(uri))


def newest_version(uri: str, name: str, since: int = 0) -> int:
    """Return the newest version of a table, which has the version `since`.

    It isn't opened: each version is a file of its log, named after it (Delta's protocol, "Delta Log
    Entries"). Most often, there are none or one since. Raises OSError if an object store doesn't answer.
    """
    while _has_commit(uri, name, since + 1):
        since += 1
    return since


def _has_commit(uri: str, name: str, version: int) -> bool:
    file = commit_file(uri, name, version)
    is_folder = "://" not in uri
    return file.exists() if is_folder else objects.exists(f"{address(uri, name)}/_delta_log/{file.name}")


def read_rows(table: DeltaTable, schema: pa.Schema) -> pa.Table:
    """Return all rows of a small table; a column that was added later is null in older rows."""
    # Arrow's own file systems: deltalake's is a Python object, and an Arrow thread that still holds one of
    # its buffers when the process ends aborts the process (apache/arrow issue 34314). File by file, because
    # loading Arrow's datasets takes longer than reading all small tables.
    base, root = objects.file_system(table.table_uri)
    parts = [_file_rows(base, root, file, schema.names) for file in paths(table)]
    return pa.concat_tables([schema.empty_table(), *parts], promote_options="default").select(schema.names)


def paths(table: DeltaTable) -> list[str]:
    """Return the Parquet files of a table, by their paths in its folder, each with a slash before it."""
    _base, root = objects.file_system(table.table_uri)
    address_length, path_length = len(table.table_uri.rstrip("/")), len(root)
    return [file[address_length if "://" in file else path_length :] for file in files(table)]


def list_hash(paths: Iterable[str]) -> str:
    """Return the hash of a list of files, by their paths in the table's folder (see paths)."""
    return xxhash.xxh3_128("\n".join(sorted(paths)).encode()).hexdigest()


def commit_file(uri: str, name: str, version: int) -> Path:
    """Return the file of Delta's log that a version of a table in a local folder was committed by."""
    return Path(address(uri, name), "_delta_log", f"{version:020}.json")


def commit_info(commit: Path) -> dict[str, Any]:
    """Return what a commit says of itself. Raises OSError or ValueError if it can't be read."""
    with commit.open(encoding="utf-8") as lines:
        info = next((line for line in lines if line.startswith('{"commitInfo"')), "{}")
    return dict(json.loads(info).get("commitInfo", {}))


def _file_rows(base: fs.FileSystem, root: str, path: str, names: list[str]) -> pa.Table:
    """Return the rows of one file, with the values of its partition, which only its path names."""
    with base.open_input_file(root + path) as file:
        # One thread is enough for a small table, and saves a third of the time for each of many files.
        rows = pq.ParquetFile(file).read(columns=names, use_threads=False)
    for name, value in PARTITION.findall(path):
        rows = rows.append_column(name, pa.repeat(value, rows.num_rows))
    return rows


def files(table: DeltaTable) -> list[str]:
    """Return the Parquet files of a table, as addresses that a reader can open."""
    # Delta writes a local path as a URL, with %20 for a space; opening the file takes the path.
    return [file if "://" in file else unquote(file) for file in table.file_uris()]


def broken_files(table: DeltaTable) -> Iterator[BrokenFile]:
    """Yield the files of a table that are missing, or have another size than the log says."""
    base, root = objects.file_system(table.table_uri)
    actions = pa.table(table.get_add_actions()).select(["path", "size_bytes"]).to_pylist()
    paths = [unquote(action["path"]) for action in actions]
    for path, action, info in zip(
        paths, actions, base.get_file_info([f"{root}/{path}" for path in paths]), strict=True
    ):
        size = info.size if info.type == fs.FileType.File else None
        if size != action["size_bytes"]:
            yield BrokenFile(path, size, action["size_bytes"])


def check_sizes(table: DeltaTable, name: str) -> None:
    """Raise Problem if a file of a table is missing or incomplete; an object store has no such files."""
    if "://" in table.table_uri and not table.table_uri.startswith("file:"):
        return
    for file in broken_files(table):
        if file.size is None:
            happened = _("A file of the table {table} is missing.", table=name)
        else:
            happened = _("A file of the table {table} is incomplete.", table=name)
        raise Problem(happened, where=f"{name}/{file.path}", next_step=_(CHECK))


def write(uri: str, name: str, rows: Batches, **options: Any) -> None:
    """Write rows into a table, with options of write_deltalake. Raises Problem if writing fails.

    An error in making the rows is raised unchanged.
    """
    errors: list[Exception] = []
    try:
        with writing(uri):
            noted = _noting_errors(rows, errors)
            written = {"commit_properties": SIGNED, "storage_options": objects.options(uri), **options}
            write_deltalake(address(uri, name), noted, **written)
    except Problem:
        if errors:  # Delta raises it as its own error, which would look like one of the folder
            raise errors[0] from None
        raise


def set_properties(table: DeltaTable, properties: Mapping[str, str]) -> bool:
    """Set properties of a table that an older program didn't set; return whether there were any."""
    is_lacking = bool(properties.items() - table.metadata().configuration.items())
    if is_lacking:
        table.alter.set_table_properties(dict(properties), commit_properties=SIGNED)
        table.create_checkpoint()
    return is_lacking


def require_signed(table: DeltaTable, since: int) -> None:
    """Raise CommitFailedError if not every version after `since` is of this process.

    What came before this process last restored the table counts no more.
    """
    newer = table.version() - since
    for commit in table.history(newer) if newer else []:
        if commit.get("signature") != SIGNATURE:
            raise CommitFailedError("Failed to commit transaction: Commit failed")  # as Delta says it
        if commit["operation"] == "RESTORE":
            return


def _noting_errors(rows: Batches, errors: list[Exception]) -> Batches:
    """Return the same rows; an error in making them is also added to `errors`."""

    def batches() -> Iterator[pa.RecordBatch]:
        try:
            yield from rows
        except Exception as error:
            errors.append(error)
            raise

    return rows if isinstance(rows, pa.Table) else pa.RecordBatchReader.from_batches(rows.schema, batches())


@contextmanager
def raising_problem(sentence: str, uri: str, next_step: str, *more: type[Exception]) -> Iterator[None]:
    """Raise Problem, which says the sentence, for an error of the files, of Delta, or one of `more`."""
    errors: tuple[type[Exception], ...] = (OSError, DeltaError, *more)
    try:
        yield
    except errors as error:
        if problem := faults.problem(error, uri, sentence):
            raise problem from None
        kind = _("Technical detail: {error}.", error=type(error).__name__)
        raise Problem(f"{sentence} {kind}", where=uri, next_step=next_step) from None


def writing(uri: str) -> AbstractContextManager[None]:
    """Raise Problem for an error in writing."""
    sentence = _("The folder of the stored data can't be written to.")
    next_step = _("Check its free space and this account's permissions, or set `logs` to another folder.")
    return raising_problem(sentence, uri, next_step)
