"""The newest version of a table in a local folder, without opening an unchanged table again.

Opening a Delta table reads its log, which takes longer with every import. A commit is one file, named after
its version. So while the newest known commit is the same file, and no file is named after the next version,
nothing has changed. An undo is a commit too. In a store that was replaced or deleted, the file is another.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeAlias

from deltalake import DeltaTable

from data.tables import delta

RESTORED = "smsReports.restored"  # a property of the table of imports: which restore made it
File: TypeAlias = tuple[int, int, int, int]


class Mark(NamedTuple):
    """The ID of a table, which another table at its address doesn't have, and its newest version."""

    table_id: str
    version: int


NO_TABLE = Mark("", -1)
# Per table: its mark, and the file of its newest commit. Both are replaced together, so no lock is needed.
_marks: dict[str, tuple[Mark, File]] = {}


def newest(table: str, read: Callable[[], Mark]) -> Mark:
    """Return the mark of the table at an address; `read` opens the table and returns its mark.

    A table in an object store is opened each time: to look whether a file exists costs as much there.
    """
    if "://" in table:
        return read()
    log = Path(table) / "_delta_log"
    if (read_before := _marks.get(table)) and _is_newest(log, *read_before):
        return read_before[0]
    before = _file(log)
    if before is None:
        return NO_TABLE
    mark = read()
    commit = _file(_commit(log, mark.version))
    # If the folder changed meanwhile, the mark and the file may be of different versions.
    if commit and _file(log) == before:
        _marks[table] = mark, commit
    else:
        _marks.pop(table, None)
    return mark


def id_of(table: DeltaTable) -> str:
    """Return the ID of a table; one that was restored from a backup has another one than before."""
    metadata = table.metadata()
    return f"{metadata.id}{metadata.configuration.get(RESTORED, '')}"


def mark_as_restored(uri: str) -> None:
    """Let the store count as another one than the data from which it was copied.

    Its version numbers come a second time, so a server could take kept answers for those of this data.
    Raises Problem if it can't be written.
    """
    with delta.writing(uri):
        table = DeltaTable(delta.address(uri, "imports"))
        table.alter.set_table_properties({RESTORED: secrets.token_hex(8)}, raise_if_not_exists=False)


def _is_newest(log: Path, mark: Mark, commit: File) -> bool:
    return _file(_commit(log, mark.version)) == commit and _file(_commit(log, mark.version + 1)) is None


def _commit(log: Path, version: int) -> Path:
    return log / f"{version:020}.json"


def _file(path: Path) -> File | None:
    """Return what no other file at this path has; None if there is none.

    The last part is the time of the file's last change of any kind, which no program can set.
    """
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return status.st_dev, status.st_ino, status.st_size, status.st_ctime_ns
