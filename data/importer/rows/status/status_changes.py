"""What has been said of consent, merged with what is known and written: of lists, and of message logs."""

from __future__ import annotations

import duckdb

from data import engine
from data.importer.rows import staging
from data.tables import store
from data.tables.schemas import STATUS_CHANGES

COUNTS = """
select
    count(*) filter (where is_new and not is_earlier) as stored,
    count(*) filter (where is_new and is_earlier) as updated
from consents_merged
"""
KNOWN = """
create table consents_known as
select * from consents_existing where number in (select number from said)
"""


def open_existing(connection: duckdb.DuckDBPyConnection, snapshot: store.Snapshot) -> None:
    """Make `consents_existing`: every change of status at the snapshot."""
    engine.open_files(connection, "consents_existing", STATUS_CHANGES, snapshot.files("status_changes"))


def merge(connection: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """Make `consents_merged`, the changes of every number in `said`; how many are stored and updated.

    `said` has number, short_code, status, said_at, is_logged, how and record (its place in the file).
    """
    connection.execute(KNOWN)
    connection.execute(staging.sql("status/merge"))
    counted = connection.sql(COUNTS).to_arrow_table().to_pylist()[0]
    return counted["stored"], counted["updated"]


def write(connection: duckdb.DuckDBPyConnection, uri: str) -> None:
    """Write the whole of `status_changes`, if something was said."""
    if not connection.sql("select 1 from said limit 1").to_arrow_table().num_rows:
        return
    rows = connection.sql(staging.sql("status/write")).to_arrow_table()
    store.replace(uri, "status_changes", rows.cast(STATUS_CHANGES))
