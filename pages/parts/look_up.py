"""What is known of one number, in sentences: may it be texted, since when, and how that is known."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from data import numbers, settings, vocabulary
from pages.parts import words
from queries.selection import day_words

MAY_BE_TEXTED = {status.name: status.may_be_texted for status in vocabulary.STATUSES}
MEANINGS = {status.name: status.meaning for status in vocabulary.STATUSES}


def not_a_number(typed: str) -> str:
    """What to say where the text is no phone number; the text itself is not repeated."""
    why = numbers.why_not(typed)
    return (
        f"This can't be looked up: {why}. A number has its area code: (212) 555-0100, or +1 212 555 0100."
    )


def verdicts(answer: pa.Table) -> list[tuple[bool, str]]:
    """One sentence per status that the number has, and whether it says yes; from "number_status"."""
    rows = answer.to_pylist()
    shown = words.plain(words.number(rows[0]["number"], settings.load().region))
    if rows[0]["status"] is None:
        return [(False, f"**{shown} is in no consent list**, so nothing here says that it may be texted.")]
    return [_verdict(row, shown) for row in rows]


def facts(answer: pa.Table) -> list[str]:
    """What else is known of the number, in sentences."""
    row = answer.to_pylist()[0]
    digits = int(row["number"].removeprefix("+"))
    found = [_contacts(row["contacts"]), _texts(row)]
    if row["as_of"]:
        found.append(f"The newest consent list is as of {words.moment(row['as_of'])}.")
    else:
        found.append("No consent list has been taken in yet.")
    if not numbers.is_valid(digits):
        found.insert(0, "It has the length of a phone number, but no phone anywhere has a number like it.")
    return [words.plain(sentence) for sentence in found]


def _verdict(row: dict[str, Any], shown: str) -> tuple[bool, str]:
    may = MAY_BE_TEXTED[row["status"]]
    answer = f"**Yes, {shown} may be texted.**" if may else f"**No, {shown} may not be texted.**"
    since = f", since {day_words(row['since'].date())}" if row["since"] else ""
    how = f" (known by {row['how']})" if row["how"] else ""
    return (
        may,
        f"{answer} {words.plain(row['status'] + since + how)}: {words.plain(MEANINGS[row['status']])}",
    )


def _contacts(contacts: int) -> str:
    if not contacts:
        return "No contact of the newest contact lists has it."
    if contacts == 1:
        return "One contact has it."
    return (
        f"{words.count(contacts)} contacts share it: it is one phone, and its status holds for all of them."
    )


def _texts(row: dict[str, Any]) -> str:
    if not row["texts"]:
        return "The message log has no text to it."
    texts = words.count(row["texts"], "texts")
    return f"The message log has {texts} to it; the newest one: {row['last_result']}."
