"""Contact lists: judged, merged with the lists before and after them, and written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import duckdb

from data import engine
from data.importer.rows.database import set_variables, sql
from data.importer.rows.distinct_values import read_numbers
from data.importer.rows.run import Merged, Run
from data.tables import file_hashes, store
from data.tables.schemas import CONTACTS
from data.words.catalog import in_english, ngettext


def judge(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make the view `judged`: every staged record as a contact's number and why it is omitted, if it is."""
    read_numbers(connection, run.settings.region)
    # All that is known of a contact list without a date is that it was there today.
    set_variables(connection, {"now": datetime.now(UTC)})
    connection.execute(sql("contacts/judge"))


def merge(connection: duckdb.DuckDBPyConnection, run: Run, _counts: Mapping[str, Any]) -> Merged:
    """Make `merged`, the whole table as it will be. Return how many rows are new or changed."""
    engine.open_files(connection, "existing", CONTACTS, run.snapshot.files("contacts"))
    connection.execute(sql("contacts/merge"))
    (counted,) = engine.answer(connection, sql("contacts/steps", "changed_rows")).to_pylist()
    return Merged(counted["stored"], counted["updated"], _notes(connection))


@in_english()  # notes are stored
def _notes(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Return sentences about ids of students and households that stay empty."""
    (counted,) = engine.answer(connection, sql("contacts/steps", "ids_left_empty")).to_pylist()
    students, households = counted["student_ids"], counted["household_ids"]
    notes = []
    if students:
        notes.append(
            ngettext(
                "{number} row has a placeholder or a rounded number in place of a student ID. "
                "It stays empty.",
                "{number} rows have a placeholder or a rounded number in place of a student ID. "
                "It stays empty.",
                students,
                number=students,
            )
        )
    if households:
        notes.append(
            ngettext(
                "{number} row has a placeholder or a rounded number in place of a household ID. "
                "It stays empty.",
                "{number} rows have a placeholder or a rounded number in place of a household ID. "
                "It stays empty.",
                households,
                number=households,
            )
        )
    return tuple(notes)


def write(connection: duckdb.DuckDBPyConnection, run: Run, counts: Mapping[str, Any]) -> None:
    """Write the whole of `contacts`, if a row was accepted."""
    if not counts["accepted"]:
        return
    rows = connection.sql(sql("contacts/steps", "rows")).to_arrow_table()
    file_hashes.require_unchanged(run.snapshot, "contacts")
    store.replace(run.snapshot.uri, "contacts", rows.select(CONTACTS.names).cast(CONTACTS))
