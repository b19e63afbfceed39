"""Contact lists: judged, merged with the lists before and after them, and written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import duckdb

from data import engine
from data.importer.rows import staging
from data.importer.rows.run import Merged, Run
from data.tables import store
from data.tables.schemas import CONTACTS

ALSO_COUNTED = "max(said_at) filter (where fault is null) as newest_at"
COUNTS = """
select
    count(*) filter (where is_new) as stored,
    count(*) filter (where is_updated) as updated
from merged
"""
WRITTEN = "select * exclude (is_new, is_updated) from merged order by contact_id, number, student_id"


def judge(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make the view `judged`: every staged record as a contact's number, with its fault if it has one."""
    staging.read_numbers(connection, run.settings.region)
    # A contact list without a date was seen today: that is all that is known of it.
    connection.execute("set variable now = $now", {"now": datetime.now(UTC)})
    connection.execute(staging.sql("contacts/judge"))


def merge(connection: duckdb.DuckDBPyConnection, run: Run, _counts: Mapping[str, Any]) -> Merged:
    """Make `merged`, the whole table as it will be; what became of the records."""
    engine.open_files(connection, "existing", CONTACTS, run.snapshot.files("contacts"))
    connection.execute(staging.sql("contacts/merge"))
    counted = connection.sql(COUNTS).to_arrow_table().to_pylist()[0]
    return Merged(counted["stored"], counted["updated"])


def write(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Write the whole of `contacts`, if a row came through."""
    if not connection.sql("select 1 from judged where fault is null limit 1").to_arrow_table().num_rows:
        return
    rows = connection.sql(WRITTEN).to_arrow_table()
    store.replace(run.snapshot.uri, "contacts", rows.select(CONTACTS.names).cast(CONTACTS))
