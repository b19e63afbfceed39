"""The words of a file without a meaning: each is asked once, and nothing is stored before."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from data import engine
from data.errors import Problem
from data.importer.order import ImportOrder
from data.importer.recognize.columns import Recognized
from data.importer.rows.database import sql
from data.words.catalog import N_, _, listing, ngettext

MOST_SHOWN = 20  # words that a Problem names
FIELD_OF_KIND = {"log": "result", "status": "status"}
WHAT_ARE_THEY = {
    "result": N_("Some words in the column “{column}” aren't results: {words}."),
    "status": N_("Some words in the column “{column}” aren't statuses: {words}."),
}


@dataclass(frozen=True)
class UnknownWord:
    """A word without a meaning: its `field` (result, status), the `word` ("" for blank), and its `rows`."""

    field: str
    word: str
    rows: int


def find(connection: duckdb.DuckDBPyConnection, recognized: Recognized) -> tuple[UnknownWord, ...]:
    """Return the unknown words of the judged rows, the most frequent first. A service's words are known."""
    field = FIELD_OF_KIND.get(recognized.kind)
    if field is None or not recognized.format.is_generic:
        return ()
    statement = sql("words/unknown_words", recognized.kind)
    blank = {"blank_is_answered": "" in recognized.words.get(field, {})} if field == "status" else None
    rows = engine.answer(connection, statement, blank).to_pylist()
    return tuple(UnknownWord(field, row["word"], row["row_count"]) for row in rows)


def check(words: tuple[UnknownWord, ...], recognized: Recognized, order: ImportOrder) -> None:
    """Raise Problem if words are unknown: then no row is stored, not even those whose words are known."""
    if not words:
        return
    shown = listing(
        ngettext(
            "“{word}” ({number} row)",
            "“{word}” ({number} rows)",
            word.rows,
            word=word.word,
            number=word.rows,
        )
        if word.word
        else ngettext("blank ({number} row)", "blank ({number} rows)", word.rows, number=word.rows)
        for word in words[:MOST_SHOWN]
    )
    if len(words) > MOST_SHOWN:
        shown = _("{words}, and {number} more", words=shown, number=len(words) - MOST_SHOWN)
    field = words[0].field
    raise Problem(
        _(WHAT_ARE_THEY[field], column=recognized.columns[field], words=shown),
        where=order.file_name,
        next_step=_(
            "Say what each word means on the Imports page. Or write a format of your own with "
            "python -m data format, and use it with --format."
        ),
    )
