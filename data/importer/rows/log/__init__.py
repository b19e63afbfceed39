"""Message logs: their records judged, merged with stored messages, and written."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import duckdb
import pyarrow as pa

from data import engine
from data.engine import by_time
from data.importer.rows import conflicts
from data.importer.rows.database import sql
from data.importer.rows.distinct_values import keep_vocabulary, read_distinct, read_numbers
from data.importer.rows.ids import texts
from data.importer.rows.log import statuses, verdicts
from data.importer.rows.pipeline import ahead
from data.importer.rows.run import Merged, Run
from data.settings import Settings
from data.tables import daily_results, delta, file_hashes, store
from data.tables.schemas import DAILY_RESULTS, MESSAGES
from data.tables.snapshot import Snapshot


def judge(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make the view `judged`: every staged record as a message and why it is omitted, if it is."""
    keep_vocabulary(connection)
    read_numbers(connection, run.settings.region)
    read = verdicts.reader(run.recognized)
    read_distinct(connection, verdicts.CELLS, "verdicts", read, verdicts.VERDICTS)
    texts.make(connection)
    connection.execute(sql("log/judge"))


def merge(connection: duckdb.DuckDBPyConnection, run: Run, counts: Mapping[str, Any]) -> Merged:
    """Make `changes`, the messages that are new or changed. Return how many they are, with notes."""
    keys = counts["keys"]
    if keys != counts["accepted"] and run.recognized.format.is_generic:
        keys = texts.separate_shared(connection)
    arriving = _arrive(connection, counts["accepted"], keys)
    if not run.snapshot.files("messages"):
        connection.execute(sql("log/merge", "all_are_new"))
        connection.execute(sql("log/merge", "months_of_file"), {"months": counts["months"]})
        notes = texts.notes(connection, 0, run.recognized.columns)
        return _merged(connection, run, Merged(arriving, 0, notes))
    matched = _compare(connection, run, counts, arriving)
    connection.execute(sql("log/merge", "months_of_changes"))
    (changed,) = engine.answer(connection, sql("log/merge", "changed_rows")).to_pylist()
    notes = texts.notes(connection, matched, run.recognized.columns)
    return _merged(connection, run, Merged(changed["stored"], changed["updated"], notes))


def _merged(connection: duckdb.DuckDBPyConnection, run: Run, texts_merged: Merged) -> Merged:
    """Merge the statuses of the log too, and compare its texts with those of the consent list."""
    notes = statuses.merge(connection, run)
    disagreements = conflicts.count(connection, run, has_statuses=notes is not None)
    every = (*texts_merged.notes, *(notes or ()), *conflicts.notes(disagreements))
    return replace(texts_merged, notes=every, conflicts=disagreements)


def _arrive(connection: duckdb.DuckDBPyConnection, accepted: int, keys: int) -> int:
    """Make `arriving`, the accepted records, one per message. Return how many they are."""
    connection.execute(sql("log/merge", "all_arrive") if accepted == keys else sql("log/arriving"))
    return accepted if accepted == keys else _count(connection, "arriving_rows")


def _compare(
    connection: duckdb.DuckDBPyConnection, run: Run, counts: Mapping[str, Any], arriving: int
) -> int:
    """Compare what arrives with what is stored: make `changes`. Return how many texts had another id.

    Raises Problem if texts may be stored with other times, so that it isn't clear which they are.
    """
    _find_stored(connection, run.snapshot, counts["months"] or [], arriving)
    connection.execute(sql("log/changes"))
    if texts.separate_from_stored(connection):
        _arrive(connection, counts["accepted"], texts.keys(connection))
        connection.execute(sql("ids/separate", "find_stored"))
        connection.execute(sql("log/changes"))
    matched = texts.match_stored(connection, run.file_name)
    if matched:
        connection.execute(sql("log/changes"))
    if not run.trusts_dates:
        opened = functools.partial(_open, connection, run.snapshot)
        texts.check_turned(connection, run.file_name, opened)
    return matched


