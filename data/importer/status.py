"""Consent lists and logs of changes: judged, compared with what is known at their date, and written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb
import pyarrow as pa

from data import engine, store, vocabulary
from data.importer import staging, words
from data.settings import Settings
from data.tables import STATUS_CHANGES

STATUSES_READ = pa.schema([("text", pa.string()), ("status", pa.string())])
ALSO_COUNTED = "max(said_at) filter (where fault is null) as newest_at"
COUNTS = """
select
    count(*) filter (where is_new and not is_earlier) as stored,
    count(*) filter (where is_new and is_earlier) as updated
from merged
"""


def judge(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Make the view `judged`: every staged record as a point in time, with its fault if it has one."""
    staging.keep_vocabulary(connection)
    connection.execute("set variable list_comparison = $words", {"words": vocabulary.LIST_COMPARISON})
    staging.read_numbers(connection, settings.region)
    staging.read_distinct(connection, ["status_text"], "statuses_read", _status, STATUSES_READ)
    connection.execute(staging.sql("status_judge"))


def merge(
    connection: duckdb.DuckDBPyConnection, snapshot: store.Snapshot, _counts: Mapping[str, Any]
) -> tuple[int, int]:
    """Make `merged`, the changes of every number that the file names; how many are stored and updated."""
    engine.open_files(connection, "existing", STATUS_CHANGES, snapshot.files("status_changes"))
    connection.execute(
        "create table known as select * from existing "
        "where number in (select number from judged where fault is null)"
    )
    connection.execute(staging.sql("status_merge"))
    counted = connection.sql(COUNTS).to_arrow_table().to_pylist()[0]
    return counted["stored"], counted["updated"]


def write(connection: duckdb.DuckDBPyConnection, snapshot: store.Snapshot, _settings: Settings) -> None:
    """Write the whole of `status_changes`."""
    rows = connection.sql(staging.sql("status_write")).to_arrow_table()
    store.replace(snapshot.uri, "status_changes", rows.cast(STATUS_CHANGES))


def _status(text: str | None) -> dict[str, object]:
    return {"text": text, "status": words.status(text)} if text else {}
