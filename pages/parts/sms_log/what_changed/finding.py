"""What changed, in words: from what to what, and what contributed most."""

from __future__ import annotations

from collections.abc import Sequence

from data.words import catalog
from data.words.catalog import _, ngettext, percent
from pages.parts.draw import formatting
from pages.parts.sms_log.what_changed.splits import BY_REASON, SHARE, Row, Split

HUNDREDTHS = 2  # digits of points


def finding(rows: Sequence[Row], way: Split, measure: str) -> str:
    """Return the sentences, from the rows of one measure of "undelivered_changes"; without Markdown."""
    first, whole = rows[0], rows[-1]
    sentences = [_whole(whole, measure)]
    if first["level"] == "group" and first["shown_change"] and whole["group_count"] > 1:
        sentences.append(_largest(first, way.group_title(first), measure))
        sentences += _why(first, way, measure)
    return " ".join(sentences)


def amount(shown: int, measure: str) -> str:
    """Return a shown change: "+0.93 points", or "+85" texts."""
    if measure == SHARE:
        return formatting.points(shown / 100, HUNDREDTHS)
    return formatting.signed(shown, 0) if shown else _("No change")


def _whole(whole: Row, measure: str) -> str:
    change = amount(whole["shown_change"], measure)
    if measure == SHARE:
        return _(
            "Undelivered went from {before} to {after} ({change}).",
            before=percent(whole["compared_undelivered_pct"]),
            after=percent(whole["undelivered_pct"]),
            change=change,
        )
    number = whole["undelivered"]
    return ngettext(
        "Undelivered went from {before} to {number} text ({change}).",
        "Undelivered went from {before} to {number} texts ({change}).",
        number,
        before=round(whole["compared_undelivered"]),
        number=number,
        change=change,
    )


def _largest(first: Row, name: str, measure: str) -> str:
    shown = first["shown_change"]
    if measure == SHARE:
        size = catalog.decimal(abs(shown) / 100, HUNDREDTHS)
        if shown > 0:
            return _("{name} added {size} points.", name=name, size=size)
        return _("{name} lowered it by {size} points.", name=name, size=size)
    number = abs(shown)
    if shown > 0:
        return ngettext(
            "{name} added {number} text.", "{name} added {number} texts.", number, name=name, number=number
        )
    return ngettext(
        "{name} lowered it by {number} text.",
        "{name} lowered it by {number} texts.",
        number,
        name=name,
        number=number,
    )


def _why(first: Row, way: Split, measure: str) -> list[str]:
    """Return why: the share of the group, its part of all texts, or how many texts it has."""
    before, after = first["compared_undelivered_pct"], first["undelivered_pct"]
    is_rate = abs(first["shown_rate_change"]) >= abs(first["shown_mix_change"])
    if way is BY_REASON and is_rate:
        shares = {"before": percent(before), "after": percent(after)}
        return [_("It was the reason for {before} of all texts, and then for {after}.", **shares)]
    if is_rate and first["is_comparable"]:
        shares = {"before": percent(before), "after": percent(after)}
        return [_("Its undelivered share went from {before} to {after}.", **shares)]
    if is_rate:
        return []  # shares of a few texts say nothing
    return [_other_part(first) if measure == SHARE else _other_number(first, way)]


def _other_part(first: Row) -> str:
    before, after = first["compared_undelivered_pct"], first["undelivered_pct"]
    return _(
        "Its part of all texts went from {before} to {after}; {share} of its texts weren't delivered.",
        before=percent(first["compared_of_all_pct"]),
        after=percent(first["of_all_pct"]),
        share=percent(before if after is None else after),
    )


def _other_number(first: Row, way: Split) -> str:
    number, before = first["texts"], round(first["compared_texts"])
    if way is BY_REASON:
        return ngettext(
            "There was {number} text of any result, after {before}.",
            "There were {number} texts of any result, after {before}.",
            number,
            number=number,
            before=before,
        )
    return ngettext(
        "It had {number} text, after {before}.",
        "It had {number} texts, after {before}.",
        number,
        number=number,
        before=before,
    )
