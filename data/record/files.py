"""The files of the record: one of JSON lines for each month, and how a line gets onto the disk.

A new file begins with the first entry of a month (UTC). If the clock is set back, entries stay in the
newest file, so that the order of the files is that of the entries.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from data.record.entry import Entry, read

NAMES = "[0-9][0-9][0-9][0-9]-[0-9][0-9].jsonl"
TAIL_BYTES = 1 << 14  # at the end of a file, which hold its last entry
BINARY = getattr(os, "O_BINARY", 0)  # Windows would write two characters for a line end


@dataclass(frozen=True)
class End:
    """The end of the record: its newest file, its last entry, and bytes after that which are no entry.

    `is_open` says that the last line has no end. All is None or empty of a record without entries.
    """

    file: Path | None = None
    last: Entry | None = None
    half_line: bytes = b""
    is_open: bool = False


def every(folder: Path) -> list[Path]:
    """Return the files of the record, in the order of their entries."""
    return sorted(folder.glob(NAMES))


def end(folder: Path) -> End:
    """Return the end of the record in a folder. Raises OSError if it can't be read."""
    newest: End | None = None
    for file in reversed(every(folder)):
        own = _end_of_file(file)
        newest = newest or own
        if own.last:
            return End(newest.file, own.last, newest.half_line, newest.is_open)
    return newest or End()


def _end_of_file(file: Path) -> End:
    size = file.stat().st_size
    for start in dict.fromkeys((max(size - TAIL_BYTES, 0), 0)):
        with file.open("rb") as content:
            content.seek(start)
            lines = content.readlines()
        for place in range(len(lines) - 1, -1 if start == 0 else 0, -1):
            if entry := read(lines[place]):
                return End(file, entry, b"".join(lines[place + 1 :]), not lines[-1].endswith(b"\n"))
        if start == 0:
            rest = b"".join(lines)
            return End(file, None, rest, bool(rest) and not rest.endswith(b"\n"))
    return End(file)


def file_for(folder: Path, at: datetime, end: End) -> Path:
    """Return the file for entries of this moment (UTC): half a line is marked in its own file."""
    if end.file and (end.half_line or end.is_open):
        return end.file
    month = f"{at:%Y-%m}"
    return folder / f"{max(month, end.file.stem) if end.file else month}.jsonl"


def append(file: Path, lines: bytes) -> None:
    """Add whole lines in a single write, and return when they are on the disk. The caller holds the lock.

    Raises OSError if not all of it can be written; then the file is as it was, as far as the disk allows.
    """
    is_new = not file.exists()
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | BINARY, 0o600)
    try:
        size = os.fstat(handle).st_size
        try:
            _write_whole(handle, lines)
        except OSError:
            with suppress(OSError):
                os.ftruncate(handle, size)
            raise
        os.fsync(handle)
    finally:
        os.close(handle)
    if is_new:
        sync_folder(file.parent)


def _write_whole(handle: int, lines: bytes) -> None:
    if os.write(handle, lines) < len(lines):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def sync_folder(folder: Path) -> None:
    """Return when the names in a folder are on the disk; Windows has no such step."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
