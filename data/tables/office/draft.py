"""An entry of an office as it is written, and what it may say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from data import settings
from data.errors import Problem
from data.record import without_numbers
from data.tables.notes.draft import one_line
from data.words.catalog import _, ngettext
from data.words.office import KIND_OF

LONGEST = 200  # letters of a value


@dataclass(frozen=True)
class Draft:
    """An entry to write: its kind (a key of data/words/office/office.toml), and what happened to whom.

    It is about a contact, a number (E.164 digits) or both. `broadcast` is the ID of a broadcast, or its
    name if it has none, where the entry is about one. `value` is a key of a vocabulary or a few words.
    `happened_at` is when it happened, in UTC; None if nobody wrote that. `school` is the contact's: a
    viewer of some schools sees the entries of these alone.
    """

    kind: str
    value: str | None = None
    broadcast: str | None = None
    contact_id: str | None = None
    number: int | None = None
    happened_at: datetime | None = None
    school: str | None = None

    def checked(self) -> Draft:
        """Return the entry as it is stored, its value on one line.

        Raises Problem, which quotes no value, if it is about nobody, or its value is too long or has a
        phone number in it; ValueError for an unknown kind.
        """
        if self.kind not in KIND_OF:
            raise ValueError(f"data/words/office/office.toml has no kind {self.kind!r}")
        if not self.contact_id and self.number is None:
            raise Problem(
                _("An entry names neither a contact nor a number."),
                next_step=_("Enter a contact ID or a number."),
            )
        value = one_line(self.value or "")
        _require_short(value)
        _require_no_number(value)
        return replace(
            self,
            value=value or None,
            broadcast=self.broadcast or None,
            contact_id=self.contact_id or None,
            school=self.school or None,
        )


def _require_short(value: str) -> None:
    if len(value) > LONGEST:
        raise Problem(
            ngettext(
                "The entry has {number} letter. The most is {most}.",
                "The entry has {number} letters. The most is {most}.",
                len(value),
                number=len(value),
                most=LONGEST,
            ),
            next_step=_("Shorten it."),
        )


def _require_no_number(value: str) -> None:
    if without_numbers.text(value, settings.load().region) != value:
        raise Problem(
            _("The words of an entry can't have a phone number in them."),
            next_step=_("Enter the number in its own field."),
        )
