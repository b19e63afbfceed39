"""The folder of the logs kept small and whole: small files put together, and old ones cleared away.

An import is undone by opening the tables as they were before it, so the files of each such state are kept
for as long as somebody may want it back.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError
from pyarrow import fs

from data.errors import Problem, place_of
from data.tables import delta, store
from data.tables.store import Snapshot

KEPT_DAYS = 30  # a wrong file is noticed by the next monthly report at the latest, and can then be undone
# A file that no state names may be one that an import is writing just now, or that a download still reads.
IDLE_HOURS = 24
CLEARED_EVERY_HOURS = 24  # it takes some seconds with a thousand imports: too long for each of them
SMALL_FILES = 30  # of `left_out`, which gets one by each import: from so many on, they are put together
SMALL_BYTES = 8 << 20
log = logging.getLogger(__name__)


def compact(uri: str) -> None:
    """Put the small files of `left_out` together where there are many; the next commit makes it real.

    Of all other tables, an import writes what it changes anew as a whole. Raises Problem if it can't write.
    """
    table = delta.opened(uri, "left_out")
    small = pc.sum(pc.less(_files_of(table)["size_bytes"], SMALL_BYTES)).as_py() or 0
    if small > SMALL_FILES:
        with delta.writing(uri):
            table.optimize.compact(writer_properties=store.WRITING)


def is_due(uri: str) -> bool:
    """Whether a day has passed since old files were cleared away last."""
    mark = store.workspace(uri) / "cleared"
    return not mark.exists() or time.time() - mark.stat().st_mtime > CLEARED_EVERY_HOURS * 3600


def clear(snapshot: Snapshot) -> None:
    """Delete the files that no state of the last KEPT_DAYS names, idle for IDLE_HOURS; under the lock.

    What can't be deleted now is tried again a day later: the import before it is in, whatever happens here.
    """
    with suppress(OSError):
        (store.workspace(snapshot.uri) / "cleared").touch()
    imports = snapshot.table("imports")
    for name, versions in _kept(snapshot, imports).items():
        try:
            _clear_table(delta.opened(snapshot.uri, name), versions)
        except (OSError, Problem, DeltaError) as fault:
            log.warning("Old files of %s could not be cleared away: %s", name, place_of(fault))
    _clear_rejected(snapshot.uri, set(store.standing(imports)["import_id"].to_pylist()))


def is_whole(snapshot: Snapshot) -> bool:
    """Whether a state can be returned to: each table opens at its version, and every file is there."""
    try:
        return not any(fault for name, _ in snapshot.versions for fault in broken_files(snapshot, name))
    except (OSError, Problem):
        return False


def broken_files(snapshot: Snapshot, name: str) -> Iterator[str]:
    """The files of a table that are not there or not whole, in words. Raises Problem if it can't tell."""
    table = snapshot.opened(name)
    base, root = delta.folder(table)
    files = _files_of(table).select(["path", "size_bytes"]).to_pylist()
    paths = [unquote(file["path"]) for file in files]
    found = base.get_file_info([f"{root}/{path}" for path in paths])
    for path, file, info in zip(paths, files, found, strict=True):
        if info.type != fs.FileType.File:
            yield f"{name}/{path} is missing"
        elif info.size != file["size_bytes"]:
            yield f"{name}/{path} has {info.size:,} bytes instead of {file['size_bytes']:,}"


def cut_off(snapshot: Snapshot) -> Iterator[str]:
    """The tables that hold beyond the snapshot what neither it nor an undone import names.

    Raises Problem where a table does not open.
    """
    last = store.named(snapshot.uri, snapshot.number, snapshot.table("imports").sort_by("import_id"))
    for name in dict(snapshot.versions):
        named = (set(snapshot.files(name)), set(last.files(name)))
        if set(store.uncommitted_files(snapshot.uri, name)) not in named:
            yield name


def _kept(snapshot: Snapshot, imports: pa.Table) -> dict[str, list[int]]:
    """The versions of each table that were the newest within KEPT_DAYS: undoing can return to them."""
    since = datetime.now(UTC) - timedelta(days=KEPT_DAYS)
    rows = store.standing(imports).to_pylist()
    older = sum(1 for row in rows if row["imported_at"] and row["imported_at"] < since)
    kept = rows[max(older - 1, 0) :]  # and the one before them, which was the newest until they came
    versions = {
        name: sorted({row[f"{name}_version"] or 0 for row in kept}) for name, _ in snapshot.versions
    }
    return versions | {"imports": [snapshot.number]}


def _clear_table(table: DeltaTable, versions: list[int]) -> None:
    # Delta only tells which files those are: were it to delete them, it would commit versions of its own.
    unneeded = table.vacuum(
        retention_hours=IDLE_HOURS,
        enforce_retention_duration=False,
        full=True,
        keep_versions=versions,
        dry_run=True,
    )
    base, root = delta.folder(table)
    for path in unneeded:
        with suppress(OSError):  # on Windows a file that somebody reads stays until the next time
            base.delete_file(f"{root}/{unquote(path)}")


def _clear_rejected(uri: str, standing: set[str]) -> None:
    for file in (store.workspace(uri) / "rejected").glob("*.csv"):
        if file.stem not in standing:
            with suppress(OSError):
                file.unlink()


def _files_of(table: DeltaTable) -> pa.Table:
    return pa.table(table.get_add_actions(flatten=True))
