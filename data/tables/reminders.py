"""Reminder batches: which numbers were reminded to opt in, when and by whom. Nothing is sent from here."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.compute as pc

from data import record
from data.errors import Problem
from data.tables import file_hashes, store
from data.tables.schemas import REMINDERS
from data.words.catalog import N_, _

GONE = N_("This reminder batch is no longer recorded. Someone else may have undone it.")


def record_batch(
    uri: str,
    numbers: pa.Table,
    *,
    made_by: str,
    role: str | None = None,
    filters: str,
    made_at: datetime | None = None,
    counted_at: object = None,
) -> str:
    """Record in one step that these numbers (columns number and part) are reminded; return the batch's id.

    `made_by` and `role` are those of the record. `filters` is the filter as a sentence; `made_at`, in UTC,
    is now if it isn't passed. `counted_at` is the version of the data (store.newest_mark) in which these
    numbers were pending: someone else may have reminded them since, or they may have opted out. Raises
    Problem if there are no numbers, the data is of another version by now, an import runs for too long, or
    they can't be written or recorded; then nothing is stored.
    """
    _require_numbers(numbers)
    moment = made_at or datetime.now(UTC)
    # Two people can make a batch in the same microsecond, so the time alone is no id.
    batch_id = f"{moment:%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
    same_in_every_row = {"run_id": batch_id, "made_at": moment, "made_by": made_by, "asked": filters}
    again = _("Wait until that is done, then make the batch again. The Imports page shows running imports.")
    with store.import_lock(uri, next_step=again):
        _require_version(uri, counted_at)
        record.write_change(
            *(uri, "reminder_batch", "", {"batch_id": batch_id}, numbers.num_rows),
            by=made_by,
            role=role,
            detail=filters,
        )
        store.set_up(uri, "reminders", REMINDERS)
        file_hashes.write(uri, "reminders", _rows(numbers, same_in_every_row), "append")
    return batch_id


def _rows(numbers: pa.Table, same_in_every_row: Mapping[str, object]) -> pa.Table:
    columns = [
        pa.repeat(pa.scalar(same_in_every_row[name], REMINDERS.field(name).type), numbers.num_rows)
        if name in same_in_every_row
        else numbers[name]
        for name in REMINDERS.names
    ]
    return pa.table(columns, schema=REMINDERS)


def _require_numbers(numbers: pa.Table) -> None:
    if not numbers.num_rows:
        raise Problem(
            _("No number is left to remind."),
            next_step=_("Select more schools, or include families who were reminded recently."),
        )


def _require_version(uri: str, counted_at: object) -> None:
    if counted_at is not None and counted_at != store.newest_mark(uri, is_exact=True):
        raise Problem(
            _("The stored data has changed since these numbers were counted. No batch was recorded."),
            next_step=_("Check the numbers on the page, then make the batch again."),
        )


def undo_batch(uri: str, batch_id: str, *, by: str | None = None, role: str | None = None) -> None:
    """Delete a batch that was recorded by mistake, so that its families can be reminded again.

    It doesn't stop anything that was sent. Raises Problem if there is no such batch, an import runs for
    too long, or the tables can't be written.
    """
    again = _("Wait until that is done, then undo the batch again. The Imports page shows running imports.")
    with store.import_lock(uri, next_step=again):
        snapshot = store.newest(uri)
        rows = snapshot.table("reminders")
        kept = rows.filter(pc.not_equal(rows["run_id"], batch_id))
        undone = rows.num_rows - kept.num_rows
        if not undone:
            raise Problem(_(GONE), next_step=_("Reload the page to see the batches that are."))
        file_hashes.require_unchanged(snapshot, "reminders")
        record.write_change(uri, "undo_batch", "", {"batch_id": batch_id}, undone, by=by, role=role)
        opened = snapshot.open_table("reminders")
        file_hashes.write(uri, "reminders", kept, "overwrite", opened=opened)
