"""The newest entry of each action, for pages that say when something was last done."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping
from pathlib import Path

from data import settings
from data.record import files
from data.record.entry import Entry, read
from data.record.journal import raising_problem
from data.words.catalog import _


def newest(actions: Collection[str]) -> dict[str, Entry]:
    """Return the newest entry of each of these actions that has one.

    Raises Problem if the record can't be read.
    """
    folder = Path(settings.load().record)
    latest: dict[str, Entry] = {}
    with raising_problem(folder, _("The record can't be read.")):
        for file in reversed(files.every(folder)):
            if len(latest) == len(actions):
                break
            now = file.stat()
            latest = {**_in_file(file, now.st_size, now.st_mtime_ns, frozenset(actions)), **latest}
    return latest


@functools.lru_cache(maxsize=64)
def _in_file(file: Path, _size: int, _changed_at: int, actions: frozenset[str]) -> Mapping[str, Entry]:
    """Return the newest entries in one file. A month that has ended is read once."""
    latest: dict[str, Entry] = {}
    marks = {action: f'"action":"{action}"'.encode() for action in actions}
    with file.open("rb") as lines:
        for line in lines:
            for action, mark in marks.items():
                if mark in line and (entry := read(line)) and entry.action == action:
                    latest[action] = entry
    return latest
