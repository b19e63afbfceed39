"""Changes of the access file: each state of it that lets people in is an entry of the record.

So the record tells who could see what at any time. The file is edited elsewhere, so the entry names
the account that owns it, which need not be the person who did.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from data.access import access_file, account
from data.record import journal, latest

ACTION, HASH, PEOPLE = "access_change", "sha256", "people"


def note() -> None:
    """Record the access file unless the newest entry about it has the same state.

    Raises Problem if it can't be read or recorded: then nobody may see anything by it.
    """
    file = access_file.file()
    if file is not None:
        _note(file, file.stat().st_mtime_ns)


@functools.lru_cache(maxsize=8)
def _note(file: Path, _changed_at: int) -> None:
    state = hashlib.sha256(file.read_bytes()).hexdigest()
    newest = latest.newest([ACTION]).get(ACTION)
    if newest is not None and newest.filters.get(HASH) == state:
        return
    people = {
        entry.who or entry.group: [entry.role, *(entry.schools or ())] for entry in access_file.entries()
    }
    journal.write(_owner(file), ACTION, about=file.name, filters={HASH: state, PEOPLE: people})


def _owner(file: Path) -> str:
    try:
        return file.owner()
    except (KeyError, OSError, NotImplementedError):  # an account without a name, or Windows
        return account()
