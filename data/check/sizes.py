"""How large the stored data is: what counts now, older versions of it, and what lies beside it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from data import settings
from data.tables import store
from data.tables.schemas import EVERY
from data.tables.snapshot import MISSING, Snapshot


@dataclass(frozen=True)
class Sizes:
    """Sizes in bytes; None where they can't be known, as in an object store.

    `tables` is what pages read now, by table. `older` are the files of earlier versions, which an undo
    needs, and the logs of the tables. `work` are uploads, rejected rows and what large queries spill, and
    `record` is the record of who did what. `free` is the space left on the disk of the stored data.
    """

    tables: dict[str, int]
    older: int | None
    work: int
    record: int
    free: int | None

    @property
    def now(self) -> int:
        """The size of all tables as pages read them."""
        return sum(self.tables.values())


def measure(uri: str) -> Sizes:
    """Return the sizes of the data stored at an address, and of what lies beside it.

    Raises Problem if the list of imports can't be read.
    """
    snapshot = store.newest(uri)
    names = [name for name in EVERY if _is_set_up(snapshot, name)]
    tables = {name: _size_now(snapshot, name) for name in names}
    is_local = "://" not in uri
    all_files = sum(_size_of(Path(uri, name)) for name in names) if is_local else None
    return Sizes(
        tables,
        None if all_files is None else max(all_files - sum(tables.values()), 0),
        _size_of(store.workspace_place(uri)) + _size_of(settings.own_folder() / "spilled"),
        _size_of(Path(settings.load().record)),
        _free(Path(uri)) if is_local else None,
    )


def _is_set_up(snapshot: Snapshot, name: str) -> bool:
    return snapshot.number >= 0 and snapshot.version(name) != MISSING


def _size_now(snapshot: Snapshot, name: str) -> int:
    """Return the bytes of all Parquet files of a table, as its log states them."""
    sizes = pa.table(snapshot.open_table(name).get_add_actions())["size_bytes"]
    return int(pc.sum(sizes).as_py() or 0)


def _free(folder: Path) -> int | None:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def _size_of(folder: Path) -> int:
    return sum(_sizes(folder))


def _sizes(folder: Path) -> Iterator[int]:
    """Yield the size of every file below a folder; imports may delete some meanwhile."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _sizes(Path(entry.path))
            else:
                yield entry.stat(follow_symlinks=False).st_size
        except OSError:
            continue
