"""The answer to a look-up: if a number can be texted, how we know, and the next step. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from data import numbers, settings
from data.words import catalog, vocabulary
from data.words.catalog import _, ngettext
from data.words.vocabulary import STATUS_OF
from pages.parts.draw import clicks, colors, formatting
from pages.parts.draw.html import Markup, filled, render
from pages.parts.look_up import status
from pages.parts.sms_status import sentences

NUMBER = "number"  # the key of a click on a number
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """The answer in a sentence, details, and the status by its stored name if it is only one."""

    headline: str
    details: Sequence[str] = field(default_factory=tuple)
    status: str = ""

    def html(self) -> Markup:
        """Return the answer as a block that a screen reader reads out when it appears."""
        return render(
            "look_up/answer.html",
            headline=self.headline,
            details=self.details,
            mark=colors.status_class(self.status) if self.status else "",
            focus=clicks.answers(NUMBER),
        )


def not_a_number(typed: str) -> Answer:
    """Return the answer for text that is no phone number; the text itself is not repeated."""
    reason = numbers.wrong_length(typed, settings.load().region) or _(numbers.why_not(typed))
    return Answer(
        reason,
        [_("Enter the number with its area code: (212) 555-0100 or +1 212 555 0100.")],
    )


def answer(rows: Sequence[Row]) -> Answer:
    """Return the answer for the rows of "number_status"."""
    number = formatting.number(rows[0]["number"], settings.load().region)
    details = _check_digits(rows[0])
    if rows[0]["status"] is None:
        unlisted = _unlisted(rows[0], number)
        return Answer(unlisted.headline, [*details, *unlisted.details])
    details = [*_failing(rows), *status.details(rows), *details]
    names = {row["status"] for row in rows}
    return Answer(_verdict(rows, number), details, names.pop() if len(names) == 1 else "")


def status_alone(rows: Sequence[Row], number: int) -> Answer:
    """Return the answer for the rows of "status_of_number", whose viewer may know no more of a number."""
    if rows[0]["status"]:
        return answer([{**row, "number": f"+{number}"} for row in rows])
    here = settings.load()
    shown = formatting.number(f"+{number}", here.region)
    if rows[0]["as_of"] is None:
        return _without_list(shown)
    headline = _("{number} isn't on a consent list of the families that you can see.", number=shown)
    step = _("Check the digits. If a family has this number, contact {support}.", support=here.support)
    return Answer(headline, [status.latest_list(rows[0]), step])


def is_unknown(row: Row) -> bool:
    """Return whether nothing more is known of a number than its answer, by a row of "number_status"."""
    return row["status"] is None and not row["contacts"] and not row["texts"]


def _check_digits(row: Row) -> list[str]:
    if numbers.is_valid(int(row["number"].removeprefix("+"))):
        return []
    return [_("It has the length of a phone number, but no phone can have it. Check the digits.")]


def _failing(rows: Sequence[Row]) -> list[Markup]:
    """Return that a number that can be texted hasn't been reached for days, and the next step.

    Of "status_of_number", whose viewer sees no texts, there are no failures.
    """
    row = rows[0]
    can_be_texted = any(STATUS_OF[each["status"]].can_be_texted for each in rows)
    if not can_be_texted or row.get("failed_days", 0) < vocabulary.FAILING_DAYS:
        return []
    sentence = _("<b>But its last {texts} texts failed since {day}: ask for another number.</b>")
    return [filled(sentence, texts=row["failed"], day=row["failed_since"].date())]


def _verdict(rows: Sequence[Row], number: str) -> str:
    allowed = [row for row in rows if STATUS_OF[row["status"]].can_be_texted]
    refused = [row for row in rows if not STATUS_OF[row["status"]].can_be_texted]
    if allowed and refused:
        return _(
            "{number} can be texted from {short_codes}, but not from {others}.",
            number=number,
            short_codes=_codes(allowed),
            others=_codes(refused),
        )
    if len(rows) == 1:
        can = _("Yes, {number} can be texted.", number=number)
        return can if allowed else _("No, {number} can't be texted.", number=number)
    codes = _codes(rows)
    if allowed:
        return _("Yes, {number} can be texted from {short_codes}.", number=number, short_codes=codes)
    return _("No, {number} can't be texted from {short_codes}.", number=number, short_codes=codes)


def _codes(rows: Sequence[Row]) -> str:
    return catalog.and_listing([row["short_code"] or _("an unknown short code") for row in rows])


def _unlisted(row: Row, number: str) -> Answer:
    """Return the answer for a number that is on no consent list, and the next step."""
    if row["as_of"] is None:
        return _without_list(number)
    support = settings.load().support
    if row["texts"]:
        step = _(
            "Nothing shows that it can be texted. To find out why it was texted, contact {support}.",
            support=support,
        )
        return Answer(_texted(row, number), [status.latest_list(row), step])
    if row["contacts"]:
        headline = _("{number} isn't on a consent list, but a contact has it.", number=number)
        step = _("If the next consent list doesn't have it either, contact {support}.", support=support)
        return Answer(headline, [status.latest_list(row), step])
    headline = _("{number} is unknown: no consent list, contact or text has it.", number=number)
    step = _("Check the digits. If a family has this number, contact {support}.", support=support)
    return Answer(headline, [status.latest_list(row), step])


def _without_list(number: str) -> Answer:
    headline = _("We can't say if {number} can be texted: there is no consent list yet.", number=number)
    return Answer(headline, [sentences.import_link()])


def _texted(row: Row, number: str) -> str:
    return ngettext(
        "{number} isn't on a consent list, but the log has {texts} text to it.",
        "{number} isn't on a consent list, but the log has {texts} texts to it.",
        row["texts"],
        number=number,
        texts=row["texts"],
    )
