"""Undoing the newest import: its row is marked, and nothing else is written.

The tables as they were before it are still there, so readers open those at once. The next import rolls back
what is newer, as it does after an import that was killed. So the one step can't be interrupted halfway.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from data import access, record
from data.errors import Problem
from data.tables import store, upkeep, used_stores
from data.tables.schemas import IMPORTS
from data.tables.snapshot import Snapshot, snapshot_of
from data.words import catalog
from data.words.catalog import _, ngettext


def undo(
    *,
    by: str | None = None,
    role: str | None = None,
    import_id: str | None = None,
    uri: str | None = None,
) -> Mapping[str, Any]:
    """Undo the newest import of the tables at `uri` (the district's); return its row of `imports`.

    `import_id` is the import that the person confirmed, by default the newest as this is called: one that
    ends while this waits for the lock isn't meant. `by` and `role` are those of the record. Raises Problem
    if another one is the newest by then, if there is none, or if the tables as they were before it are no
    longer kept, or can't be written.
    """
    logs = uri or used_stores.district_logs()
    if store.newest_number(logs) < 0:
        raise _nothing(logs)
    meant = import_id or _newest(store.newest(logs))["import_id"]
    again = _("Wait until that is done, then undo again. The Imports page shows running imports.")
    try:
        with store.import_lock(logs, next_step=again):
            snapshot = store.newest(logs)
            undone = _undoable(snapshot, meant)
            file, imported = undone["file_name"] or "", {"import_id": meant}
            record.write_change(logs, "undo", file, imported, undone["rows_read"], by=by, role=role)
            _mark(snapshot, meant, by or access.account())
            upkeep.clear_rejected(store.newest(logs))
            return undone
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Problem(
            _("The import couldn't be undone: {reason}.", reason=reason),
            where=logs,
            next_step=_("Check the permissions and the free space of the folder, then try again."),
        ) from None


def reverted(row: Mapping[str, Any]) -> str:
    """Return the sentence that an import was undone, by its row of `imports`."""
    changes = changed_rows(row)
    return _("The import of “{file}” was undone. Reverted: {rows}.", file=row["file_name"], rows=changes)


def changed_rows(row: Mapping[str, Any]) -> str:
    """Return what an import changed, by its row of `imports`: "1,200 new rows, 30 updated rows"."""
    new, updated = row["stored"] or 0, row["updated"] or 0
    skipped, rejected = row["set_aside"] or 0, row["rejected"] or 0
    changes = [
        (new, ngettext("{number} new row", "{number} new rows", new, number=new)),
        (updated, ngettext("{number} updated row", "{number} updated rows", updated, number=updated)),
        (skipped, ngettext("{number} skipped row", "{number} skipped rows", skipped, number=skipped)),
        (rejected, ngettext("{number} rejected row", "{number} rejected rows", rejected, number=rejected)),
    ]
    return catalog.listing(words for rows, words in changes if rows) or _("no rows")


def _newest(snapshot: Snapshot) -> dict[str, Any]:
    standing = store.counting(snapshot.table("imports"))
    if not standing.num_rows:
        raise _nothing(snapshot.uri)
    newest: dict[str, Any] = standing.slice(standing.num_rows - 1).to_pylist()[0]
    return newest


def _undoable(snapshot: Snapshot, meant: str) -> dict[str, Any]:
    newest = _newest(snapshot)
    if newest["import_id"] != meant:
        raise Problem(
            _("Only the newest import can be undone, which is now “{file}”.", file=newest["file_name"]),
            next_step=_(
                "Check the list of imports again. Imports are undone one by one, the newest first."
            ),
        )
    standing = store.counting(snapshot.table("imports"))
    before = snapshot_of(snapshot.uri, snapshot.number, standing.slice(0, standing.num_rows - 1))
    if before.is_closed:
        raise Problem(
            _(
                "“{file}” can't be undone: since it was imported, rows were erased or had expired.",
                file=newest["file_name"],
            ),
            next_step=_("An undo would bring them back. Import a corrected file instead."),
        )
    if not upkeep.is_complete(before):
        raise Problem(
            _(
                "“{file}” can't be undone: the tables from before it no longer exist.",
                file=newest["file_name"],
            ),
            next_step=_(
                "They are kept for {days} days. A backup may have older ones.", days=upkeep.KEPT_DAYS
            ),
        )
    return newest


def _mark(snapshot: Snapshot, import_id: str, by: str) -> None:
    mark = {"undone_by": by, "undone_at": datetime.now(UTC)}
    rows = snapshot.table("imports").to_pylist()
    changed = [row | mark if row["import_id"] == import_id else row for row in rows]
    store.replace_imports(snapshot, pa.Table.from_pylist(changed, schema=IMPORTS))


def _nothing(uri: str) -> Problem:
    return Problem(
        _("There is no import to undo."),
        where=uri,
        next_step=_("`python -m queries imports` lists the imports."),
    )
