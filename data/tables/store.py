"""The Delta Lake tables of one folder or object store, and their one commit point.

Delta commits one table at a time, so a row of `imports`, written last, names the versions of all
tables. Readers open those of the last row not undone; a writer first rolls back what lies beyond them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import ColumnProperties, DeltaTable, WriterProperties
from deltalake.exceptions import TableNotFoundError
from filelock import FileLock, Timeout

from data import settings
from data.errors import Problem
from data.tables import delta
from data.tables.delta import CHECK, Batches, address, telling, writing
from data.tables.schemas import IMPORTS, PARTITIONED, REMINDERS, SCHEMAS

# Look-ups by number open few rows: groups of 30,720 were measured best (design, section 5).
# Columns with few values alike: a dictionary of them costs a fifth of the time and an eighth of the size.
VARIED = ("message_id", "contact_id", "number", "requested_at", "updated_at")
WRITING = WriterProperties(
    compression="ZSTD",
    compression_level=1,
    max_row_group_size=30_720,
    write_batch_size=30_720,
    default_column_properties=ColumnProperties(statistics_enabled="CHUNK"),
    column_properties=dict.fromkeys(VARIED, ColumnProperties(dictionary_enabled=False)),
)
# Else, at some hundredth write, Delta forgets how versions of over 30 days ago were made up, also one that
# the newest snapshot still names.
REMEMBERING = {"delta.enableExpiredLogCleanup": "false"}
NOT_THERE = -1  # as the version of a table that is not set up
UNREAD = "The list of imports can't be read"
LOCK_SECONDS = 60  # how long an import waits for another one to end


@dataclass(frozen=True)
class Snapshot:
    """The versions that belong together; `number` is that of `imports`, -1 where nothing is set up yet.

    `reminders` is the version of what was sent, of which imports know nothing; -1 where nothing was.
    """

    uri: str
    number: int
    versions: tuple[tuple[str, int], ...]
    reminders: int = NOT_THERE

    def version(self, table: str) -> int:
        """The version of one table; -1 where it is not there yet."""
        return {**dict(self.versions), "imports": self.number, "reminders": self.reminders}[table]

    def files(self, table: str) -> list[str]:
        """The Parquet files of one table at this snapshot, as addresses that a reader can open."""
        return [] if self.number < 0 else delta.files(self.opened(table))

    def table(self, name: str) -> pa.Table:
        """The whole of a small table at this snapshot. Raises Problem where it can't be read."""
        schema = {**SCHEMAS, "imports": IMPORTS, "reminders": REMINDERS}[name]
        if self.number < 0 or self.version(name) == NOT_THERE:
            return schema.empty_table()
        with telling(f"The table {name} can't be read", self.uri, CHECK, pa.ArrowException):
            return delta.rows(self.opened(name), schema)

    def opened(self, name: str) -> DeltaTable:
        """A table at this snapshot. Raises Problem where it does not open at that version."""
        return delta.opened(self.uri, name, self.version(name))


def newest(uri: str) -> Snapshot:
    """The newest snapshot of a store; an empty one where nothing has been set up at that address.

    Raises Problem where the list of imports can't be read.
    """
    table = _if_there(uri, "imports")
    if table is None:
        return Snapshot(uri, -1, ())
    with telling(UNREAD, uri, CHECK, pa.ArrowException):
        imports = standing(delta.rows(table, IMPORTS))
    return named(uri, table.version(), imports, _newest_reminders(uri))


def standing(imports: pa.Table) -> pa.Table:
    """The rows of `imports` that were not undone, oldest first."""
    return imports.filter(pc.is_null(imports["undone_at"])).sort_by("import_id")


def named(uri: str, number: int, imports: pa.Table, reminders: int = NOT_THERE) -> Snapshot:
    """The snapshot that the last of these rows of `imports` names; of none, the empty tables."""
    last: dict[str, Any] = imports.slice(max(imports.num_rows - 1, 0), 1).to_pydict()
    versions = tuple((name, (last[f"{name}_version"] or [0])[0]) for name in SCHEMAS)
    return Snapshot(uri, number, versions, reminders)


def newest_number(uri: str) -> int:
    """The data version alone, cheaply; -1 where nothing has been set up."""
    return newest_mark(uri)[1]


