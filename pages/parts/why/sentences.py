"""The sentences of Why undelivered, as Markdown: the finding and the proof line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.words import remedies
from data.words.catalog import _, ngettext, percent
from pages.parts.draw import formatting
from pages.parts.frame import freshness
from pages.parts.why import reasons

Row = Mapping[str, Any]


def finding(rows: Sequence[Row], gain: Row) -> str:
    """Return how many texts weren't delivered, the most common reason, and who can fix how many.

    `rows` are those of "undelivered_reasons", `gain` is that of "undelivered_gain".
    """
    number, texts = gain["undelivered"], gain["texts"]
    if not number:
        return ngettext(
            "**{texts} text. None is undelivered.**",
            "**{texts} texts. None are undelivered.**",
            texts,
            texts=texts,
        )
    top = max(rows, key=lambda row: row["texts"])
    sentences = [
        f"**{undelivered(gain)}**",
        formatting.markdown(
            _("The most common reason: {reason} ({number})."),
            reason=reasons.title(top),
            number=top["texts"],
        ),
        *_fixers(rows),
    ]
    return " ".join(sentences)


def undelivered(gain: Row) -> str:
    """Return how many of the texts weren't delivered, in plain text."""
    return ngettext(
        "{number} of {texts} texts ({share}) wasn't delivered.",
        "{number} of {texts} texts ({share}) weren't delivered.",
        gain["undelivered"],
        number=gain["undelivered"],
        texts=gain["texts"],
        share=percent(gain["undelivered_pct"]),
    )


def announcement(gain: Row) -> str:
    """Return what a screen reader says after a change of the filter."""
    return _("{number} undelivered.", number=gain["undelivered"])


def how_to_open(rows: Sequence[Row]) -> str:
    """Return what a click on a reason does, also on one that the log doesn't state."""
    opens = _("Select a reason to open its texts in SMS Log.")
    if any(row["reason"] is not None and row["source"] != remedies.STATED for row in rows):
        others = _("A reason that isn't stated in the log opens all texts without a stated reason.")
        return f"{opens} {others}"
    return opens


def proof(rows: Sequence[Row], gain: Row, updates: Row) -> str:
    """Return that every undelivered text counts once, how reasons are known, and how new the data is."""
    by_source = {row["source"]: row["source_texts"] for row in rows}
    named = [
        _("{source}: {number}", source=remedies.source_title(source), number=by_source[source])
        for source in remedies.SOURCES
        if source in by_source
    ]
    sentences = [
        ngettext(
            "The undelivered text counts once ({sources}).",
            "Each of the {number} undelivered texts counts once ({sources}).",
            gain["undelivered"],
            number=gain["undelivered"],
            sources=", ".join(named),
        )
    ]
    if updates["log_as_of"]:
        sentences.append(_("Log updated {time}.", time=freshness.moment(updates["log_as_of"])))
    return " ".join(sentences)


def _fixers(rows: Sequence[Row]) -> list[str]:
    """Return who can fix how many of the texts, in the order of the vocabulary."""
    by_fixer = {row["who_can_fix"]: row["fixer_texts"] for row in rows}
    named = [
        _("{fixer} ({number})", fixer=remedies.fixer_title(key), number=by_fixer[key])
        for key in remedies.FIXERS
        if key in by_fixer
    ]
    return [_("Who can fix them: {fixers}.", fixers=", ".join(named))] if named else []
