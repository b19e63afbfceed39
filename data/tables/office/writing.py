"""Writing and withdrawing entries of an office: in one step, recorded first. They belong to no import."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime

import pyarrow as pa

from data import access, record
from data.errors import Problem
from data.tables import file_hashes, store
from data.tables.office.draft import Draft
from data.tables.schemas import OFFICE_ENTRIES
from data.tables.snapshot import Snapshot
from data.words.catalog import _

TABLE = "office_entries"


@dataclass(frozen=True)
class Entry:
    """A stored entry, as its row (see Draft): who entered it, and when."""

    entry_id: str
    kind: str
    value: str | None
    broadcast: str | None
    contact_id: str | None
    number: int | None
    happened_at: datetime | None
    school: str | None
    entered_by: str
    entered_at: datetime

    def draft(self) -> Draft:
        """Return what it says, without who entered it and when."""
        return Draft(**{field.name: getattr(self, field.name) for field in fields(Draft)})


def every(uri: str, schools: Collection[str] | None = None) -> list[Entry]:
    """Return the entries of a store, the oldest first: all, or those about contacts of some schools.

    Raises Problem if they can't be read.
    """
    every_entry = _entries(store.newest(uri)).values()
    entries = [entry for entry in every_entry if schools is None or entry.school in schools]
    return sorted(entries, key=lambda entry: (entry.entered_at, entry.entry_id))


def add(
    uri: str, drafts: Sequence[Draft], *, by: str | None = None, role: str | None = None
) -> list[Entry]:
    """Write entries in one step: all of them or none. Return those that weren't stored before.

    An entry that says the same as a stored one isn't stored twice, so the same file can be sent again.
    `by` and `role` are those of the record. Raises Problem if one may not say that (see Draft.checked),
    nothing is stored yet, an import runs for too long, or they can't be written or recorded; then nothing
    is stored.
    """
    checked = dict.fromkeys(draft.checked() for draft in drafts)
    with store.import_lock(uri, next_step=_again()):
        _require_stored(uri)
        stored = _entries(store.newest(uri))
        new = _entered(checked.keys() - {entry.draft() for entry in stored.values()}, checked, by)
        if not new:
            return []
        _record(uri, "office_entry", new, by, role)
        store.set_up(uri, TABLE, OFFICE_ENTRIES)
        _replace(store.newest(uri), [*stored.values(), *new])
    return new


def withdraw(uri: str, seen: Sequence[Entry], *, by: str | None = None, role: str | None = None) -> None:
    """Remove entries that were a mistake, as the person saw them. Raises Problem as `add` does.

    Also if one of them isn't as it was seen: somebody else withdrew it.
    """
    with store.import_lock(uri, next_step=_again()):
        snapshot = store.newest(uri)
        stored = _entries(snapshot)
        if any(stored.get(entry.entry_id) != entry for entry in seen):
            raise Problem(
                _("Somebody else has withdrawn this entry. Nothing was stored."),
                next_step=_("Reload the page."),
            )
        _record(uri, "office_entry_withdrawal", seen, by, role)
        gone = {entry.entry_id for entry in seen}
        _replace(snapshot, [entry for entry in stored.values() if entry.entry_id not in gone])


def _entered(new: set[Draft], in_order: Iterable[Draft], by: str | None) -> list[Entry]:
    """Return these drafts as entries of one moment, in their order."""
    now, who = datetime.now(UTC), by or access.account()
    return [
        Entry(entry_id=secrets.token_hex(8), entered_by=who, entered_at=now, **asdict(draft))
        for draft in in_order
        if draft in new
    ]


def _entries(snapshot: Snapshot) -> dict[str, Entry]:
    return {row["entry_id"]: Entry(**row) for row in snapshot.table(TABLE).to_pylist()}


def _replace(snapshot: Snapshot, entries: Sequence[Entry]) -> None:
    """Write all entries as one file: they are few, and what was withdrawn is in no file that counts."""
    file_hashes.require_unchanged(snapshot, TABLE)
    rows = pa.Table.from_pylist([asdict(entry) for entry in entries], schema=OFFICE_ENTRIES)
    file_hashes.write(snapshot.uri, TABLE, rows, "overwrite", opened=snapshot.open_table(TABLE))


def _record(uri: str, action: str, entries: Sequence[Entry], by: str | None, role: str | None) -> None:
    """Record entries by kind, with the broadcasts and schools that they are about.

    Of one entry, the record also says whose it is, by a keyed hash.
    """
    alone = entries[0] if len(entries) == 1 else None
    for kind in dict.fromkeys(entry.kind for entry in entries):
        of_kind = [entry for entry in entries if entry.kind == kind]
        broadcasts = dict.fromkeys(entry.broadcast for entry in of_kind if entry.broadcast)
        schools = dict.fromkeys(entry.school for entry in of_kind if entry.school)
        filters = {
            key: [*values] for key, values in {"broadcast": broadcasts, "school": schools}.items() if values
        }
        record.write_change(
            *(uri, action, kind, filters, len(of_kind)),
            by=by,
            role=role,
            number=alone.number if alone else None,
            contact_id=alone.contact_id if alone and alone.number is None else None,
        )


def _require_stored(uri: str) -> None:
    if store.newest_number(uri, is_exact=True) < 0:
        raise Problem(_("There is no stored data yet."), where=uri, next_step=_("Import a file first."))


def _again() -> str:
    return _("Wait until that is done, then try again. The Imports page shows running imports.")
