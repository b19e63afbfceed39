"""Writing an entry: under a lock, after the last one, and on the disk before the caller goes on."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from data import faults, settings
from data.access import Viewer
from data.errors import Problem
from data.record import end_note, files, subjects, without_numbers
from data.record.actions import ACTIONS, CUT_OFF, HALF_LINE, NEW_KEY, NO_NOTE
from data.record.entry import Entry
from data.record.files import End
from data.words.catalog import _

LOCK_SECONDS = 10
POLL_SECONDS = 0.002  # another process holds the lock for a few milliseconds
_writing = threading.Lock()


def write(
    viewer: Viewer | str,
    action: str,
    detail: str = "",
    *,
    about: str = "",
    filters: Mapping[str, Any] | None = None,
    rows: int | None = None,
    masked: bool | None = None,
    number: int | None = None,
    contact_id: str | None = None,
) -> Entry:
    """Record what somebody is about to do, and return the entry when it is on the disk.

    `viewer` is a person of the access file; an email address or account for anybody else. `action` is a
    key of data/words/record.toml. For the others see Entry: `filters` are values of JSON. `number` (E.164
    digits) or `contact_id` says whom it is about, and is stored as its keyed hash only.

    Raises Problem if the entry can't be written: then the action must not happen.
    """
    if action not in ACTIONS:
        raise ValueError(f"data/words/record.toml has no action {action!r}")
    current = settings.load()
    who, role = (viewer, "") if isinstance(viewer, str) else (viewer.name, str(viewer.role))
    draft = Entry(
        number=0,
        at=datetime.now(UTC),
        who=without_numbers.storable(who),
        role=role,
        action=action,
        about=without_numbers.text(about, current.region),
        detail=without_numbers.text(detail, current.region),
        filters=without_numbers.values(filters or {}, current.region),
        rows=rows,
        masked=masked,
    )
    return _written(draft, Path(current.record), number, contact_id)


def _written(draft: Entry, folder: Path, number: int | None, contact_id: str | None) -> Entry:
    with raising_problem(folder), locked(folder):
        is_new = subjects.make_key(folder)
        subject = subjects.keyed_hash(folder, number=number, contact_id=contact_id)
        entry = replace(draft, at=datetime.now(UTC), subject=subject)
        return append(folder, entry, has_new_key=is_new)


def subject_of(*, number: int | None = None, contact_id: str | None = None) -> str | None:
    """Return what entries about a number (E.164 digits) or a contact have as `subject`.

    None if there are no such entries, since no number was ever recorded. Raises Problem if the key can't be
    read.
    """
    folder = Path(settings.load().record)
    with raising_problem(folder, _("The key of the record can't be read.")):
        return subjects.keyed_hash(folder, number=number, contact_id=contact_id)


def subjects_of(numbers: Iterable[int]) -> dict[int, str]:
    """Return what entries about each of many numbers (E.164 digits) have as `subject` (see subject_of)."""
    folder = Path(settings.load().record)
    with raising_problem(folder, _("The key of the record can't be read.")):
        return subjects.keyed_hashes(folder, numbers)


def files_now(folder: Path) -> list[tuple[Path, int]]:
    """Return the files of the record with their sizes in bytes after the newest entry, and its key.

    They only grow. Raises Problem if another process writes for too long.
    """
    if not folder.is_dir():
        return []
    with raising_problem(folder, _("The record can't be read.")), locked(folder):
        every = [*files.every(folder), folder / subjects.KEY_FILE]
        return [(file, file.stat().st_size) for file in every if file.exists()]


def append(folder: Path, draft: Entry, *, has_new_key: bool = False) -> Entry:
    """Add an entry after the last one, and return it when it is on the disk. The caller holds the lock.

    In front of it come entries about what isn't as the last writer left it. Raises OSError.
    """
    end = files.end(folder)
    entries: list[Entry] = []
    for one in (*_marks(folder, end, draft, has_new_key=has_new_key), draft):
        entries.append(one.after(entries[-1] if entries else end.last))
    line_end = b"\n" if end.is_open else b""
    lines = b"".join(entry.as_line() for entry in entries)
    files.append(files.file_for(folder, draft.at, end), line_end + lines)
    with suppress(OSError):  # the entry is safe; the note stays behind, which the check allows for
        end_note.keep(folder, entries[-1])
    return entries[-1]


def _marks(folder: Path, end: End, draft: Entry, *, has_new_key: bool) -> Iterator[Entry]:
    """Yield an entry for everything that isn't as the last writer left it."""
    mark = Entry(0, draft.at, "", "", "")
    note = end_note.read(folder)
    if end.half_line:
        half_line = end.half_line.removesuffix(b"\n")
        stated = {"bytes": len(half_line), "sha256": hashlib.sha256(half_line).hexdigest()}
        yield replace(mark, action=HALF_LINE, filters=stated)
    if note and not _holds(folder, end, note):
        yield replace(mark, action=CUT_OFF, filters={"entry": note.number, "sha256": note.hash})
    if end.last and not note:
        yield replace(mark, action=NO_NOTE)
    if end.last and has_new_key:
        yield replace(mark, action=NEW_KEY)


def _holds(folder: Path, end: End, note: end_note.Note) -> bool:
    """Return whether the record holds the entry of the note, which is nearly always the last one."""
    if not end.last or end.last.number <= note.number:
        return end.last is not None and (end.last.number, end.last.hash) == note
    return any(note.hash.encode("ascii") in file.read_bytes() for file in reversed(files.every(folder)))


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of the record in a folder, which is made if it isn't there.

    Raises OSError or Timeout.
    """
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        files.sync_folder(folder.parent)
    lock = FileLock(folder / "lock", timeout=LOCK_SECONDS, poll_interval=POLL_SECONDS)
    with _writing, lock:  # threads of one process wait without polling
        yield


@contextmanager
def raising_problem(folder: Path, sentence: str = "") -> Iterator[None]:
    """Raise Problem with a sentence, by default that an entry can't be written."""
    sentence = sentence or _("This can't be recorded, so it wasn't done.")
    try:
        yield
    except Timeout:
        step = _("Another process writes to the record. Try again.")
        raise Problem(sentence, where=str(folder), next_step=step) from None
    except (OSError, ValueError) as error:
        step = _("Check the permissions and the free space of the folder, then try again.")
        problem = faults.problem(error, str(folder), sentence)
        raise problem or Problem(sentence, where=str(folder), next_step=step) from None
