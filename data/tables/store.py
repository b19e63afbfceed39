"""The Delta Lake tables of one folder or object store, and their one commit point.

Delta commits one table at a time, so a row of `imports`, written last, names the version of every table.
Readers open the versions of the last import that counts. A writer first rolls back what came after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import DeltaTable
from deltalake.exceptions import TableNotFoundError
from filelock import FileLock, Timeout

from data.errors import Problem
from data.faults import CHECK
from data.tables import delta, file_hashes, marks, objects
from data.tables.delta import Batches, address, raising_problem, writing
from data.tables.schemas import IMPORTS, PARTITIONED, PROPERTIES, SCHEMAS, STANDALONE
from data.tables.snapshot import NO_STANDALONE, UNREADABLE_TABLE, Snapshot, require_list, snapshot_of
from data.words.catalog import N_, _

UNREADABLE_IMPORTS = N_("The list of imports can't be read.")
LOCK_SECONDS = 60  # how long a writer waits for another to end


def newest(uri: str) -> Snapshot:
    """Return the newest snapshot of a store; an empty one if nothing is set up at that address.

    Raises Problem if the list of imports can't be read.
    """
    table = _existing(uri, "imports")
    if table is None:
        return Snapshot(uri, -1, ())
    require_list(uri, "imports", table)
    with raising_problem(_(UNREADABLE_IMPORTS), uri, _(CHECK), pa.ArrowException):
        rows = delta.read_rows(table, IMPORTS)
    standalone = _standalone(uri, is_exact=True)
    snapshot = snapshot_of(uri, table.version(), counting(rows), standalone, marks.id_of(table))
    snapshot.keep_imports(rows, table)
    return snapshot


def counting(imports: pa.Table) -> pa.Table:
    """Return the rows of `imports` that count because they weren't undone, oldest first."""
    return imports.filter(pc.is_null(imports["undone_at"])).sort_by("import_id")


def newest_number(uri: str, *, is_exact: bool = False) -> int:
    """Return the version of the data alone, at little cost; -1 if nothing is set up (see newest_mark)."""
    return newest_mark(uri, is_exact=is_exact)[1]


def newest_mark(uri: str, *, is_exact: bool = False) -> tuple[str, int, tuple[int, ...]]:
    """Return the ID of the table of imports, the version of the data, and those of the STANDALONE tables.

    A store that was set up again has another ID. Of an object store, the answer can be some seconds old,
    unless it `is_exact` (see marks.newest). Raises Problem if the list of imports can't be read.
    """
    imports = _mark(uri, "imports", is_exact=is_exact)
    is_missing = imports == marks.NO_TABLE
    return (*imports, NO_STANDALONE if is_missing else _standalone(uri, is_exact=is_exact))


def _standalone(uri: str, *, is_exact: bool) -> tuple[int, ...]:
    return tuple(_mark(uri, name, is_exact=is_exact).version for name in STANDALONE)


def _mark(uri: str, name: str, *, is_exact: bool) -> marks.Mark:
    def read() -> marks.Mark:
        table = _existing(uri, name)
        return marks.NO_TABLE if table is None else marks.Mark(marks.id_of(table), table.version())

    with _raising_unreadable(uri, name):
        return marks.newest(address(uri, name), read, is_exact=is_exact)


def _existing(uri: str, name: str) -> DeltaTable | None:
    """Return a table in its newest version; None if nothing is set up at that address."""
    with _raising_unreadable(uri, name):
        try:
            return delta.newest_table(uri, name)
        except TableNotFoundError:
            return None


def _raising_unreadable(uri: str, name: str) -> AbstractContextManager[None]:
    sentence = _(UNREADABLE_IMPORTS) if name == "imports" else _(UNREADABLE_TABLE, table=name)
    return raising_problem(sentence, uri, _(CHECK), pa.ArrowException)


def create(uri: str) -> Snapshot:
    """Set up every table that isn't there yet, empty, and return the newest snapshot.

    Raises Problem if a table can't be written.
    """
    snapshot = newest(uri)
    if snapshot.number >= 0:  # `imports` is set up last, so the others are there
        imports = snapshot.open_table("imports")
        return newest(uri) if snapshot.number and delta.set_properties(imports, PROPERTIES) else snapshot
    with writing(uri):
        objects.require_commits_apart(uri)
    for name, schema in {**SCHEMAS, "imports": IMPORTS}.items():
        set_up(uri, name, schema)
    return newest(uri)


def set_up(uri: str, name: str, schema: pa.Schema) -> None:
    """Set up one table, empty, if it isn't there yet. Raises Problem if it can't be written."""
    with writing(uri):
        DeltaTable.create(
            address(uri, name),
            schema,
            mode="ignore",
            partition_by=PARTITIONED.get(name),
            configuration=PROPERTIES,
            storage_options=objects.options(uri),
        )