def write(connection: duckdb.DuckDBPyConnection, run: Run, _counts: Mapping[str, Any]) -> None:
    """Write the touched months of `messages`, count them again for `daily_results`, and write statuses."""
    months = _months(connection, "select month from touched_months")
    if months:
        _write_months(connection, run.snapshot, run.settings, months)
    statuses.write(connection, run)


def _write_months(
    connection: duckdb.DuckDBPyConnection, snapshot: Snapshot, settings: Settings, months: list[str]
) -> None:
    _open(connection, snapshot, "touched", months)
    is_empty = not engine.answer(connection, "select 1 from touched limit 1").num_rows
    connection.execute(sql("log/merge", "all_stay" if is_empty else "some_stay"))
    file_hashes.require_unchanged(snapshot, "messages", months)
    rows = connection.sql(sql("log/write")).to_arrow_reader(delta.BATCH_ROWS)
    store.replace(
        snapshot.uri,
        "messages",
        pa.RecordBatchReader.from_batches(MESSAGES, ahead(batch.cast(MESSAGES) for batch in rows)),
        months,
    )
    every = store.uncommitted_files(snapshot.uri, "messages")
    written = [file for file in every if daily_results.month_of(file) in months]
    marks = daily_results.marks(written)
    counted = engine.count_days(connection, snapshot.uri, written, settings.timezone, marks)
    store.replace(snapshot.uri, "daily_results", counted.cast(DAILY_RESULTS), months)


def _find_stored(
    connection: duckdb.DuckDBPyConnection, snapshot: Snapshot, near: list[str], arriving: int
) -> None:
    """Make `stored`: the stored messages that the `arriving` ones may change, in any month.

    Most are in the months that they arrive in (`near`). Other months are only searched for the rest: a
    corrected time may have moved a message. Of a month with hashes, the ids are read if a hash is there.
    """
    _open(connection, snapshot, "near", near)
    connection.execute(sql("log/merge", "stored_nearby"))
    if _count(connection, "stored_rows") == arriving:
        return
    connection.execute(sql("log/merge", "not_stored"))
    far = {daily_results.month_of(file) for file in snapshot.files("messages")} - {*near}
    may_have_some = _by_hashes(connection, snapshot, far)
    _open(connection, snapshot, "far", sorted(far - may_have_some.keys()))
    hit = {month for month, has_hash in may_have_some.items() if has_hash}
    _open(connection, snapshot, "hit", sorted({*hit, *_months(connection, sql("log/merge", "months_far"))}))
    connection.execute(sql("log/merge", "stored_far"))


def _by_hashes(connection: duckdb.DuckDBPyConnection, snapshot: Snapshot, far: set[str]) -> dict[str, bool]:
    """Return of each month whose hashes can be used whether an id that isn't stored nearby may be in it."""
    statement, parameters = sql("log/merge", "months_by_hashes"), {"check_word": by_time.CHECK_WORD}
    try:
        files = by_time.id_hashes(snapshot, far)
        engine.open_files(connection, "id_hashes", by_time.ID_HASHES, [*files.values()])
        rows = engine.answer(connection, statement, parameters).to_pylist()
    except (OSError, duckdb.IOException, duckdb.InvalidInputException):  # one is gone or can't be read
        return {}
    return {row["month"]: row["may_have_some"] for row in rows if row["is_usable"]}


def _open(connection: duckdb.DuckDBPyConnection, snapshot: Snapshot, name: str, months: list[str]) -> None:
    files = [file for file in snapshot.files("messages") if daily_results.month_of(file) in months]
    engine.open_files(connection, name, MESSAGES, files)


def _count(connection: duckdb.DuckDBPyConnection, step: str) -> int:
    return int(engine.answer(connection, sql("log/merge", step))["rows"][0].as_py())


def _months(connection: duckdb.DuckDBPyConnection, statement: str) -> list[str]:
    months = engine.answer(connection, statement)["month"].to_pylist()
    return sorted(month for month in months if month)
