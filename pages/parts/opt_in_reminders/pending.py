"""The pending numbers by how they can be reminded: as a sum, and by school, grade, language or age."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import streamlit as st

from data.words import vocabulary
from data.words.catalog import N_, _, ngettext
from pages.parts.draw import clicks, formatting, tables
from pages.parts.draw.html import Markup, render
from pages.parts.draw.tables import Column
from pages.parts.filters import in_url
from pages.parts.frame.session import COUNT_PENDING_BY
from queries.fields import GRADE, LANGUAGE, SCHOOL

Row = Mapping[str, Any]
TOTAL, AGE = "total", "age"
BY_EMAIL, ON_PAPER = "e_mail", "paper"
CAN_BE_REMINDED = (BY_EMAIL, ON_PAPER)  # the keys of the parts that a batch reminds
LEVELS = {
    SCHOOL.key: N_("School"),
    GRADE.key: N_("Grade"),
    LANGUAGE.key: N_("Language"),
    AGE: N_("Pending for"),
}
LABELS = {
    SCHOOL.key: N_("Pending numbers by school"),
    GRADE.key: N_("Pending numbers by grade"),
    LANGUAGE.key: N_("Pending numbers by language"),
    AGE: N_("Pending numbers by time pending"),
}
UNNAMED = {SCHOOL.key: N_("No school"), GRADE.key: N_("No grade"), LANGUAGE.key: N_("No language")}
PARTS = {part.key: part for part in vocabulary.PENDING_PARTS}
PENDING = next(status for status in vocabulary.STATUSES if status.is_pending)


def count_parts(rows: Sequence[Row]) -> dict[str, int]:
    """Return the numbers in each part, by its key, from the rows of "pending_totals"."""
    counts = {row["part"]: row["numbers"] for row in rows if row["level"] == TOTAL}
    return {key: counts.get(key, 0) for key in PARTS}


def finding(counts: Mapping[str, int], rows: Sequence[Row]) -> str:
    """Return how many pending numbers can be reminded and how, as Markdown.

    `counts` is from `count_parts`, `rows` from "pending_totals".
    """
    total, remindable = sum(counts.values()), sum(counts[key] for key in CAN_BE_REMINDED)
    if not total:
        return _("**No number is pending.** Everyone has answered.")
    places = {"total": total, "by_email": counts[BY_EMAIL], "on_paper": counts[ON_PAPER]}
    sentence = _remindable_sentence(remindable, total)
    sentences = [formatting.markdown(sentence, count=remindable, **places)]
    most = next((row for row in rows if row["level"] == SCHOOL.key and row["name"]), None)
    if most and most["of_numbers"] < total:
        school, count = most["name"], most["of_numbers"]
        sentences.append(
            formatting.markdown(_("{school} has the most: {count}."), school=school, count=count)
        )
    return " ".join(sentences)


def _remindable_sentence(remindable: int, total: int) -> str:
    if not remindable:
        return ngettext(
            "**The only pending number can't be reminded now.**",
            "**None of {total} pending numbers can be reminded now.**",
            total,
        )
    if remindable == total:
        return ngettext(
            "**The only pending number can be reminded now:** {by_email} by email, {on_paper} on paper.",
            "**All {total} pending numbers can be reminded now:** "
            "{by_email} by email, {on_paper} on paper.",
            total,
        )
    return ngettext(
        "**{count} of {total} pending number can be reminded now:** "
        "{by_email} by email, {on_paper} on paper.",
        "**{count} of {total} pending numbers can be reminded now:** "
        "{by_email} by email, {on_paper} on paper.",
        total,
    )


def sum_table(counts: Mapping[str, int]) -> Markup:
    """Return the sum: all pending numbers, minus the parts that can't be reminded now, is the rest."""
    apart = [key for key in PARTS if key not in CAN_BE_REMINDED]
    return render(
        "opt_in_reminders/sum_table.html",
        pending=PENDING,
        total=sum(counts.values()),
        apart=[(PARTS[key], counts[key]) for key in apart],
        remindable=sum(counts[key] for key in CAN_BE_REMINDED),
        ways=[(PARTS[key], counts[key]) for key in CAN_BE_REMINDED],
    )


@st.fragment
def show_groups(rows: Sequence[Row], filtered: Mapping[str, Sequence[str]]) -> None:
    """Draw the parts by the level that the visitor selects, from the rows of "pending_totals".

    `filtered` has the names that the page is filtered by, by the key of their level.
    """
    titles = {level: _(title) for level, title in LEVELS.items()}
    level = in_url.select_one(_("Count by"), COUNT_PENDING_BY.name, titles)
    st.html(group_table(rows, level, filtered.get(level, ())))


def group_table(rows: Sequence[Row], level: str, filtered: Sequence[str]) -> Markup:
    """Return the parts for every school, grade, language or age; a click on a row filters the page."""
    parts = [
        PARTS[key] for key in (*CAN_BE_REMINDED, *(key for key in PARTS if key not in CAN_BE_REMINDED))
    ]
    at_level = [row for row in rows if row["level"] == level]
    groups = {name: list(own) for name, own in groupby(at_level, key=lambda row: row["name"])}
    counts = [{row["part"]: row["numbers"] for row in own} for own in groups.values()]
    return tables.table(
        [
            Column(_(LEVELS[level]), [_name(name, level) for name in groups]),
            Column(PENDING.title, [own[0]["of_numbers"] for own in groups.values()]),
            *(Column(part.title, [by_part[part.key] for by_part in counts]) for part in parts),
        ],
        _(LABELS[level]),
        buttons=[_button(name, level, filtered) for name in groups],
        kind="schools groups",
    )


def _name(name: str | None, level: str) -> str:
    if name is None:
        return _(UNNAMED[level])
    return vocabulary.age_title(name) if level == AGE else name


def _button(name: str | None, level: str, filtered: Sequence[str]) -> Markup | None:
    if name is None or level == AGE:
        return None
    return clicks.attribute(level, name, is_selected=name in filtered)