def roll_back(snapshot: Snapshot) -> None:
    """Remove what was written after the snapshot, by an import that was undone or didn't finish.

    Raises Problem if files that the snapshot names are gone, or the tables can't be written.
    """
    sentence = _("The leftovers of an earlier import can't be removed.")
    next_step = f"{_('Check the folder’s free space and permissions.')} {_(CHECK)}"
    with raising_problem(sentence, snapshot.uri, next_step):
        for name, version in snapshot.versions:
            table = snapshot.open_table(name)
            if delta.newest_version(snapshot.uri, name, version) != version:
                table = delta.newest_table(snapshot.uri, name)
                table.restore(version, commit_properties=delta.SIGNED)
            delta.set_properties(table, PROPERTIES)


def check_complete(snapshot: Snapshot) -> None:
    """Raise Problem if a file that the snapshot names is missing or incomplete."""
    for name, _version in snapshot.versions:
        snapshot.complete_table(name)


def uncommitted_files(uri: str, name: str) -> list[str]:
    """Return the files of a table as an import that hasn't committed yet left it."""
    return delta.files(delta.open_table(uri, name))


def append(uri: str, name: str, rows: Batches) -> None:
    """Add rows to a table."""
    delta.write(uri, name, rows, mode="append", writer_properties=delta.WRITING)


def replace(uri: str, name: str, rows: Batches, months: list[str] | None = None) -> None:
    """Replace a table, or the `months` of it ("2026-09"), by rows in one atomic step.

    The table gets the columns that it was set up without, empty in its other rows.
    """
    predicate = (
        None if months is None else "month in ({})".format(", ".join(f"'{month}'" for month in months))
    )
    written = {"writer_properties": delta.WRITING, "schema_mode": "merge"}
    delta.write(uri, name, rows, mode="overwrite", predicate=predicate, **written)


def commit(snapshot: Snapshot, row: dict[str, Any]) -> Snapshot:
    """Commit an import: write its row with the versions of all tables, and return the new snapshot.

    Raises Problem if the row can't be written, or if another machine has changed the tables meanwhile.
    """
    added = pa.Table.from_pylist([row | written_tables(snapshot)], schema=IMPORTS)
    rows = pa.concat_tables([snapshot.table("imports"), added])
    replace_imports(snapshot, rows, file_hashes.of_new_files(snapshot))
    kept = (snapshot.standalone, snapshot.store)
    committed = snapshot_of(snapshot.uri, snapshot.number + 1, counting(rows), *kept)
    committed.keep_imports(rows)
    return committed


def written_tables(snapshot: Snapshot) -> dict[str, object]:
    """Return what a row of `imports` says of the tables as they are now: versions, and hashes of lists.

    Raises Problem if another machine has changed them since the snapshot.
    """
    tables: dict[str, object] = {}
    for name in SCHEMAS:
        tables[f"{name}_version"], tables[f"{name}_files"] = file_hashes.newest_list(snapshot, name)
    return tables


def replace_imports(
    snapshot: Snapshot,
    rows: pa.Table,
    hashes: Mapping[str, str] | None = None,
    notes: Mapping[str, str] | None = None,
) -> None:
    """Replace the rows of `imports` in one step, whose commit names the `hashes` and other `notes`.

    Raises Problem if they can't be written, or if a snapshot came after this one: another machine that uses
    the same object store doesn't see our lock.
    """
    file_hashes.require_unchanged(snapshot, "imports")
    opened = snapshot.open_table("imports")
    file_hashes.write(
        *(snapshot.uri, "imports", rows, "overwrite", hashes),
        notes=(notes or {}) if hashes is None else {**(notes or {}), **file_hashes.WHOLE},
        opened=opened,
        only_if_newest=True,
    )


@contextmanager
def import_lock(uri: str, wait: float | None = None, *, next_step: str = "") -> Iterator[None]:
    """Hold the lock of a store, which every writer takes; the system releases it when the process ends.

    Raises Problem, which says the next step, if another writer still has it after `wait` seconds, which are
    LOCK_SECONDS by default.
    """
    lock = FileLock(workspace(uri) / "import.lock", timeout=LOCK_SECONDS if wait is None else wait)
    try:
        lock.acquire()
    except Timeout:
        raise Problem(
            _("The stored data is being changed."),
            where=uri,
            next_step=next_step
            or _("Wait until that is done, then import again. The Imports page shows running imports."),
        ) from None
    try:
        yield
    finally:
        lock.release()


def workspace(uri: str) -> Path:
    """Return the local folder for a store's lock, staging files and rejected rows; make it if need be."""
    folder = workspace_place(uri)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def workspace_place(uri: str) -> Path:
    """Return where that folder is, or would be."""
    return (objects.local_folder(uri) if "://" in uri else Path(uri)) / "work"
