"""The note of the newest entry, outside the record: without it, a record without its end would look whole.

It is a file of one line in the user's own data folder, written after each entry. It can be an entry
behind, when a process was killed in between, but never ahead. Whoever can write to both folders can
deceive it.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import NamedTuple

from data import settings
from data.record.entry import Entry
from data.record.files import BINARY

NUMBER_WIDTH = 15  # of one width, so that a note is overwritten in a single write


class Note(NamedTuple):
    """The number and the hash of the newest entry."""

    number: int
    hash: str


def file_of(folder: Path) -> Path:
    """Return the file of the note on the record in a folder."""
    name = hashlib.sha256(str(folder).encode("utf-8", "replace")).hexdigest()[:12]
    return settings.own_folder() / "record-notes" / name


def read(folder: Path) -> Note | None:
    """Return the note on the record in a folder; None if there is none that can be read."""
    try:
        number, digest = file_of(folder).read_text(encoding="ascii").split()
        return Note(int(number), digest)
    except (OSError, ValueError):
        return None


def keep(folder: Path, entry: Entry) -> None:
    """Note that this entry is the newest. Raises OSError if that can't be written."""
    file = file_of(folder)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | BINARY, 0o600)
    try:
        os.write(handle, f"{entry.number:>{NUMBER_WIDTH}} {entry.hash}\n".encode("ascii"))
    finally:
        os.close(handle)
