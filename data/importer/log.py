"""Message logs: how their records are judged, merged with what is known, and written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb
import pyarrow as pa

from data import daily_results, engine, store, vocabulary
from data.importer import staging, words
from data.importer.pipeline import ahead
from data.settings import Settings
from data.tables import DAILY_RESULTS, MESSAGES

MEMORY_TO_COUNT = "500MB"  # while the staged rows still have theirs
TEXT = pa.string()
RESULTS_READ = pa.schema([("text", TEXT), ("result", TEXT)])
REASONS_READ = pa.schema(
    [("result_text", TEXT), ("reason_text", TEXT), ("reason", TEXT), ("may_lack_number", pa.bool_())]
)
SET_ASIDE = pa.schema(
    [("direction", TEXT), ("channel", TEXT), ("result_text", TEXT), ("kind", TEXT), ("field", TEXT)]
)
# What is counted in the one pass over all records. A hash that two ids share by chance only costs the
# slower way through log_arriving.sql.
ALSO_COUNTED = """
    max(greatest(requested_at, accepted_at, updated_at)) filter (where fault is null) as newest_at,
    min(requested_at) filter (where fault is null) as covers_from,
    count(distinct hash(service, message_id)) filter (where fault is null) as keys,
    list(distinct month) filter (where fault is null) as months
"""
ALL_ARRIVE = """
create view arriving as select * exclude (fault, clock_note) from judged where fault is null
"""
ALL_NEW = """
create view changes as select *, cast(null as varchar) as month_before, true as is_new from arriving
"""
NEW_MONTHS = "create table touched_months as select unnest($months::varchar[]) as month"
CHANGED_MONTHS = """
create table touched_months as select month from changes union select month_before from changes
"""


def judge(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Make the view `judged`: every staged record as a message, with its fault if it has one."""
    staging.keep_vocabulary(connection)
    staging.read_numbers(connection, settings.region)
    staging.read_distinct(connection, ["result_text"], "results_read", _result, RESULTS_READ)
    staging.read_distinct(connection, ["result_text", "reason_text"], "reasons_read", _reason, REASONS_READ)
    said = ["direction", "channel", "result_text"]
    staging.read_distinct(connection, said, "set_aside_words", _aside, SET_ASIDE)
    connection.execute(staging.sql("log_make_ids"))
    connection.execute(staging.sql("log_judge"))


def merge(
    connection: duckdb.DuckDBPyConnection, snapshot: store.Snapshot, counts: Mapping[str, Any]
) -> tuple[int, int]:
    """Make `changes`, the messages that are new or say something new; how many are stored and updated."""
    each_once = counts["accepted"] == counts["keys"]
    connection.execute(ALL_ARRIVE if each_once else staging.sql("log_arriving"))
    if not snapshot.files("messages"):
        connection.execute(ALL_NEW)
        connection.execute(NEW_MONTHS, {"months": counts["months"]})
        return _count(connection, "arriving") if not each_once else counts["accepted"], 0
    _find_known(connection, snapshot)
    connection.execute(staging.sql("log_changes"))
    connection.execute(CHANGED_MONTHS)
    stored = _count(connection, "changes where is_new")
    return stored, _count(connection, "changes") - stored


def write(connection: duckdb.DuckDBPyConnection, snapshot: store.Snapshot, settings: Settings) -> None:
    """Write the touched months of `messages`, and count them again for `daily_results`."""
    months = _months(connection, "select month from touched_months")
    if not months:
        return
    _open(connection, "touched", snapshot, months)
    # Where no touched month has rows yet, nothing can stay: the join would only cost time.
    empty = not connection.sql("select 1 from touched limit 1").to_arrow_table().num_rows
    connection.execute(
        "create view staying as select * from touched"
        + ("" if empty else " anti join changes using (service, message_id)")
    )
    rows = connection.sql(staging.sql("log_write")).to_arrow_reader(100_000)
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


def _find_known(connection: duckdb.DuckDBPyConnection, snapshot: store.Snapshot) -> None:
    """Make `known`: the messages in the store that the arriving ones may change, in whatever month."""
    engine.open_files(connection, "existing", MESSAGES, snapshot.files("messages"))
    months = _months(
        connection,
        "select distinct month from existing semi join arriving using (service, message_id)",
    )
    _open(connection, "hit", snapshot, months)
    connection.execute(
        "create table known as select * from hit semi join arriving using (service, message_id)"
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


def _result(text: str | None) -> dict[str, object]:
    return {"text": text, "result": words.result(text)} if text else {}


def _reason(result_text: str | None, reason_text: str | None) -> dict[str, object]:
    result = words.result(result_text) if result_text else None
    key = words.reason(reason_text, result) if reason_text else None
    known = next((reason for reason in vocabulary.REASONS if reason.key == key), None)
    meant = known or next((one for one in vocabulary.RESULTS if one.name == result), None)
    return {
        "result_text": result_text,
        "reason_text": reason_text,
        "reason": key,
        "may_lack_number": bool(meant and meant.may_lack_number),
    }


def _aside(direction: str | None, channel: str | None, result: str | None) -> dict[str, object]:
    for field, text in (("direction", direction), ("channel", channel), ("result", result)):
        kind = words.set_aside(field, text) if text else None
        if kind:
            return {
                "direction": direction,
                "channel": channel,
                "result_text": result,
                "kind": kind,
                "field": field,
            }
    return {}
