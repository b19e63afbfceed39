"""Opt-in statuses in a message log: families who texted STOP or Y, and numbers that the service refuses."""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa

from data import engine, numbers
from data.importer.recognize import formats
from data.importer.rows import forgotten
from data.importer.rows.database import set_variables, sql
from data.importer.rows.run import Run
from data.importer.rows.status import status_changes
from data.words import vocabulary
from data.words.catalog import _, in_english, listing, ngettext

VARIABLES: dict[str, object] = {
    "inbound": vocabulary.INBOUND,
    "keyword_reply": vocabulary.KEYWORD_REPLY,
    "refused": vocabulary.REFUSED,
    "reported": vocabulary.REPORTED,
    "opted_out": formats.STATUSES["opted_out"],
}


def merge(connection: duckdb.DuckDBPyConnection, run: Run) -> tuple[str, ...] | None:
    """Compare the statuses of a judged log with the stored ones. Return a note about those that are new.

    Return None if the log has no statuses.
    """
    if not _is_worth(connection):
        return None
    status_changes.open_existing(connection, run.snapshot)
    _keep_keywords(connection, run)
    _keep_families(connection, run.settings.region)
    set_variables(connection, VARIABLES)
    connection.execute(sql("log/statuses"))
    forgotten.forget_keywords(connection, run)
    status_changes.merge(connection)
    rows = engine.answer(connection, sql("log/look_for_statuses", "new_statuses")).to_pylist()
    return _notes(rows) if rows else ()


@in_english()  # notes are stored
def _notes(rows: list[dict[str, Any]]) -> tuple[str, ...]:
    every = sum(row["times"] for row in rows)
    by_status = listing(
        _("{status} ({number})", status=vocabulary.STATUS_OF[row["status"]].title, number=row["times"])
        for row in rows
    )
    return (
        ngettext(
            "The log also has {number} new change of status: {statuses}.",
            "The log also has {number} new changes of status: {statuses}.",
            every,
            number=every,
            statuses=by_status,
        ),
    )


def write(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Write the changes of status in a merged log, if it has any."""
    if _is_worth(connection):
        status_changes.write(connection, run.snapshot)


def _is_worth(connection: duckdb.DuckDBPyConnection) -> bool:
    worth = engine.answer(connection, sql("log/look_for_statuses", "is_worth"))["is_worth"]
    return bool(worth[0].as_py())


def _keep_keywords(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    own = {vocabulary.plain(word): formats.STATUSES["opted_in"] for word in run.settings.opt_in_words}
    every = own | dict(formats.services()[run.recognized.format.service].keywords)
    statuses = pa.table({"keyword": [*every], "status": [*every.values()]})
    engine.keep(connection, "keyword_statuses", statuses)


def _keep_families(connection: duckdb.DuckDBPyConnection, region: str) -> None:
    cells = connection.sql(sql("log/look_for_statuses", "family_texts")).to_arrow_table()["text"]
    texts = [text for text in cells.to_pylist() if text]
    read = pa.array([numbers.read(text, region) for text in texts], pa.int64())
    families = pa.table({"text": pa.array(texts, pa.string()), "number": read})
    engine.keep(connection, "families_read", families)
