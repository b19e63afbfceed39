"""Upkeep of the stored files: small ones are merged, and old ones are deleted.

Undoing an import opens the tables as they were before it, so the files of earlier snapshots are kept as
long as someone may want to return to them.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from data.errors import Problem, place_of
from data.tables import delta, file_hashes, leftovers, objects, store
from data.tables.removal import unneeded
from data.tables.schemas import SCHEMAS
from data.tables.snapshot import CLOSED, Snapshot, snapshot_of
from data.words.catalog import _

KEPT_DAYS = 30  # by the next monthly report at the latest, a wrong file is noticed and can be undone
# An import may be writing a file that no snapshot names yet, or a download may still be reading it.
IDLE_HOURS = 24
CLEARED_EVERY_HOURS = 24  # after many imports it takes longer than a small import
SMALL_FILES = 30  # `left_out` gets a file with each import; more than this many are merged
SMALL_BYTES = 8 << 20
log = logging.getLogger(__name__)


def compact(snapshot: Snapshot) -> None:
    """Merge the small files of `left_out` if there are many; the next commit makes it count.

    Other tables don't need it: an import rewrites what it changes. Raises Problem if a file of the snapshot
    has changed since it was written, or if it can't write.
    """
    uri = snapshot.uri
    table = delta.open_table(uri, "left_out")
    small = pc.sum(pc.less(_files_of(table)["size_bytes"], SMALL_BYTES)).as_py() or 0
    if small > SMALL_FILES:
        file_hashes.require_unchanged(snapshot, "left_out")
        with delta.writing(uri):
            table.optimize.compact(writer_properties=delta.WRITING, commit_properties=delta.SIGNED)


def is_due(uri: str) -> bool:
    """Return whether old files were last deleted more than a day ago."""
    mark = store.workspace(uri) / "cleared"
    return not mark.exists() or time.time() - mark.stat().st_mtime > CLEARED_EVERY_HOURS * 3600


def clear(snapshot: Snapshot) -> None:
    """Delete files that no snapshot of the last KEPT_DAYS names and that are older than IDLE_HOURS.

    The caller holds the lock. What can't be deleted now is tried again a day later: an error here must not
    make an import fail that is already committed.
    """
    with suppress(OSError):
        (store.workspace(snapshot.uri) / "cleared").touch()
    imports = snapshot.table("imports")
    several = imports.num_rows > 1  # after one import, every file is new
    for name, versions in _kept(snapshot, imports).items() if several else ():
        try:
            clear_table(snapshot.uri, name, versions)
        except (OSError, ValueError, Problem, DeltaError) as error:
            log.warning("Old files of %s couldn't be deleted: %s", name, place_of(error))
    clear_rejected(snapshot)
    leftovers.clear_old(snapshot.uri)


def clear_rejected(snapshot: Snapshot) -> None:
    """Delete the CSV files of rejected rows whose import doesn't count, or that are older than KEPT_DAYS.

    The table `left_out` keeps the rows of imports that count. The caller holds the lock.
    """
    counting = set(store.counting(snapshot.table("imports"))["import_id"].to_pylist())
    for file in (store.workspace(snapshot.uri) / "rejected").glob("*.csv"):
        with suppress(OSError):
            if file.stem not in counting or leftovers.age(file) > KEPT_DAYS * leftovers.DAY:
                file.unlink()


def is_complete(snapshot: Snapshot) -> bool:
    """Return whether every table of a snapshot opens at its version, with every file in place."""
    try:
        return not snapshot.is_closed and not any(
            file for name, _version in snapshot.versions for file in broken_files(snapshot, name)
        )
    except (OSError, Problem):
        return False


def broken_files(snapshot: Snapshot, name: str) -> Iterator[str]:
    """Return a sentence for each file of a table that is missing or cut off.

    Raises Problem if the table doesn't open.
    """
    for file in delta.broken_files(snapshot.open_table(name)):
        place = f"{name}/{file.path}"
        if file.size is None:
            yield _("{file} is missing", file=place)
        else:
            yield _(
                "{file} has {bytes} bytes instead of {expected}",
                file=place,
                bytes=file.size,
                expected=file.expected,
            )


def changed_tables(snapshot: Snapshot) -> Iterator[str]:
    """Return the tables whose newest files belong neither to the snapshot nor to an undone import.

    Raises Problem if a table doesn't open.
    """
    last = snapshot_of(snapshot.uri, snapshot.number, snapshot.table("imports").sort_by("import_id"))
    last = snapshot if last.is_closed else last
    for name in dict(snapshot.versions):
        named = [set(delta.files(one.open_table(name))) for one in (snapshot, last)]
        if set(store.uncommitted_files(snapshot.uri, name)) not in named:
            yield name


def _kept(snapshot: Snapshot, imports: pa.Table) -> dict[str, dict[int, str | None]]:
    """Return the versions of each table that were the newest within KEPT_DAYS: undo can return to them.

    Each is given with the hash of its list of files, None if it isn't known.
    """
    since = datetime.now(UTC) - timedelta(days=KEPT_DAYS)
    rows = store.counting(imports).to_pylist()
    older = sum(1 for row in rows if row["imported_at"] and row["imported_at"] < since)
    kept = rows[max(older - 1, 0) :]  # and the one before them, which was the newest until they came
    versions = {
        name: {row[f"{name}_version"] or 0: row[f"{name}_files"] for row in kept} for name in SCHEMAS
    }
    for of_table in versions.values():
        of_table.pop(CLOSED, None)
    newest = ("imports", *snapshot.standalone_tables())
    return versions | {name: {snapshot.version(name): None} for name in newest}


def clear_table(
    uri: str, name: str, versions: Mapping[int, str | None], *, idle_hours: int | None = None
) -> None:
    """Delete the files of a table that no version of these names and that are so old (IDLE_HOURS).

    Each version is given with the hash of its list of files, None if it isn't known.

    Raises OSError, ValueError, DeltaError or Problem if it isn't clear which files these are.
    """
    hours = IDLE_HOURS if idle_hours is None else idle_hours
    if "://" in uri:
        _clear_object_store(delta.open_table(uri, name), [*versions], hours)
        return
    for file in list(unneeded.unneeded(uri, name, versions, hours)):
        with suppress(OSError):  # on Windows, a file that is being read stays until the next time
            file.unlink()


def _clear_object_store(table: DeltaTable, versions: list[int], hours: int) -> None:
    # Delta only lists the files: if it deleted them, it would commit versions of its own.
    old = table.vacuum(
        retention_hours=hours,
        enforce_retention_duration=False,
        full=True,
        keep_versions=versions,
        dry_run=True,
    )
    base, root = objects.file_system(table.table_uri)
    for path in old:
        with suppress(FileNotFoundError):
            base.delete_file(f"{root}/{unquote(path)}")


def _files_of(table: DeltaTable) -> pa.Table:
    return pa.table(table.get_add_actions(flatten=True))
