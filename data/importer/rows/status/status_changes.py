"""Changes of status, merged with the stored ones and written: from consent lists and from message logs."""

from __future__ import annotations

import duckdb

from data import engine
from data.importer.rows.database import sql
from data.tables import file_hashes, store
from data.tables.schemas import STATUS_CHANGES
from data.tables.snapshot import Snapshot


def open_existing(connection: duckdb.DuckDBPyConnection, snapshot: Snapshot) -> None:
    """Make `stored_changes`: every change of status at the snapshot."""
    engine.open_files(connection, "stored_changes", STATUS_CHANGES, snapshot.files("status_changes"))


def merge(connection: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """Make `changes_merged`, the changes of all numbers in `status_points`. Count the new and moved ones.

    A change is moved if it is stored with a later date. `status_points` has number, short_code, status,
    stated_at, is_logged, how and record (its number in the file).
    """
    connection.execute(sql("status/steps", "changes_before"))
    connection.execute(sql("status/merge"))
    (counted,) = engine.answer(connection, sql("status/steps", "changed_rows")).to_pylist()
    return counted["stored"], counted["updated"]


def write(connection: duckdb.DuckDBPyConnection, snapshot: Snapshot) -> None:
    """Write the whole of `status_changes`, if the file has a status."""
    if not engine.answer(connection, "select 1 from status_points limit 1").num_rows:
        return
    rows = connection.sql(sql("status/write")).to_arrow_table()
    file_hashes.require_unchanged(snapshot, "status_changes")
    store.replace(snapshot.uri, "status_changes", rows.cast(STATUS_CHANGES))
