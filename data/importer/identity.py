"""Whether exactly this file was taken in before: the same content, read in the same way."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import xxhash

from data.importer.order import ImportOrder
from data.importer.outcome import Outcome
from data.importer.recognize.columns import Recognized
from data.importer.rows import left_out
from data.tables import store

HASHED_AT_ONCE = 1 << 20


def mark(order: ImportOrder, recognized: Recognized) -> str:
    """What identifies an import: the file's content, its kind, how its columns are read, and its date."""
    read_as: list[object] = [
        _content(order.path),
        recognized.kind,
        recognized.positions,
        str(order.as_of),
    ]
    if not recognized.format.is_generic:
        read_as += [recognized.format.id, recognized.zone]
    return hashlib.sha256(json.dumps(read_as).encode()).hexdigest()


def next_id(snapshot: store.Snapshot, mark: str) -> str:
    """The id of the import after those of the snapshot, also undone ones; ids sort by their order."""
    return f"{snapshot.table('imports').num_rows + 1:06d}-{mark[:8]}"


def taken_in_before(snapshot: store.Snapshot, mark: str, file_name: str) -> Outcome | None:
    """The outcome of importing again what was imported before: all of it unchanged. None if it was not.

    An import that was undone does not count.
    """
    rows = store.counting(snapshot.table("imports")).to_pylist()
    before = next((row for row in rows if row["content_hash"] == mark), None)
    if before is None:
        return None
    rejected = left_out.rejected_file(snapshot.uri, before["import_id"])
    return Outcome(
        file_name,
        before["kind"],
        before["rows_read"],
        unchanged=before["rows_read"] - before["set_aside"] - before["rejected"],
        set_aside=before["set_aside"],
        rejected=before["rejected"],
        rejected_file=str(rejected) if rejected.exists() else None,
        notes=("This file was taken in before; nothing has changed.",),
        known=True,
    )


def _content(path: Path) -> str:
    # Not a secret but an identity: xxh3 reads a large file in an eighth of the time of sha256.
    content = xxhash.xxh3_128()
    with path.open("rb") as file:
        while block := file.read(HASHED_AT_ONCE):
            content.update(block)
    return content.hexdigest()
