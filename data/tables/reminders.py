"""Runs of reminders: which numbers were asked to opt in, when and by whom. Nothing is sent from here."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.compute as pc

from data.errors import Problem
from data.tables import store
from data.tables.schemas import REMINDERS


def record(uri: str, numbers: pa.Table, *, by: str, asked: str, made_at: datetime | None = None) -> str:
    """Note in one step that these numbers (columns number and part) are reminded now; the id of the run.

    `asked` is the filter in words, `made_at` another moment than now, in UTC. Raises Problem where there is
    no number, or it can't be written: then nothing is noted.
    """
    if not numbers.num_rows:
        raise Problem(
            "Nobody is left to remind.", next_step="Choose more schools, or fewer days left alone."
        )
    made = made_at or datetime.now(UTC)
    # Two people may note runs of one moment: those they made by hand yesterday at noon.
    run_id = f"{made:%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
    alike = {"run_id": run_id, "made_at": made, "made_by": by, "asked": asked}
    columns = [
        pa.repeat(pa.scalar(alike[name], REMINDERS.field(name).type), numbers.num_rows)
        if name in alike
        else numbers[name]
        for name in REMINDERS.names
    ]
    store.set_up(uri, "reminders", REMINDERS)
    store.append(uri, "reminders", pa.table(columns, schema=REMINDERS))
    return run_id


def take_back(uri: str, run_id: str) -> None:
    """Forget a run that was recorded by mistake, so that its families are offered again.

    What was sent can't be taken back by it. Raises Problem where it can't be written.
    """
    rows = store.newest(uri).table("reminders")
    if rows.num_rows:
        store.replace(uri, "reminders", rows.filter(pc.not_equal(rows["run_id"], run_id)))
