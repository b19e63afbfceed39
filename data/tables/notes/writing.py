"""Writing, changing and removing notes: each in one step, recorded first. They belong to no import."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime

import pyarrow as pa

from data import access, record
from data.errors import Problem
from data.tables import file_hashes, store
from data.tables.notes.draft import Draft
from data.tables.schemas import DAY_NOTES
from data.tables.snapshot import Snapshot
from data.words.catalog import _

TABLE = "day_notes"


@dataclass(frozen=True)
class Note:
    """A stored note, as its row: who wrote it is who changed it last, and when that was."""

    note_id: str
    first_day: date
    last_day: date
    school: str | None
    note: str
    written_by: str
    written_at: datetime


def every(uri: str) -> list[Note]:
    """Return all notes of a store, by their days. Raises Problem if they can't be read."""
    notes = _notes(store.newest(uri)).values()
    return sorted(notes, key=lambda note: (note.first_day, note.last_day, note.note_id))


def add(uri: str, draft: Draft, *, by: str | None = None, role: str | None = None) -> Note:
    """Write a note and return it. `by` and `role` are those of the record.

    Raises Problem if it may not say that (see Draft.checked), nothing is stored yet, an import runs for too
    long, or it can't be written or recorded; then nothing is stored.
    """
    note = _written(secrets.token_hex(4), draft, by)
    with store.import_lock(uri, next_step=_again()):
        _require_stored(uri)
        _record(uri, "note", note, by, role)
        store.set_up(uri, TABLE, DAY_NOTES)
        snapshot = store.newest(uri)
        _replace(snapshot, [*_notes(snapshot).values(), note])
    return note


def change(uri: str, seen: Note, draft: Draft, *, by: str | None = None, role: str | None = None) -> Note:
    """Replace a note by another one with its ID, and return that. `seen` is the note as the person saw it.

    Raises Problem as `add` does, and if the note isn't as it was seen: somebody else changed or removed it.
    """
    note = _written(seen.note_id, draft, by)
    with store.import_lock(uri, next_step=_again()):
        snapshot = store.newest(uri)
        notes = _notes_as_seen(snapshot, seen)
        _record(uri, "note_change", note, by, role)
        _replace(snapshot, [*(notes | {note.note_id: note}).values()])
    return note


def remove(uri: str, seen: Note, *, by: str | None = None, role: str | None = None) -> None:
    """Remove a note, of which only the record keeps what it said. Raises Problem as `change` does."""
    with store.import_lock(uri, next_step=_again()):
        snapshot = store.newest(uri)
        notes = _notes_as_seen(snapshot, seen)
        _record(uri, "note_removal", seen, by, role)
        _replace(snapshot, [note for note in notes.values() if note.note_id != seen.note_id])


def _written(note_id: str, draft: Draft, by: str | None) -> Note:
    says = asdict(draft.checked())
    return Note(note_id=note_id, written_by=by or access.account(), written_at=datetime.now(UTC), **says)


def _notes(snapshot: Snapshot) -> dict[str, Note]:
    return {row["note_id"]: Note(**row) for row in snapshot.table(TABLE).to_pylist()}


def _notes_as_seen(snapshot: Snapshot, seen: Note) -> dict[str, Note]:
    """Return all notes by their ID. Raises Problem if one of them isn't as it was seen."""
    notes = _notes(snapshot)
    if notes.get(seen.note_id) != seen:
        raise Problem(
            _("Somebody else has changed or removed this note. Nothing was stored."),
            next_step=_("Open the notes again."),
        )
    return notes


def _replace(snapshot: Snapshot, notes: Sequence[Note]) -> None:
    """Write all notes as one file: they are few, and what was removed is in no file that counts."""
    file_hashes.require_unchanged(snapshot, TABLE)
    rows = pa.Table.from_pylist([asdict(note) for note in notes], schema=DAY_NOTES)
    file_hashes.write(snapshot.uri, TABLE, rows, "overwrite", opened=snapshot.open_table(TABLE))


def _record(uri: str, action: str, note: Note, by: str | None, role: str | None) -> None:
    days = {"note_id": note.note_id, "from": str(note.first_day), "to": str(note.last_day)}
    filters = {**days, "school": [note.school]} if note.school else days
    record.write_change(uri, action, "", filters, by=by, role=role, detail=note.note)


def _require_stored(uri: str) -> None:
    if store.newest_number(uri, is_exact=True) < 0:
        raise Problem(_("There is no stored data yet."), where=uri, next_step=_("Import a file first."))


def _again() -> str:
    return _("Wait until that is done, then try again. The Imports page shows running imports.")
