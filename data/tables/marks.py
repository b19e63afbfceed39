"""The newest version of a table, without opening an unchanged table again.

Opening a Delta table reads its log, which takes longer with every import. A commit is one file, named after
its version. So while the newest known commit is the same file, and no file is named after the next version,
nothing has changed. An undo is a commit too. In a store that was replaced or deleted, the file is another.

In a local folder, this takes some stats. In an object store it takes requests, so all sessions share one
look every few seconds, which is made in a thread of its own: no page waits for it.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypeAlias

from deltalake import DeltaTable
from pyarrow import fs

from data.tables import delta, objects

RESTORED = "smsReports.restored"  # a property of the table of imports: which restore made it
File: TypeAlias = tuple[int | None, ...]
# Of a look at an object store: after how long the next one begins, and until when it is waited for.
AGE_SECONDS, OLDEST_SECONDS = 2.0, 10.0


class Mark(NamedTuple):
    """The ID of a table, which another table at its address doesn't have, and its newest version."""

    table_id: str
    version: int


class Look(NamedTuple):
    """A look at a table in an object store: its mark, the file of its newest commit, and when it began.

    `own_writes` is how often this process had written to the store by then.
    """

    mark: Mark
    commit: File | None
    begun_at: float
    own_writes: int


NO_TABLE = Mark("", -1)
# Per table: its mark, and the file of its newest commit. Both are replaced together, so no lock is needed.
_marks: dict[str, tuple[Mark, File]] = {}
_looks: dict[str, Look] = {}
_looking: dict[str, threading.Lock] = defaultdict(threading.Lock)
_own_writes: Counter[str] = Counter()
_written_here: set[str] = set()


def newest(table: str, read: Callable[[], Mark], *, is_exact: bool = False) -> Mark:
    """Return the mark of the table at an address; `read` opens the table and returns its mark.

    That of a table in an object store may be OLDEST_SECONDS old, unless it `is_exact`.
    """
    return _in_object_store(table, read, is_exact) if "://" in table else _in_folder(table, read)


def note_own_write(uri: str) -> None:
    """Note that this process has committed to a store: whoever did it sees it at once."""
    _written_here.add(uri)
    _own_writes[uri.rstrip("/")] += 1  # a look that began before doesn't count, even if it ends later


def has_own_write(uri: str) -> bool:
    """Return whether this process has committed to a store since the last `forget_own_write`."""
    return uri in _written_here


def forget_own_write(uri: str) -> None:
    """Forget what this process has committed to a store: an engine has been opened since."""
    _written_here.discard(uri)


def _in_object_store(table: str, read: Callable[[], Mark], is_exact: bool) -> Mark:  # noqa: FBT001
    now = time.monotonic()
    look = _looks.get(table)
    is_old = look is None or now - look.begun_at > OLDEST_SECONDS or _is_before_own_write(table, look)
    if look is None or is_old or is_exact:
        return _look(table, read, now).mark
    if now - look.begun_at > AGE_SECONDS and not _looking[table].locked():
        beside = threading.Thread(target=_look_beside, args=(table, read, now), daemon=True)
        beside.start()
    return look.mark


def _look_beside(table: str, read: Callable[[], Mark], since: float) -> None:
    with suppress(Exception):  # whoever waits for a look gets the error
        _look(table, read, since)


def _look(table: str, read: Callable[[], Mark], since: float) -> Look:
    """Return a look that began no earlier than `since`; one thread makes it, and others wait for it."""
    with _looking[table]:
        look = _looks.get(table)
        if look is None or look.begun_at < since or _is_before_own_write(table, look):
            begun_at, own_writes = time.monotonic(), _own_writes_to(table)
            if look and _is_newest_object(table, look):
                look = look._replace(begun_at=begun_at, own_writes=own_writes)
            else:
                mark = read()
                look = Look(mark, _objects(table, mark.version)[0], begun_at, own_writes)
            _looks[table] = look
        return look


def _is_before_own_write(table: str, look: Look) -> bool:
    return look.own_writes != _own_writes_to(table)


def _own_writes_to(table: str) -> int:
    return _own_writes[table.rpartition("/")[0]]


def _is_newest_object(table: str, look: Look) -> bool:
    commit, next_commit = _objects(table, look.mark.version)
    return commit == look.commit and next_commit is None


def _objects(table: str, version: int) -> tuple[File | None, File | None]:
    """Return the size and time of the commit of a version, and of the next one; None if there is none."""
    base, root = objects.file_system(table)
    commits = [_commit(Path(root) / "_delta_log", each).as_posix() for each in (version, version + 1)]
    infos = base.get_file_info(commits if version >= 0 else commits[1:])
    files = [(info.size, info.mtime_ns) if info.type == fs.FileType.File else None for info in infos]
    return (files[0] if version >= 0 else None), files[-1]


def _in_folder(table: str, read: Callable[[], Mark]) -> Mark:
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
        table = delta.newest_table(uri, "imports")
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
