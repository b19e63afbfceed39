"""May this number be texted? The answer in a sentence, how it is known, and the next step.

No Streamlit here: HTML, in which everything from the data is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from data import numbers, settings
from data.words import vocabulary
from pages.parts.draw import formatting
from pages.parts.draw.clicks import answers
from pages.parts.draw.status_colors import mark
from pages.parts.look_up.status import change, dated, sentence

NUMBER = "number"  # what is pressed to look one up
CAN_BE_TEXTED = {status.name: status.can_be_texted for status in vocabulary.STATUSES}
NOTHING_TYPED = (
    "Written in any way: (212) 555-0100, 212.555.0100 or +1 212 555 0100. "
    "What is typed stays on this page: it is in no address and in no log."
)
WITH_AREA_CODE = "A number has its area code: (212) 555-0100, or +1 212 555 0100."
NOT_IN_USE = "It is as long as a phone number, but no phone anywhere has one like it: check its digits."
TAKE_ONE_IN = '<a href="imports" target="_self">Take one in on the Imports page</a>'
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """The answer in a sentence, what else there is to say, and the status it is about, if it is one."""

    sentence: str
    details: Sequence[str]
    status: str = ""

    def html(self) -> str:
        """The answer as a block, which a screen reader reads out when it comes."""
        details = "".join(f"<p>{detail}</p>" for detail in self.details if detail)
        return (
            f'<div class="sms answer{mark(self.status)}" role="alert" {answers(NUMBER)}>'
            f"<h3>{self.sentence}</h3>{details}</div>"
        )


def not_a_number(typed: str) -> Answer:
    """The answer where the text is no phone number; the text itself is not repeated."""
    why = numbers.wrong_length(typed, settings.load().region) or numbers.why_not(typed)
    return Answer(f"This can't be looked up: {escape(why)}.", [escape(WITH_AREA_CODE)])


def answer(rows: Sequence[Row]) -> Answer:
    """The answer to "number_status"."""
    first = rows[0]
    shown = escape(formatting.number(first["number"], settings.load().region))
    is_odd = not numbers.is_valid(int(first["number"].removeprefix("+")))
    odd = [NOT_IN_USE] if is_odd else []
    if first["status"] is None:
        said = _unlisted(first, shown)
        return Answer(said.sentence, [*odd, *said.details])
    several = len(rows) > 1
    details = [part for row in rows for part in (sentence(row, named_code=several), change(row))]
    agreed = {row["status"] for row in rows}
    return Answer(_verdict(rows, shown), [*details, *odd], agreed.pop() if len(agreed) == 1 else "")


def is_unknown(row: Row) -> bool:
    """Whether the answer is all that there is to tell of a number, by a row of "number_status"."""
    return row["status"] is None and not row["contacts"] and not row["texts"]


def _unlisted(row: Row, shown: str) -> Answer:
    """What is said of a number that no consent list has, and the next step."""
    support = escape(settings.load().support)
    if row["as_of"] is None:
        unknown = f"Nothing says whether {shown} may be texted: no consent list has been taken in."
        return Answer(unknown, [TAKE_ONE_IN])
    newest = f"So nothing says that it may be texted. The newest consent list is of {dated(row['as_of'])}."
    if row["texts"]:
        texts = formatting.count(row["texts"], "texts")
        known = f"{shown} is in no consent list, although the log has {texts} to it."
        return Answer(known, [newest, f"Why was it texted? Ask {support}."])
    if row["contacts"]:
        known = f"{shown} is in no consent list, although a contact has it."
        return Answer(known, [newest, f"If a newer list lacks it too, ask {support}."])
    unknown = f"{shown} is unknown: no consent list, no contact and no text in the log has it."
    return Answer(unknown, [newest, f"Check its digits. If a family has it, ask {support}."])


def _verdict(rows: Sequence[Row], shown: str) -> str:
    may = [row for row in rows if CAN_BE_TEXTED[row["status"]]]
    not_ = [row for row in rows if not CAN_BE_TEXTED[row["status"]]]
    if may and not_:
        return f"That depends: {shown} may be texted from {_codes(may)}, but not from {_codes(not_)}."
    where = f" from {_codes(rows)}" if len(rows) > 1 else ""
    return f"Yes, {shown} may be texted{where}." if may else f"No, {shown} may not be texted{where}."


def _codes(rows: Sequence[Row]) -> str:
    *before, last = [escape(row["short_code"] or "a short code that is not given") for row in rows]
    return f"{', '.join(before)} and {last}" if before else last
