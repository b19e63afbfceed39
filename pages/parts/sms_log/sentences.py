"""The sentences over and under the figures of SMS Log, as Markdown, and what it shows without any texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.words import catalog, vocabulary
from data.words.catalog import _, ngettext, percent
from pages.parts.draw import tables
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup, filled
from pages.parts.filters.date_ranges import MONTH
from pages.parts.filters.narrowing import CLEAR, EVERYTHING, GO
from pages.parts.frame import freshness

Row = Mapping[str, Any]
SENDING, SENT, UNDELIVERED = vocabulary.STAGES


def texts_finding(stages: Sequence[Row], reasons: Sequence[Row]) -> str:
    """Return the results of the texts, from the stages and reasons of "outcome_changes"."""
    by_stage = {row["stage"]: row for row in stages}
    texts = by_stage[None]["texts"]
    if not texts:
        return _("**No texts.**")
    sentences = [
        _accepted(by_stage[SENT], texts),
        _("Carriers don't report whether a text was read."),
        _undelivered(by_stage[UNDELIVERED]),
    ]
    if reasons:
        top = max(reasons, key=lambda row: row["texts"])
        reason = vocabulary.reason_title(top["reason"])
        sentences.append(
            _("The most common reason: {reason} ({number}).", reason=reason, number=top["texts"])
        )
    if number := by_stage[SENDING]["texts"]:
        sentences.append(
            ngettext("{number} is in progress.", "{number} are in progress.", number, number=number)
        )
    return " ".join(sentences)


def announcement(stages: Sequence[Row]) -> str:
    """Return what a screen reader says after a change, from the stages of "outcome_changes"."""
    by_stage = {row["stage"]: row["texts"] for row in stages}
    texts, undelivered = by_stage[None], by_stage[UNDELIVERED]
    counted = ngettext("{number} text.", "{number} texts.", texts, number=texts)
    return f"{counted} {_('{number} undelivered.', number=undelivered)}"


def _accepted(sent: Row, texts: int) -> str:
    share = percent(sent["share_pct"])
    if texts == 1:
        return _(
            "**{sent} of 1 text ({share}) was accepted by carriers.**", sent=sent["texts"], share=share
        )
    return ngettext(
        "**{sent} of {texts} texts ({share}) was accepted by carriers.**",
        "**{sent} of {texts} texts ({share}) were accepted by carriers.**",
        sent["texts"],
        sent=sent["texts"],
        texts=texts,
        share=share,
    )


def _undelivered(undelivered: Row) -> str:
    number = undelivered["texts"]
    if not number:
        return _("**No texts were undelivered.**")
    return ngettext(
        "**{number} text ({share}) wasn't delivered.**",
        "**{number} texts ({share}) weren't delivered.**",
        number,
        number=number,
        share=percent(undelivered["share_pct"]),
    )


def proof(listed: int, total: int, updates: Row, *, is_one_day: bool) -> str:
    """Return which figures count the same texts, how new they are, and the zone of all times.

    `updates` is the row of "clocks". If the page is narrowed to one day, its chart still shows the others.
    """
    sentences = _same_texts(listed, total, is_one_day=is_one_day)
    if updates["log_as_of"]:
        sentences.append(_("Log updated {time}.", time=freshness.moment(updates["log_as_of"])))
    return " ".join([*sentences, _("All times are {zone}.", zone=freshness.zone())])


def names_source() -> str:
    """Return where the names of the list come from."""
    return " ".join(
        [
            _("Names are from the newest contact lists."),
            _("If the log states no contact ID, they are of those who had the number at the time."),
        ]
    )


def _same_texts(listed: int, total: int, *, is_one_day: bool) -> list[str]:
    if listed < total:
        if is_one_day:
            narrowed = ngettext(
                "The list and its download show the same {number} text.",
                "The list and its download show the same {number} texts.",
                listed,
                number=listed,
            )
        else:
            narrowed = ngettext(
                "The chart, the list and its download show the same {number} text.",
                "The chart, the list and its download show the same {number} texts.",
                listed,
                number=listed,
            )
        return [narrowed, _("The figures at the top count all {number}.", number=total)]
    if is_one_day:
        return [
            ngettext(
                "The figures at the top, the list and its download count {number} text of one day.",
                "The figures at the top, the list and its download count {number} texts of one day.",
                listed,
                number=listed,
            )
        ]
    return [
        ngettext(
            "Everything on this page and in its download counts the same {number} text.",
            "Everything on this page and in its download counts the same {number} texts.",
            listed,
            number=listed,
        )
    ]


def no_texts(updates: Row, *, is_narrowed: bool) -> Markup:
    """Return why no text is shown, and the next step, as HTML. `updates` is the row of "clocks"."""
    if not updates["texts"]:
        link = filled(_('Import a log on the <a href="imports" target="_self">Imports page</a>.'))
        return tables.empty(_("No texts yet."), link)
    if is_narrowed:
        return tables.empty(
            _("No texts match these filters."),
            _("This date range has other texts."),
            _button(CLEAR, EVERYTHING, _("Clear filters")),
        )
    return tables.empty(
        _("No texts in this date range."),
        _("The log covers {days}.", days=catalog.days(updates["first_day"], updates["last_day"])),
        _button(GO, MONTH, _("Show the last 30 days")),
    )


def _button(name: str, value: str, title: str) -> Markup:
    return Markup("<button {}>{}</button>").format(attribute(name, value), title)
