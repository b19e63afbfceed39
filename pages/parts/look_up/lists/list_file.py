"""The file of a list: each of its lines with what would happen to its numbers. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from data import csv_writer
from data.words import number_words, vocabulary
from data.words.catalog import _
from data.words.vocabulary import column_title
from pages.parts.look_up.lists.named import Named, is_one
from pages.parts.look_up.lists.reading import Entry, Listed

COLUMNS = ("names", "students", "school", "status", "since", "contact_ids")
Row = Mapping[str, Any]


def csv_file(listed: Listed, named: Named, answer: pa.Table) -> bytes:
    """Return a list with what would happen to each of its lines, from "numbers_looked_up", as CSV.

    A line that names contacts has a row for each of their numbers.
    """
    looked_up = {row["number"]: row for row in answer.to_pylist()}
    header = [_("As listed"), column_title("number"), column_title("verdict"), _("What it means")]
    lines = [line for entry in listed.entries for line in _lines(entry, named, looked_up)]
    return csv_writer.content([*header, *map(column_title, COLUMNS), column_title("found_by")], lines)


def sentence(row: Row) -> str:
    """Return what would happen to a number and why, from a row of "numbers_looked_up"."""
    meaning = number_words.VERDICT_OF[row["verdict"]].meaning
    if not row["first_failure"] or not number_words.VERDICT_OF[row["verdict"]].is_tried:
        return meaning
    since = _(
        "Failing since {day}: {reason}.",
        day=row["first_failure"].date(),
        reason=vocabulary.reason_title(row["reason"]),
    )
    return f"{meaning} {since}"


def _lines(entry: Entry, named: Named, looked_up: Mapping[str, Row]) -> list[list[str]]:
    if entry.number is not None:
        of_number = looked_up[f"+{entry.number}"]
        return [[entry.text, *_verdict(of_number), *_cells(of_number), column_title("number")]]
    rows = named.rows.get(entry.text, ())
    if not rows:
        nothing = ["", _("No phone number"), entry.why, *[""] * len(COLUMNS)]
        return [[entry.text, *nothing, _("Not found")]]
    found_by = column_title(rows[0]["found_by"]) if is_one(rows) else _("Can mean several people")
    return [[entry.text, *_of_contact(row, looked_up), found_by] for row in rows]


def _of_contact(row: Row, looked_up: Mapping[str, Row]) -> Sequence[str]:
    """Return the cells of a row of "people_listed": the contact's own, and those of its number."""
    number = looked_up.get(row["number"] or "")
    own = {"names": row["name"], "students": row["students"], "contact_ids": row["contact_id"]}
    if number is None:
        none = {name: row.get(name) for name in COLUMNS}
        return ["", _("No phone number"), _("This contact has no phone number."), *_cells(none | own)]
    return [*_verdict(number), *_cells({**number, **own, "school": row["school"]})]


def _verdict(row: Row) -> list[str]:
    return [row["number"], number_words.VERDICT_OF[row["verdict"]].title, sentence(row)]


def _cells(row: Row) -> list[str]:
    return [_cell(row, name) for name in COLUMNS]


def _cell(row: Row, name: str) -> str:
    value = row[name]
    if name == "status":
        return vocabulary.STATUS_OF[value].title if value else ""
    return "" if value is None else value.isoformat() if name == "since" else str(value)
