"""The rule of retention: rows from before the first kept month go, table by table (setting keep_months)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from data import engine, record, settings
from data.access import person_at_machine
from data.engine import by_time
from data.keeping.removal import sweep
from data.keeping.removal.erasure import removing, require_deleted
from data.keeping.removal.sweep import Judged, Plan
from data.tables import store, used_stores
from data.tables.removal import expiry, old_files
from data.tables.schemas import STATUS_CHANGES
from data.tables.snapshot import Snapshot

SQL = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
KEPT_AS = {  # what the setting calls the rows of each table
    "messages": "texts",
    "contacts": "contacts",
    "status_changes": "consent",
    "left_out": "skipped_rows",
    "reminders": "reminders",
    "day_notes": "texts",  # a note is about the texts of its days
    "office_entries": "consent",  # some are opt-outs that an office was told
}
DATED_BY = {
    "messages": "requested_at",
    "contacts": "seen_until",
    "status_changes": "changed_at",
    "reminders": "made_at",
    "day_notes": "last_day",
    "office_entries": "entered_at",
}


class Expired:
    """Rows of a snapshot from before the first month that is kept of their table."""

    def __init__(self, snapshot: Snapshot, now: datetime | None = None) -> None:
        months = settings.load().keep_months
        every = {table: expiry.kept_from(months[key], now) for table, key in KEPT_AS.items()}
        self._kept_from: Mapping[str, datetime] = {table: at for table, at in every.items() if at}
        imports = snapshot.table("imports").to_pylist()
        self._imported = {row["import_id"]: row["imported_at"] for row in imports if row["imported_at"]}
        self._replaced = self._replaced_changes(snapshot)

    def concerns(self, table: str, part: str) -> bool:
        """Return whether rows of this table, or of this month of texts, can have expired."""
        since = self._kept_from.get(table)
        return since is not None and (table != "messages" or part < f"{since:%Y-%m}")

    def judge(self, table: str, rows: pa.RecordBatch) -> Judged:
        """Return which rows have expired; all others stay as they are."""
        if table == "left_out":
            at = pa.array(map(self._imported.get, rows["import_id"].to_pylist()), pa.timestamp("us", "UTC"))
        else:
            at = rows[DATED_BY[table]]
        months = pc.fill_null(pc.strftime(at, format="%Y-%m"), "")
        if table == "status_changes":
            goes = pc.is_in(_keys(rows), value_set=self._replaced)
        else:
            since = pa.scalar(self._kept_from[table], at.type)
            goes = pc.fill_null(pc.less(at, since), fill_value=False)
        return Judged(goes, months, rows)

    def clean(self, imports: pa.Table) -> pa.Table:
        """Return the list of imports as it is: it stays as the history of the data."""
        return imports

    def _replaced_changes(self, snapshot: Snapshot) -> pa.Array:
        since = self._kept_from.get("status_changes")
        if since is None:
            return pa.array([], pa.string())
        with engine.connect(memory=engine.MEMORY_APART) as connection:
            engine.open_files(
                connection, "status_changes", STATUS_CHANGES, snapshot.files("status_changes")
            )
            connection.execute("set variable kept_from = $since", {"since": since})
            return connection.sql(SQL).to_arrow_table()["change_key"].combine_chunks()


def find(now: datetime | None = None) -> Plan:
    """Return what has expired. Nothing is changed. Raises Problem if a table can't be read."""
    snapshot = store.newest(used_stores.district_logs())
    return sweep.plan(snapshot, Expired(snapshot, now))


def forget(now: datetime | None = None) -> Plan:
    """Delete what has expired, and return what went; nothing is written if there is nothing.

    It is recorded first. Raises Problem if it can't be recorded, an import runs for too long, or not
    everything can be deleted; then it can be run again.
    """
    uri = used_stores.district_logs()
    if store.newest_number(uri) < 0:
        return Plan()
    with removing(uri) as snapshot:
        rule = Expired(snapshot, now)
        gone = sweep.plan(snapshot, rule)
        if gone.rows:
            months = settings.load().keep_months
            record.write(person_at_machine(), "retention", filters=months, rows=sum(gone.rows.values()))
            newest = sweep.carry_out(snapshot, rule, gone)
            require_deleted(uri, [*old_files.delete_old(newest), *by_time.clear(newest, 0)])
    return gone


def _keys(rows: pa.RecordBatch) -> pa.Array:
    """Return the keys of changes of status, as the SQL makes them."""
    parts = [
        pc.cast(rows["number"], pa.string()),
        pc.fill_null(rows["short_code"], ""),
        pc.cast(pc.cast(rows["changed_at"], pa.int64()), pa.string()),
    ]
    return pc.binary_join_element_wise(*parts, "|")
