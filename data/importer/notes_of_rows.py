"""What an import says about its numbers and ids: sentences with counts of rows."""

from __future__ import annotations

import duckdb

from data import engine
from data.importer.rows.database import sql
from data.words.catalog import in_english, ngettext


@in_english()  # notes are stored
def of_numbers(connection: duckdb.DuckDBPyConnection, kind: str) -> tuple[str, ...]:
    """Return sentences about numbers beside words, and about contacts stored without their number.

    Other kinds of files need a number: a row with an extension or a placeholder is rejected.
    """
    if not engine.answer(connection, sql("staging", "has_odd_numbers"))["has_any"][0].as_py():
        return ()
    (rows,) = engine.answer(connection, sql("staging", "odd_rows")).to_pylist()
    every = [(_words_note, rows["with_words"])]
    if kind == "contacts":
        every += [
            (_extension_note, rows["with_extension"]),
            (_placeholder_note, rows["with_placeholder"]),
        ]
    return tuple(note(count) for note, count in every if count)


def _words_note(rows: int) -> str:
    return ngettext(
        "{number} row has words beside its phone number. The words aren't read.",
        "{number} rows have words beside their phone number. The words aren't read.",
        rows,
        number=rows,
    )


def _extension_note(rows: int) -> str:
    return ngettext(
        "{number} row has a number with an extension, which takes no texts. "
        "Its contact is stored without it.",
        "{number} rows have a number with an extension, which takes no texts. "
        "Their contacts are stored without it.",
        rows,
        number=rows,
    )


def _placeholder_note(rows: int) -> str:
    return ngettext(
        "{number} row has a placeholder instead of a phone number. Its contact is stored without one.",
        "{number} rows have a placeholder instead of a phone number. "
        "Their contacts are stored without one.",
        rows,
        number=rows,
    )
