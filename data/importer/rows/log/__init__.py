"""Message logs: how their records are judged, merged with what is known, and written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb
import pyarrow as pa

from data import engine
from data.importer.rows import staging
from data.importer.rows.log import consent, verdicts
from data.importer.rows.pipeline import ahead
from data.importer.rows.run import Merged, Run
from data.settings import Settings
from data.tables import daily_results, store
from data.tables.schemas import DAILY_RESULTS, MESSAGES

MEMORY_TO_COUNT = "500MB"  # while the staged rows still have theirs
# What is counted in the one pass over all records. A hash that two ids share by chance only costs the
# slower way through log_arriving.sql.
ALSO_COUNTED = """
    max(greatest(requested_at, accepted_at, updated_at)) filter (where fault is null) as newest_at,
    min(requested_at) filter (where fault is null) as covers_from,
    count(distinct hash(service, message_id)) filter (where fault is null) as keys,
    list(distinct month) filter (where fault is null) as months
"""
ALL_ARRIVE = """
create view arriving as select * exclude (fault, clock_note, opts_out) from judged where fault is null
"""
ALL_NEW = """
create view changes as select *, cast(null as varchar) as month_before, true as is_new from arriving
"""
NEW_MONTHS = "create table touched_months as select unnest($months::varchar[]) as month"
NOT_FOUND = """
create table not_found as
select service, message_id from arriving anti join known using (service, message_id)
"""
CHANGED_MONTHS = """
create table touched_months as select month from changes union select month_before from changes
"""


def judge(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make the view `judged`: every staged record as a message, with its fault if it has one."""
    staging.keep_vocabulary(connection)
    staging.read_numbers(connection, run.settings.region)
    read = verdicts.reader(run.recognized)
    staging.read_distinct(connection, verdicts.SAID, "verdicts", read, verdicts.VERDICTS)
    connection.execute(staging.sql("log/make_ids"))
    connection.execute(staging.sql("log/judge"))


def merge(connection: duckdb.DuckDBPyConnection, run: Run, counts: Mapping[str, Any]) -> Merged:
    """Make `changes`, the messages that are new or say something new; what became of the records."""
    each_once = counts["accepted"] == counts["keys"]
    connection.execute(ALL_ARRIVE if each_once else staging.sql("log/arriving"))
    if run.snapshot.files("messages"):
        arriving = counts["accepted"] if each_once else _count(connection, "arriving")
        _find_known(connection, run.snapshot, counts["months"] or [], arriving)
        connection.execute(staging.sql("log/changes"))
        connection.execute(CHANGED_MONTHS)
        stored = _count(connection, "changes where is_new")
        updated = _count(connection, "changes") - stored
    else:
        connection.execute(ALL_NEW)
        connection.execute(NEW_MONTHS, {"months": counts["months"]})
        stored, updated = counts["accepted"] if each_once else _count(connection, "arriving"), 0
    return Merged(stored, updated, consent.merge(connection, run))


def write(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Write the touched months of `messages`, count them again for `daily_results`, and write consent."""
    months = _months(connection, "select month from touched_months")
    if months:
        _write_months(connection, run.snapshot, run.settings, months)
    consent.write(connection, run)


def _write_months(
    connection: duckdb.DuckDBPyConnection, snapshot: store.Snapshot, settings: Settings, months: list[str]
) -> None:
    _open(connection, "touched", snapshot, months)
    # Where no touched month has rows yet, nothing can stay: the join would only cost time.
    empty = not connection.sql("select 1 from touched limit 1").to_arrow_table().num_rows
    connection.execute(
        "create view staying as select * from touched"
        + ("" if empty else " anti join changes using (service, message_id)")
    )
    rows = connection.sql(staging.sql("log/write")).to_arrow_reader(100_000)
    store.replace(
        snapshot.uri,
        "messages",
        pa.RecordBatchReader.from_batches(MESSAGES, ahead(batch.cast(MESSAGES) for batch in rows)),
        months,
    )
    every = store.uncommitted_files(snapshot.uri, "messages")
    written = [file for file in every if daily_results.month_of(file) in months]
    with engine.connect(memory=MEMORY_TO_COUNT) as beside:
        engine.open_files(beside, "messages", MESSAGES, written)
        counted = daily_results.count(beside, settings.timezone, daily_results.marks(written))
    store.replace(snapshot.uri, "daily_results", counted.cast(DAILY_RESULTS), months)


def _find_known(
    connection: duckdb.DuckDBPyConnection, snapshot: store.Snapshot, near: list[str], arriving: int
) -> None:
    """Make `known`: the messages in the store that the arriving ones may change, in whatever month.

    Most are in the months that they arrive in (`near`), perhaps as many as are `arriving`. The ids of other
    months are only looked at for those that are not: a corrected time may have moved them.
    """
    _open(connection, "near", snapshot, near)
    connection.execute(
        "create table known as select * from near semi join arriving using (service, message_id)"
    )
    if _count(connection, "known") == arriving:
        return
    far = {daily_results.month_of(file) for file in snapshot.files("messages")} - {*near}
    _open(connection, "far", snapshot, sorted(far))
    connection.execute(NOT_FOUND)
    hit = _months(
        connection, "select distinct month from far semi join not_found using (service, message_id)"
    )
    _open(connection, "hit", snapshot, hit)
    connection.execute(
        "insert into known select * from hit semi join not_found using (service, message_id)"
    )


def _open(
    connection: duckdb.DuckDBPyConnection, name: str, snapshot: store.Snapshot, months: list[str]
) -> None:
    files = [file for file in snapshot.files("messages") if daily_results.month_of(file) in months]
    engine.open_files(connection, name, MESSAGES, files)


def _count(connection: duckdb.DuckDBPyConnection, of: str) -> int:
    return int(connection.sql(f"select count(*) as rows from {of}").to_arrow_table()["rows"][0].as_py())


def _months(connection: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    found = connection.sql(sql).to_arrow_table()["month"].to_pylist()
    return sorted(month for month in found if month)
