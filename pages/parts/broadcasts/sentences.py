"""What the list and the report of broadcasts say, as people read it. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from data.words import catalog
from data.words.catalog import _, ngettext
from data.words.opt_in_words import quoted

Row = Mapping[str, Any]
# The four parts of the contacts, as columns of questions; every contact is in one.
PARTS = ("reached", "in_progress", "opted_out_or_not_opted_in", "not_reachable")
HOUR, MINUTE, MANY_SECONDS = 3600, 60, 10


class Reach(NamedTuple):
    """Counts of families, or of contacts where lists state no households."""

    all: int
    reached: int
    in_progress: int
    to_opt_in: int
    are_families: bool

    @property
    def not_reached(self) -> int:
        """The others."""
        return self.all - self.reached - self.in_progress


def reach(row: Row) -> Reach:
    """Return the counts of "broadcast_summary" that its sentence is about."""
    if row["families"]:
        return Reach(
            row["families"],
            row["families_reached"],
            row["families_in_progress"],
            row["families_to_opt_in"],
            are_families=True,
        )
    return Reach(
        row["contacts"],
        row["reached"],
        row["in_progress"],
        row["opted_out_or_not_opted_in"],
        are_families=False,
    )


def finding(row: Row, sent_at: datetime, opt_in_word: str) -> str:
    """Return whom a broadcast reached, and what it would take to reach the others.

    `row` is the one of "broadcast_summary", `sent_at` is when its first text was requested.
    """
    counts = reach(row)
    sentences = [_reached(counts, row["half_reached_at"], sent_at)]
    if number := counts.in_progress:
        sentences.append(
            ngettext("{number} is in progress.", "{number} are in progress.", number, number=number)
        )
    if number := counts.not_reached:
        sentences.append(_not_reached(number, counts.to_opt_in, opt_in_word))
    return " ".join(sentences)


def _reached(counts: Reach, half_at: datetime | None, sent_at: datetime) -> str:
    places: dict[str, object] = {"number": counts.reached, "total": counts.all}
    if half_at is None or not counts.reached:
        if counts.are_families:
            return ngettext(
                "{number} of {total} family was reached by text.",
                "{number} of {total} families were reached by text.",
                counts.all,
                **places,
            )
        return ngettext(
            "{number} of {total} contact was reached by text.",
            "{number} of {total} contacts were reached by text.",
            counts.all,
            **places,
        )
    is_same_day = half_at.date() == sent_at.date()
    places["time"] = catalog.time_of_day(half_at) if is_same_day else half_at
    if counts.are_families:
        return ngettext(
            "{number} of {total} family was reached by text, half of them by {time}.",
            "{number} of {total} families were reached by text, half of them by {time}.",
            counts.all,
            **places,
        )
    return ngettext(
        "{number} of {total} contact was reached by text, half of them by {time}.",
        "{number} of {total} contacts were reached by text, half of them by {time}.",
        counts.all,
        **places,
    )


def _not_reached(number: int, to_opt_in: int, opt_in_word: str) -> str:
    if not to_opt_in:
        return ngettext("{number} wasn't reached.", "{number} weren't reached.", number, number=number)
    words = quoted(opt_in_word)
    if to_opt_in == number:
        return ngettext(
            "{number} wasn't reached, and only needs to reply {words}.",
            "{number} weren't reached, and only need to reply {words}.",
            number,
            number=number,
            words=words,
        )
    missed = ngettext("{number} wasn't reached.", "{number} weren't reached.", number, number=number)
    remedy = ngettext(
        "Of these, {number} only needs to reply {words}.",
        "Of these, {number} only need to reply {words}.",
        to_opt_in,
        number=to_opt_in,
        words=words,
    )
    return f"{missed} {remedy}"


def counted_by(row: Row) -> str:
    """Return what counts as reached and, where contacts aren't known, what stands for them."""
    sentences = [_("Reached means accepted by the carrier. Carriers don't report whether a text was read.")]
    if number := row["without_contact"]:
        sentences.append(
            ngettext(
                "{number} of the contacts is a phone number, because the log names no contact.",
                "{number} of the contacts are phone numbers, because the log names no contact.",
                number,
                number=number,
            )
        )
    return " ".join(sentences)


def duration(seconds: float) -> str:
    """Return how long something took: "2.5 seconds", "3 minutes", "2 hours"."""
    if seconds < MINUTE:
        size = catalog.decimal(seconds, 0 if seconds >= MANY_SECONDS or seconds == int(seconds) else 1)
        return _("1 second") if seconds == 1 else _("{size} seconds", size=size)
    if seconds < HOUR:
        number = round(seconds / MINUTE)
        return ngettext("{number} minute", "{number} minutes", number, number=number)
    number = round(seconds / HOUR)
    return ngettext("{number} hour", "{number} hours", number, number=number)


def speed(row: Row) -> str:
    """Return how long texts took, from a row of "broadcast_speed"."""
    places = {
        "half": duration(row["p50_seconds"]),
        "most": duration(row["p95_seconds"]),
        "nearly": duration(row["p99_seconds"]),
    }
    if row["measure"] == "accepted":
        return ngettext(
            "Accepted by carriers: half within {half}, 95% within {most}, 99% within {nearly} "
            "({number} text with times).",
            "Accepted by carriers: half within {half}, 95% within {most}, 99% within {nearly} "
            "({number} texts with times).",
            row["texts"],
            number=row["texts"],
            **places,
        )
    return ngettext(
        "Delivered by receipt: half within {half}, 95% within {most}, 99% within {nearly} "
        "({number} text with times).",
        "Delivered by receipt: half within {half}, 95% within {most}, 99% within {nearly} "
        "({number} texts with times).",
        row["texts"],
        number=row["texts"],
        **places,
    )
