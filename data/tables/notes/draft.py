"""A note as it is written, and what it may say."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date

from data import settings
from data.errors import Problem
from data.record import without_numbers
from data.words.catalog import _, ngettext

LONGEST = 200  # letters
KEPT_MARKS = "\u200c\u200d"  # they join letters of some scripts, and emoji
# Dates and school years have as many digits as a phone number: 10/05/2026, 2026–2027.
DATES = re.compile(
    r"(?<!\d)(?:[0-3]?\d[/.-][0-3]?\d[/.-](?:20)?\d\d|20\d\d ?[/\u2010-\u2015-] ?20\d\d)(?!\d)"
)


@dataclass(frozen=True)
class Draft:
    """A note to write: its first and last day, in the district's zone, its text and its school.

    Without a school, it is a note for the whole district.
    """

    first_day: date
    last_day: date
    note: str
    school: str | None = None

    def checked(self) -> Draft:
        """Return the note as it is stored, on one line.

        Raises Problem, which doesn't quote it, if it is empty, too long, or has a phone number in it, or if
        its days are in the wrong order.
        """
        text = one_line(self.note)
        if not text.strip(KEPT_MARKS):
            raise Problem(_("The note is empty."), next_step=_("Write what happened on these days."))
        if len(text) > LONGEST:
            raise Problem(
                ngettext(
                    "The note has {number} letter. The most is {most}.",
                    "The note has {number} letters. The most is {most}.",
                    len(text),
                    number=len(text),
                    most=LONGEST,
                ),
                next_step=_("Shorten it."),
            )
        if self.last_day < self.first_day:
            raise Problem(
                _("The last day is before the first."), next_step=_("Write the first day, then the last.")
            )
        _require_no_number(text)
        return replace(self, note=text, school=self.school or None)


def one_line(text: str) -> str:
    """Return a text on one line, without characters that can't be seen."""
    letters = (
        letter
        for letter in " ".join(text.split())
        if letter in KEPT_MARKS or unicodedata.category(letter)[0] != "C"
    )
    return " ".join("".join(letters).split())


def _require_no_number(text: str) -> None:
    between = DATES.sub(" ; ", text)
    if without_numbers.text(between, settings.load().region) != between:
        raise Problem(
            _("A note can't have a phone number in it."),
            next_step=_("Leave the number out: everyone who sees the charts reads the note."),
        )
