"""What would happen to the numbers of a list: a sentence, a table and a file. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from data import csv_writer
from data.words import number_words, vocabulary
from data.words.catalog import _, ngettext
from data.words.vocabulary import column_title
from pages.parts.draw import formatting, tables
from pages.parts.draw.html import Markup
from pages.parts.draw.tables import Column
from pages.parts.look_up.lists.reading import Listed

WILL = "will"
FILE_COLUMNS = ("names", "students", "school", "status", "since")
Row = Mapping[str, Any]


def finding(listed: Listed, totals: Sequence[Row]) -> str:
    """Return how many numbers of a list would get a text now, from "list_totals", as Markdown."""
    numbers = {row["verdict"]: row["numbers"] for row in totals}
    total = sum(numbers.values())
    sentence = ngettext(
        "**{number} of {total} different number would be texted now.**",
        "**{number} of {total} different numbers would be texted now.**",
        total,
    )
    parts = [formatting.markdown(sentence, number=numbers[WILL], total=total)]
    parts += [_repeated(listed.repeated)] if listed.repeated else []
    parts += [_without(listed.without_number)] if listed.without_number else []
    parts += [
        _family(row["same_family"]) for row in totals if row["verdict"] == WILL and row["same_family"]
    ]
    return " ".join(parts)


def table(totals: Sequence[Row]) -> Markup:
    """Return what would happen to how many numbers, from "list_totals"; only what happens to any."""
    rows = [row for row in totals if row["numbers"]]
    verdicts = [number_words.VERDICT_OF[row["verdict"]] for row in rows]
    return tables.table(
        [
            Column(column_title("verdict"), [verdict.title for verdict in verdicts]),
            Column(column_title("numbers"), [row["numbers"] for row in rows]),
            Column(_("What it means"), [verdict.meaning for verdict in verdicts], is_long=True),
        ],
        label(),
        is_stacked=False,
    )


def label() -> str:
    """Return the title of the table."""
    return _("What would happen to the numbers of the list")


def csv_file(listed: Listed, answer: pa.Table) -> bytes:
    """Return a list with what would happen to each of its lines, from "numbers_looked_up", as CSV."""
    rows = {row["number"]: row for row in answer.to_pylist()}
    header = [_("As listed"), column_title("number"), column_title("verdict"), _("What it means")]
    lines = []
    for entry in listed.entries:
        if entry.number is None:
            lines.append([entry.text, "", _("No phone number"), entry.why, *[""] * len(FILE_COLUMNS)])
            continue
        row = rows[f"+{entry.number}"]
        verdict = number_words.VERDICT_OF[row["verdict"]]
        cells = [_cell(row, name) for name in FILE_COLUMNS]
        lines.append([entry.text, row["number"], verdict.title, sentence(row), *cells])
    return csv_writer.content([*header, *map(column_title, FILE_COLUMNS)], lines)


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


def _cell(row: Row, name: str) -> str:
    value = row[name]
    if name == "status":
        return vocabulary.STATUS_OF[value].title if value else ""
    return "" if value is None else value.isoformat() if name == "since" else str(value)


def _repeated(number: int) -> str:
    return ngettext(
        "{number} line repeats a number.", "{number} lines repeat a number.", number, number=number
    )


def _without(number: int) -> str:
    return ngettext(
        "{number} line has no phone number.",
        "{number} lines have no phone number.",
        number,
        number=number,
    )


def _family(number: int) -> str:
    return ngettext(
        "{number} is another number of a family that gets the text anyway.",
        "{number} are other numbers of families that get the text anyway.",
        number,
        number=number,
    )
