"""Erasing a number or a contact: its rows go from every table, older versions and files beside them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pyarrow.compute as pc

from data import access, record
from data.engine import by_time
from data.errors import Problem
from data.keeping.backup import not_copied
from data.keeping.removal import sweep, work_files
from data.keeping.removal.person import Person
from data.keeping.removal.sweep import Plan
from data.keeping.removal.work_files import Found
from data.tables import store, used_stores
from data.tables.removal import erased, old_files
from data.tables.snapshot import Snapshot
from data.words.catalog import _


@dataclass(frozen=True)
class Erasure:
    """What goes, or went: whose, the rows by table and month, and the files beside the tables.

    `shared` are the numbers of a contact that others have too: only the contact's own rows go.
    """

    person: Person
    plan: Plan
    files: Found
    shared: int = 0


def of_number(number: int) -> Person:
    """Return whose data goes with a number (E.164 digits)."""
    return Person(frozenset([number]))


def of_contact(snapshot: Snapshot, contact_id: str) -> tuple[Person, int]:
    """Return whose data goes with a contact, and how many of its numbers others have too.

    Raises Problem if the table of contacts can't be read.
    """
    rows = snapshot.table("contacts")
    is_own = pc.equal(rows["contact_id"], contact_id)
    own, others = rows.filter(is_own), rows.filter(pc.invert(is_own))
    numbers = set(own["number"].drop_null().to_pylist())
    shared = numbers & set(others["number"].drop_null().to_pylist())
    emails = set(own["email"].drop_null().to_pylist()) - set(others["email"].drop_null().to_pylist())
    return Person(frozenset(numbers - shared), contact_id, frozenset(emails)), len(shared)


def find(*, number: int | None = None, contact_id: str | None = None) -> Erasure:
    """Return what would go with a number or a contact. Nothing is changed. Raises Problem."""
    uri = used_stores.district_logs()
    return _erasure(store.newest(uri), number, contact_id)


def erase(*, number: int | None = None, contact_id: str | None = None) -> Erasure:
    """Erase a number (E.164 digits) or a contact, and return what went.

    First it is recorded, by a keyed hash. Raises Problem if it can't be recorded, an import runs for too
    long, or not everything can be deleted; then it can be run again.
    """
    uri = used_stores.district_logs()
    with removing(uri) as snapshot:
        gone = _erasure(snapshot, number, contact_id)
        subjects = _record(gone)
        newest = sweep.carry_out(snapshot, gone.person, gone.plan)
        erased.add(uri, subjects, datetime.now(UTC))
        work_files.clear(uri, gone.files, gone.person.is_row)
        require_deleted(uri, [*old_files.delete_old(newest), *by_time.clear(newest, 0)])
    return gone


@contextmanager
def removing(uri: str) -> Iterator[Snapshot]:
    """Hold the lock, and yield the newest snapshot without what an interrupted import left.

    Raises Problem, also in the place of an OSError.
    """
    again = _("Wait until that is done, then try again. The Imports page shows running imports.")
    try:
        with store.import_lock(uri, next_step=again):
            snapshot = store.newest(uri)
            if snapshot.number < 0:
                raise Problem(_("There is no stored data yet."), where=uri)
            store.check_complete(snapshot)
            store.roll_back(snapshot)
            yield snapshot
    except OSError as error:
        raise not_copied(error, uri, _("Not everything could be deleted.")) from None


def require_deleted(uri: str, left: list[str]) -> None:
    """Raise Problem if old files are left."""
    if left:
        raise Problem(
            _("The rows are removed, but {number} old files are still being read.", number=len(left)),
            where=uri,
            next_step=_("Stop the dashboard, then run this command again."),
        )


def _erasure(snapshot: Snapshot, number: int | None, contact_id: str | None) -> Erasure:
    person, shared = (
        of_contact(snapshot, contact_id) if contact_id is not None else (of_number(number or 0), 0)
    )
    files = work_files.find(snapshot.uri, person.is_row)
    return Erasure(person, sweep.plan(snapshot, person), files, shared)


def _record(gone: Erasure) -> list[str]:
    """Write an entry of the record for the contact and each number; return their keyed hashes."""
    rows = sum(gone.plan.rows.values())
    who = access.person_at_machine()
    whose = [{"number": own} for own in sorted(gone.person.numbers)]
    entries = [record.write(who, "erasure", rows=rows, number=one["number"]) for one in whose]
    if gone.person.contact_id:
        entries.append(record.write(who, "erasure", rows=rows, contact_id=gone.person.contact_id))
    return [entry.subject for entry in entries if entry.subject]
