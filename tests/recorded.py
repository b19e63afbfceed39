"""The entries of the record, as tests compare them."""

from __future__ import annotations

from pathlib import Path

from data import settings
from data.record import files
from data.record.entry import Entry, read


def entries() -> list[Entry]:
    """Return the entries of the district's record, the oldest first."""
    folder = Path(settings.load().record)
    lines = [line for file in files.every(folder) for line in file.read_bytes().split(b"\n") if line]
    return [entry for line in lines if (entry := read(line))]
