"""Undoing the newest import: its row is marked, and nothing else is written.

The tables as they were before it are still there, so readers open those at once; the next import rolls back
what lies beyond them, as it does after one that was killed. So the one step can't be cut in two.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from data import access, settings
from data.errors import Problem
from data.tables import store, upkeep
from data.tables.schemas import IMPORTS
from data.tables.store import Snapshot


def undo(
    *, by: str | None = None, import_id: str | None = None, uri: str | None = None
) -> Mapping[str, Any]:
    """Take the newest import back; its row of `imports` as it was.

    `import_id` is the import that somebody means: Raises Problem where another one is the newest by now,
    where there is none, where the tables as they were before it are no longer kept, or can't be written.
    """
    logs = uri or settings.load().logs
    if store.newest_number(logs) < 0:
        raise _nothing(logs)
    try:
        with store.import_lock(logs):
            snapshot = store.newest(logs)
            undone = _newest(snapshot, import_id)
            _mark(snapshot, undone["import_id"], by or access.account())
            return undone
    except OSError as fault:
        raise Problem(
            f"The import could not be undone: {fault.strerror or type(fault).__name__}.",
            where=logs,
            next_step="Look at the rights and the free space of the folder, then try again.",
        ) from None


def brought(row: Mapping[str, Any]) -> str:
    """What an import brought, by its row of `imports`, in words: "1,200 new rows, 30 updated rows"."""
    parts = {"new": "stored", "updated": "updated", "set aside": "set_aside", "rejected": "rejected"}
    counts = {words: row[name] for words, name in parts.items() if row[name]}
    told = [f"{rows:,} {words} {'row' if rows == 1 else 'rows'}" for words, rows in counts.items()]
    return ", ".join(told) or "nothing new"


def _newest(snapshot: Snapshot, import_id: str | None) -> dict[str, Any]:
    standing = store.standing(snapshot.table("imports"))
    if not standing.num_rows:
        raise _nothing(snapshot.uri)
    newest: dict[str, Any] = standing.slice(standing.num_rows - 1).to_pylist()[0]
    if import_id not in (None, newest["import_id"]):
        raise Problem(
            f"Only the newest import can be undone, and that is “{newest['file_name']}” by now.",
            next_step="Look at the list of imports again; undoing goes back one by one.",
        )
    before = store.named(snapshot.uri, snapshot.number, standing.slice(0, standing.num_rows - 1))
    if not upkeep.is_whole(before):
        raise Problem(
            f"“{newest['file_name']}” can't be undone: the tables as they were before it are gone.",
            next_step=f"They are kept for {upkeep.KEPT_DAYS} days; a backup may have older ones.",
        )
    return newest


def _mark(snapshot: Snapshot, import_id: str, by: str) -> None:
    marked = {"undone_by": by, "undone_at": datetime.now(UTC)}
    rows = snapshot.table("imports").to_pylist()
    changed = [row | marked if row["import_id"] == import_id else row for row in rows]
    store.replace(snapshot.uri, "imports", pa.Table.from_pylist(changed, schema=IMPORTS))


def _nothing(uri: str) -> Problem:
    return Problem(
        "There is no import to undo.",
        where=uri,
        next_step="`python -m queries imports` lists those there are.",
    )
