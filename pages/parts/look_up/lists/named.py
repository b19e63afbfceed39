"""The contacts whom the lines of a list name, by an ID or a name. No Streamlit here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from data.words.catalog import _, ngettext
from data.words.vocabulary import column_title
from pages.parts.draw import tables
from pages.parts.draw.html import Markup
from pages.parts.draw.tables import Column
from pages.parts.look_up import people
from pages.parts.look_up.lists.reading import Listed

SHOWN = 20  # rows of names that several people have
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Named:
    """The rows of "people_listed" by line, of lines that name somebody."""

    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)

    @classmethod
    def from_rows(cls, answer: Iterable[Row]) -> Named:
        """Return the rows of an answer by their line."""
        lines = groupby((row for row in answer if row["people"]), key=lambda row: str(row["as_listed"]))
        return cls({line: [*rows] for line, rows in lines})

    @property
    def every_number(self) -> list[int]:
        """The numbers of all rows, also of names that several people have."""
        return [_digits(row) for rows in self.rows.values() for row in rows if row["number"]]

    def numbers(self, listed: Listed) -> list[int]:
        """Return the numbers of a list's lines that name one person, as often as the list has the line."""
        lines = [line for entry in listed.entries if is_one(line := self.rows.get(entry.text, ()))]
        return [_digits(row) for rows in lines for row in rows if row["number"]]


def is_one(rows: Sequence[Row]) -> bool:
    """Return whether the rows of a line name one person, and not several with the same name."""
    return bool(rows) and rows[0]["people"] == 1


def sentences(listed: Listed, named: Named) -> list[str]:
    """Return how many lines without a number were found, can mean several people, and weren't found."""
    own = [named.rows.get(entry.text, ()) for entry in listed.entries if entry.number is None]
    one, nobody = sum(map(is_one, own)), sum(not rows for rows in own)
    counts = [(one, _one_person(one)), (len(own) - one - nobody, _several_people(len(own) - one - nobody))]
    return [sentence for count, sentence in [*counts, (nobody, _nobody(nobody))] if count]


def table(named: Named) -> Markup | None:
    """Return everybody whom a name of several people can mean; None if there is no such name."""
    rows = [row for rows in named.rows.values() if not is_one(rows) for row in rows]
    if not rows:
        return None
    shown = rows[:SHOWN]
    listed = Column(column_title("as_listed"), [row["as_listed"] for row in shown])
    return tables.table([listed, *people.columns(shown)], label(len(rows)), buttons=people.buttons(shown))


def label(rows: int) -> str:
    """Return the title of the table, and that it isn't whole."""
    if rows > SHOWN:
        return _("IDs and names of several people, the first {number} rows", number=SHOWN)
    return _("IDs and names of several people")


def _digits(row: Row) -> int:
    return int(row["number"].removeprefix("+"))


def _one_person(lines: int) -> str:
    return ngettext(
        "{number} line was found by its ID or name.",
        "{number} lines were found by their ID or name.",
        lines,
        number=lines,
    )


def _several_people(lines: int) -> str:
    return ngettext(
        "{number} line can mean several people, and isn't counted: choose one below or in the file.",
        "{number} lines can mean several people, and aren't counted: choose one below or in the file.",
        lines,
        number=lines,
    )


def _nobody(lines: int) -> str:
    return ngettext(
        "{number} line wasn't found: it is no phone number, ID or name of a contact or student.",
        "{number} lines weren't found: they are no phone number, ID or name of a contact or student.",
        lines,
        number=lines,
    )
