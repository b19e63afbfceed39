"""Which arriving text is which stored one where ids don't say it, and which ids are none of their texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import duckdb

from data import engine
from data.errors import Problem
from data.importer.recognize.formats import RESULTS
from data.importer.rows.database import set_variables, sql
from data.words.catalog import _, in_english, ngettext


def make(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `made_ids`, an id for every staged text without one."""
    connection.execute(sql("ids/separate", "without_id"))
    connection.execute(sql("ids/make"))


def separate_shared(connection: duckdb.DuckDBPyConnection) -> int:
    """Give texts that share an id with another number or time their own. Return how many there are."""
    connection.execute(sql("ids/separate", "shared"))
    _make_again(connection)
    return keys(connection)


def keys(connection: duckdb.DuckDBPyConnection) -> int:
    """Return how many texts the accepted records are."""
    return _rows(connection, sql("ids/separate", "keys"))


def separate_from_stored(connection: duckdb.DuckDBPyConnection) -> bool:
    """Give texts ids of their own whose id is stored with another number. Return whether there are any."""
    if not engine.answer(connection, "select 1 from changes where is_another limit 1").num_rows:
        return False
    connection.execute(sql("ids/separate", "of_others"))
    _make_again(connection)
    return True


def match_stored(connection: duckdb.DuckDBPyConnection, file_name: str) -> int:
    """Give arriving texts the id under which they are stored. Return how many that are.

    Raises Problem if some may be stored, but which text is which can't be told: then nothing is stored.
    """
    if not _is(connection, "any_new"):
        return 0
    if not (_is(connection, "any_made") or _is(connection, "any_stored_made")):
        return 0
    set_variables(connection, {"ineligible": RESULTS["ineligible"]})
    connection.execute(sql("ids/match", "arriving"))
    connection.execute(sql("ids/match", "stored"))
    for exactly in (True, False):
        connection.execute(sql("ids/match", "adopt"), {"exactly": exactly})
    if unclear := _rows(connection, sql("ids/match", "unclear")):
        raise _unclear(unclear, file_name)
    matched = _rows(connection, "select count(*) as rows from adopted")
    if matched:
        connection.execute(sql("ids/match", "use_adopted"))
        connection.execute(sql("ids/match", "add_stored"))
    return matched


def check_turned(
    connection: duckdb.DuckDBPyConnection, file_name: str, open_months: Callable[[str, list[str]], None]
) -> None:
    """Raise Problem if most new or moved texts are stored with day and month exchanged.

    `open_months` makes a view of that name of the stored messages of some months.
    """
    if not engine.answer(connection, "select 1 where getvariable('may_be_turned')").num_rows:
        return
    if not engine.answer(connection, sql("ids/turned", "may_be"))["is_so"][0].as_py():
        return
    connection.execute(sql("ids/turned", "local_days"))
    months = engine.answer(connection, sql("ids/turned", "months"))["month"].to_pylist()
    if not months:
        return
    open_months("exchanged", months)
    (counted,) = engine.answer(connection, sql("ids/turned", "turned")).to_pylist()
    if counted["turned"] > counted["likely_from"]:
        raise _turned(counted["turned"], file_name)


@in_english()  # notes are stored
def notes(
    connection: duckdb.DuckDBPyConnection, matched: int, columns: Mapping[str, str]
) -> tuple[str, ...]:
    """Return sentences about ids that were made or stay empty, and texts stored under another id.

    `columns` maps the fields that the file has to the names of its columns.
    """
    rounded = engine.answer(connection, sql("ids/columns", "left_empty"))["field"].to_pylist()
    (counted,) = engine.answer(connection, sql("ids/separate", "counts")).to_pylist()
    every = (
        (_none_note, counted["without_id"] if "message_id" in columns else 0),
        (_unfit_note, counted["unfit"]),
        (_matched_note, matched),
    )
    return (
        *(note(rows) for note, rows in every if rows),
        *(
            _("A spreadsheet rounded IDs in the column “{column}”. They stay empty.", column=columns[field])
            for field in rounded
        ),
    )


def _none_note(rows: int) -> str:
    return ngettext(
        "{number} row has no ID that identifies its text. One was made from its number and time.",
        "{number} rows have no ID that identifies their text. One was made from their number and time.",
        rows,
        number=rows,
    )


def _unfit_note(rows: int) -> str:
    return ngettext(
        "{number} row has the ID of a text with another number or time. It counts as a text of its own.",
        "{number} rows have the ID of a text with another number or time. "
        "Each counts as a text of its own.",
        rows,
        number=rows,
    )


def _matched_note(rows: int) -> str:
    return ngettext(
        "{number} text was already imported with another ID or other seconds. It stays one text.",
        "{number} texts were already imported with another ID or other seconds. Each stays one text.",
        rows,
        number=rows,
    )


def _unclear(rows: int, file_name: str) -> Problem:
    return Problem(
        ngettext(
            "{number} row looks like a text already imported, but without its seconds.",
            "{number} rows look like texts already imported, but without their seconds.",
            rows,
            number=rows,
        ),
        where=file_name,
        next_step=_("Import the service's own export, not a copy saved by a spreadsheet."),
    )


def _turned(rows: int, file_name: str) -> Problem:
    return Problem(
        ngettext(
            "{number} row looks like a text already imported, with day and month exchanged.",
            "{number} rows look like texts already imported, with day and month exchanged.",
            rows,
            number=rows,
        ),
        where=file_name,
        next_step=_(
            "Say the order of the dates with --date-order mdy or dmy. "
            "If the stored dates are wrong, undo their import first."
        ),
    )


def _make_again(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(sql("ids/separate", "and_unfit"))
    connection.execute(sql("ids/make"))


def _is(connection: duckdb.DuckDBPyConnection, step: str) -> bool:
    return bool(engine.answer(connection, sql("ids/match", step))["is_so"][0].as_py())


def _rows(connection: duckdb.DuckDBPyConnection, statement: str) -> int:
    return int(engine.answer(connection, statement)["rows"][0].as_py())
