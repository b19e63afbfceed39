"""The rows that a mail merge takes: one per family, with its short code, word and flyer. No Streamlit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from data import flyers, settings
from data.flyers import Flyer
from data.words import vocabulary
from pages.parts.draw import formatting

# The columns of a merge file and the column of "reminder_families" that each takes; None is made here.
COLUMNS = {
    "Email": "email",
    "Names": "names",
    "Students": "students",
    "Language": "language",
    "School": "school",
    "All schools": "schools",
    "Grades": "grades",
    "Short code": None,
    "Word": None,
    "Flyer": None,
    "Numbers pending": "numbers",
    "Contact IDs": "contact_ids",
}


# The same for the numbers that can't be reminded, from "reminder_unreached".
UNREACHED = {
    "Why": None,
    "Number": None,
    "Names": "names",
    "Language": "language",
    "All schools": "schools",
    "Contact IDs": "contact_ids",
}


@dataclass(frozen=True)
class Merge:
    """The families of a run by way, and every flyer that they need, by its file name.

    Among the ways is "none", with the numbers that can't be reminded.
    """

    families: Mapping[str, pa.Table]
    flyers: Mapping[str, Flyer]
    contact_ids: tuple[str, ...]


def merge(families: pa.Table, unreached: pa.Table, paper: str) -> Merge:
    """Put the families of "reminder_families" together with their flyers on that paper.

    `unreached` is the answer to "reminder_unreached".
    """
    made: dict[str, Flyer] = {}
    rows: dict[str, list[dict[str, Any]]] = {"e_mail": [], "paper": []}
    contacts: dict[str, None] = {}
    schools = {school for school in families["school"].to_pylist() if school}
    for family in families.to_pylist():
        flyer = flyer_of(family["school"], family["language"], paper)
        name = flyers.file_name(flyer.school, flyer.language, flyer.paper, schools)
        made[name] = flyer
        own = {
            "Short code": flyer.answering.short_code,
            "Word": flyer.answering.opt_in_word,
            "Flyer": name,
        }
        cells = {head: own[head] if column is None else family[column] for head, column in COLUMNS.items()}
        rows[family["part"]].append(cells)
        contacts.update(dict.fromkeys(family["contact_ids"].split()))
    by_way = {part: _table(own) for part, own in rows.items()}
    return Merge(by_way | {"none": _unreached(unreached)}, made, tuple(contacts))


def _unreached(rows: pa.Table) -> pa.Table:
    why = {part.key: part.title for part in vocabulary.PENDING_PARTS}
    region = settings.load().region
    made = [
        {"Why": why[row["part"]], "Number": formatting.number(f"+{row['number']}", region)}
        | {name: row[column] for name, column in UNREACHED.items() if column}
        for row in rows.to_pylist()
    ]
    return pa.Table.from_pylist(made, schema=pa.schema([(name, pa.string()) for name in UNREACHED]))


def flyer_of(school: str | None, language: str | None, paper: str) -> Flyer:
    """The flyer of a school for families of a language, as contact lists name it."""
    known, key = settings.load(), flyers.language_of(language)
    return Flyer(known.name, school, key, known.answering(school, key), paper)


def without_flyer(families: pa.Table) -> dict[str | None, int]:
    """The languages in which there is no flyer, and how many families get the English one for it."""
    counted: dict[str | None, int] = {}
    for language in families["language"].to_pylist():
        if not flyers.has_flyer(language):
            counted[language] = counted.get(language, 0) + 1
    return counted


def _table(rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    schema = pa.schema(
        [(name, pa.int64() if name == "Numbers pending" else pa.string()) for name in COLUMNS]
    )
    return pa.Table.from_pylist([dict(row) for row in rows], schema=schema)
