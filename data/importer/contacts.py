"""Contact lists: judged, merged with the lists before and after them, and written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import duckdb

from data import engine, store
from data.importer import staging
from data.settings import Settings
from data.tables import CONTACTS

ALSO_COUNTED = "max(said_at) filter (where fault is null) as newest_at"
COUNTS = """
select
    count(*) filter (where is_new) as stored,
    count(*) filter (where is_updated) as updated
from merged
"""
WRITTEN = "select * exclude (is_new, is_updated) from merged order by contact_id, number, student_id"


def judge(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Make the view `judged`: every staged record as a contact's number, with its fault if it has one."""
    staging.read_numbers(connection, settings.region)
    # A contact list without a date was seen today: that is all that is known of it.
    connection.execute("set variable now = $now", {"now": datetime.now(UTC)})
    connection.execute(staging.sql("contacts_judge"))


def merge(
    connection: duckdb.DuckDBPyConnection, snapshot: store.Snapshot, _counts: Mapping[str, Any]
) -> tuple[int, int]:
    """Make `merged`, the whole table as it will be; how many rows are stored and updated."""
    engine.open_files(connection, "existing", CONTACTS, snapshot.files("contacts"))
    connection.execute(staging.sql("contacts_merge"))
    counted = connection.sql(COUNTS).to_arrow_table().to_pylist()[0]
    return counted["stored"], counted["updated"]


def write(connection: duckdb.DuckDBPyConnection, snapshot: store.Snapshot, _settings: Settings) -> None:
    """Write the whole of `contacts`."""
    rows = connection.sql(WRITTEN).to_arrow_table()
    store.replace(snapshot.uri, "contacts", rows.select(CONTACTS.names).cast(CONTACTS))
