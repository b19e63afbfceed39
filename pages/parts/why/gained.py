"""What the undelivered share would be if all pending contacts had opted in. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data import settings
from data.words import opt_in_words
from data.words.catalog import ngettext, percent

Row = Mapping[str, Any]


def sentence(gain: Row) -> str:
    """Return it from the row of "undelivered_gain", in plain text; "" without pending contacts."""
    number = gain["pending_contacts"]
    if not number:
        return ""
    sentences = [_headline(gain), _of_all(gain)]
    if unknown := gain["numbers_as_contacts"]:
        sentences.append(
            ngettext(
                "{unknown} of the contacts is a phone number: no list names one contact for it.",
                "{unknown} of the contacts are phone numbers: no list names one contact for each.",
                unknown,
                unknown=unknown,
            )
        )
    return " ".join(sentences)


def _headline(gain: Row) -> str:
    number = gain["pending_contacts"]
    return ngettext(
        "If the {number} pending contact replied {words}: {now} → {then} undelivered.",
        "If all {number} pending contacts replied {words}: {now} → {then} undelivered.",
        number,
        number=number,
        words=opt_in_words.quoted(settings.load().opt_in_word or opt_in_words.USUAL),
        now=percent(gain["undelivered_pct"]),
        then=percent(gain["undelivered_pct_then"]),
    )


def _of_all(gain: Row) -> str:
    return ngettext(
        "{texts} of the {undelivered} undelivered texts was to them.",
        "{texts} of the {undelivered} undelivered texts were to them.",
        gain["pending_texts"],
        texts=gain["pending_texts"],
        undelivered=gain["undelivered"],
    )
