"""Which numbers and contacts were erased, and when, as keyed hashes: imports skip older rows of theirs.

Without it, the next import of an older file would bring back what was erased. Rows from after an erasure
are imported: the district's service has the number again, or still.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from data.tables import objects, store
from data.tables.removal import erased_objects

FILE = "erased.json"


def file_of(uri: str) -> Path:
    """Return the file of what was erased from a store in a folder."""
    return store.workspace(uri) / FILE


def add(uri: str, subjects: list[str], at: datetime) -> None:
    """Note that these were erased at a moment in UTC. The caller holds the lock. Raises OSError."""
    if objects.is_address(uri):
        erased_objects.add(uri, subjects, at)
        return
    erased = read(uri) | dict.fromkeys(subjects, at)
    lines = {subject: moment.isoformat() for subject, moment in sorted(erased.items())}
    file = file_of(uri)
    arriving = file.with_suffix(".arriving")
    arriving.write_text(json.dumps(lines, indent=1), encoding="utf-8")
    arriving.replace(file)


def read(uri: str) -> dict[str, datetime]:
    """Return the moment, in UTC, of each erasure by its keyed hash. Raises OSError or ValueError.

    Raises Problem if an object store has some of another record.
    """
    if objects.is_address(uri):
        return erased_objects.read(uri)
    file = file_of(uri)
    if not file.exists():
        return {}
    lines = json.loads(file.read_text(encoding="utf-8"))
    return {subject: datetime.fromisoformat(moment) for subject, moment in lines.items()}
