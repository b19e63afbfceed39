"""The contents of a reminder batch: rows for a mail merge, the flyers that they name, and contact IDs.

The tables have the keys of HEADERS as columns; files show the titles. No Streamlit here.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from data import flyers, settings
from data.flyers import Flyer
from data.words.catalog import N_
from pages.parts.draw import formatting
from pages.parts.opt_in_reminders.pending import BY_EMAIL, ON_PAPER, PARTS

NOT_REACHED = "none"
HEADERS = {
    "email": N_("Email"),
    "names": N_("Names"),
    "students": N_("Students"),
    "language": N_("Language"),
    "school": N_("School"),
    "schools": N_("All schools"),
    "grades": N_("Grades"),
    "short_code": N_("Short code"),
    "opt_in_word": N_("Word"),
    "flyer": N_("Flyer"),
    "numbers": N_("Numbers pending"),
    "contact_ids": N_("Contact IDs"),
    "reason": N_("Reason"),
    "number": N_("Number"),
}
FAMILY_COLUMNS = tuple(key for key in HEADERS if key not in ("reason", "number"))
NOT_REACHED_COLUMNS = ("reason", "number", "names", "language", "schools", "contact_ids")


@dataclass(frozen=True)
class BatchContents:
    """The rows of each file by BY_EMAIL, ON_PAPER and NOT_REACHED, and every flyer by its file name.

    `contact_ids` are those of the rows, `bad_emails` the contacts with an address that can't be used.
    """

    rows: Mapping[str, pa.Table]
    flyers: Mapping[str, Flyer]
    contact_ids: tuple[str, ...]
    bad_emails: tuple[str, ...]


def contents(families: pa.Table, unreached: pa.Table, contacts: pa.Table, paper: str) -> BatchContents:
    """Return the contents of a batch.

    The tables are "reminder_families", "reminder_unreached" and "reminder_contacts".
    """
    batch_flyers: dict[str, Flyer] = {}
    rows: dict[str, list[dict[str, Any]]] = {BY_EMAIL: [], ON_PAPER: []}
    schools = {school for school in families["school"].to_pylist() if school}

    @functools.cache
    def named_flyer(school: str | None, language: str | None) -> tuple[Flyer, str]:
        flyer = flyer_for(school, language, paper)
        return flyer, flyers.file_name(flyer.school, flyer.language, flyer.paper, schools)

    for family in families.to_pylist():
        flyer, file_name = named_flyer(family["school"], family["language"])
        batch_flyers[file_name] = flyer
        answering = {
            "short_code": flyer.answering.short_code,
            "opt_in_word": flyers.answer_words(flyer.language, flyer.answering.opt_in_word),
            "flyer": file_name,
        }
        rows[family["part"]].append(family | answering)
    tables = {part: _table(part_rows, FAMILY_COLUMNS) for part, part_rows in rows.items()}
    return BatchContents(
        tables | {NOT_REACHED: _not_reached(unreached)},
        batch_flyers,
        tuple(row["contact_id"] for row in contacts.to_pylist() if row["is_reached"]),
        tuple(row["contact_id"] for row in contacts.to_pylist() if row["has_bad_email"]),
    )


def flyer_for(school: str | None, language: str | None, paper: str) -> Flyer:
    """Return the flyer of a school for families of a language, as contact lists call it."""
    district, key = settings.load(), flyers.language_of(language)
    return Flyer(district.name, school, key, district.answering(school, key), paper)


def languages_without_flyer(families: pa.Table) -> dict[str | None, int]:
    """Return the languages that have no flyer, with the number of families in each."""
    counts: dict[str | None, int] = {}
    for language in families["language"].to_pylist():
        if not flyers.has_flyer(language):
            counts[language] = counts.get(language, 0) + 1
    return counts


def _not_reached(unreached: pa.Table) -> pa.Table:
    region = settings.load().region
    rows = [
        row
        | {
            "reason": PARTS[row["part"]].title,
            "number": formatting.number(f"+{row['number']}", region),
        }
        for row in unreached.to_pylist()
    ]
    return _table(rows, NOT_REACHED_COLUMNS)


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> pa.Table:
    schema = pa.schema([(key, pa.int64() if key == "numbers" else pa.string()) for key in columns])
    return pa.Table.from_pylist([{key: row[key] for key in columns} for row in rows], schema=schema)