def newest_mark(uri: str) -> tuple[str, int, int]:
    """The data version with the id of the very table and the version of reminders.

    Logs that were deleted and made anew differ by the id. Raises Problem where the list of imports can't be
    read.
    """
    table = _if_there(uri, "imports")
    return (
        ("", -1, -1)
        if table is None
        else (str(table.metadata().id), table.version(), _newest_reminders(uri))
    )


def _newest_reminders(uri: str) -> int:
    table = _if_there(uri, "reminders")
    return NOT_THERE if table is None else int(table.version())


def _if_there(uri: str, name: str) -> DeltaTable | None:
    """A table as it was written last; None where nothing has been set up at that address."""
    with telling(UNREAD if name == "imports" else f"The table {name} can't be read", uri, CHECK):
        try:
            return DeltaTable(address(uri, name))
        except TableNotFoundError:
            return None


def create(uri: str) -> Snapshot:
    """Set up every table that is not there yet, empty; the newest snapshot. Raises Problem if it can't."""
    found = newest(uri)
    if found.number >= 0:  # `imports` is set up last, so the others are there
        return found
    for name, schema in {**SCHEMAS, "imports": IMPORTS}.items():
        set_up(uri, name, schema)
    return newest(uri)


def set_up(uri: str, name: str, schema: pa.Schema) -> None:
    """Set up one table, empty, where it is not there yet. Raises Problem if it can't be written."""
    with writing(uri):
        DeltaTable.create(
            address(uri, name),
            schema,
            mode="ignore",
            partition_by=PARTITIONED.get(name),
            configuration=REMEMBERING,
        )


def roll_back(snapshot: Snapshot) -> None:
    """Take back what lies beyond the snapshot: of an import that was undone, or never came to its end.

    Raises Problem where files that the snapshot names are gone, or the tables can't be written.
    """
    next_step = f"Look at the folder's free space and its rights to write. {CHECK}"
    with telling("What an earlier import left can't be taken back", snapshot.uri, next_step):
        for name, version in snapshot.versions:
            table = DeltaTable(address(snapshot.uri, name))
            if table.version() != version:
                table.restore(version)
            if REMEMBERING.items() - table.metadata().configuration.items():
                table.alter.set_table_properties(REMEMBERING)


def uncommitted_files(uri: str, name: str) -> list[str]:
    """The files of a table as an import that has not committed yet has left it."""
    return delta.files(delta.opened(uri, name))


def append(uri: str, name: str, rows: Batches) -> None:
    """Add rows to a table."""
    delta.write(uri, name, rows, mode="append", writer_properties=WRITING)


def replace(uri: str, name: str, rows: Batches, months: list[str] | None = None) -> None:
    """Put rows in the place of a table, or of its given months, in one atomic step.

    A whole table gets the columns that it was set up without.
    """
    predicate = (
        None if months is None else "month in ({})".format(", ".join(f"'{month}'" for month in months))
    )
    delta.write(
        uri,
        name,
        rows,
        mode="overwrite",
        writer_properties=WRITING,
        predicate=predicate,
        schema_mode="merge" if months is None else None,
    )


def commit(snapshot: Snapshot, row: dict[str, Any]) -> Snapshot:
    """Make an import real: its row and the versions of all tables, in one file and one step."""
    uri = snapshot.uri
    versions = {f"{name}_version": DeltaTable(address(uri, name)).version() for name in SCHEMAS}
    added = pa.Table.from_pylist([row | versions], schema=IMPORTS)
    replace(uri, "imports", pa.concat_tables([snapshot.table("imports"), added]))
    return newest(uri)


@contextmanager
def import_lock(uri: str, wait: float | None = None) -> Iterator[None]:
    """Hold the one right to import into a store; the system gives it back when the process dies.

    Raises Problem when another import still runs after `wait` seconds, or else LOCK_SECONDS.
    """
    lock = FileLock(workspace(uri) / "import.lock", timeout=LOCK_SECONDS if wait is None else wait)
    try:
        lock.acquire()
    except Timeout:
        raise Problem(
            "Another import is running.",
            where=uri,
            next_step="Wait until it has ended (the Imports page shows it), then import again.",
        ) from None
    try:
        yield
    finally:
        lock.release()


def workspace(uri: str) -> Path:
    """A local folder for the lock, staging files and rejected rows that belong to a store."""
    local = Path(uri) if "://" not in uri else settings.own_folder() / "remote"
    folder = local / "work"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
