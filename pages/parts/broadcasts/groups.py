"""Whom a broadcast reached, by school and by language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from data.words import vocabulary
from data.words.catalog import _, ngettext, percent, percent_range
from pages.parts.broadcasts.sentences import PARTS
from pages.parts.draw import tables
from pages.parts.draw.tables import Column

Row = Mapping[str, Any]


def show(rows: Sequence[Row]) -> None:
    """Draw a table of schools and one of languages of "broadcast_report", each where there are several."""
    tables_of = (("school", _("By school")), ("language", _("By language")))
    for level, title in tables_of:
        of_level = [row for row in rows if row["level"] == level]
        if len(of_level) > 1:
            st.subheader(title, anchor=False)
            st.markdown(sentence(of_level, level))
            st.html(tables.table(columns(of_level, level), title, is_stacked=True))


def sentence(rows: Sequence[Row], level: str) -> str:
    """Return which group was reached least, among those of enough contacts, and how small ones are kept."""
    comparable = [row for row in rows if not row["is_small"]]
    sentences = []
    if len(comparable) > 1:
        least = min(comparable, key=lambda row: row["reached_pct"])
        sentences.append(
            _(
                "Reached least: {group}, {share} of {number} contacts.",
                group=group_name(least, level),
                share=percent(least["reached_pct"]),
                number=least["contacts"],
            )
        )
    sentences.append(_("The range beside each share is its 95% interval."))
    if any(row["group_count"] > 1 for row in rows):
        sentences.append(_("Groups of fewer than 5 contacts are shown together."))
    return " ".join(sentences)


def columns(rows: Sequence[Row], level: str) -> list[Column]:
    """Return the columns of one level of "broadcast_report"."""
    names = ("contacts", *PARTS)
    return [
        Column(vocabulary.column_title(level), [group_name(row, level) for row in rows]),
        *(Column(vocabulary.column_title(name), [row[name] for row in rows]) for name in names[:2]),
        Column(
            vocabulary.column_title("reached_pct"),
            [percent(row["reached_pct"]) for row in rows],
            is_count=True,
        ),
        Column(_("Range"), [_range(row) for row in rows], is_count=True),
        *(Column(vocabulary.column_title(name), [row[name] for row in rows]) for name in names[2:]),
    ]


def group_name(row: Row, level: str) -> str:
    """Return the name of a school or language, or of several together."""
    if row[level] is not None:
        return str(row[level])
    number = row["group_count"]
    if level == "school":
        if number == 1:
            return _("No school")
        return ngettext("{number} small school", "{number} small schools", number, number=number)
    if number == 1:
        return _("No language stated")
    return ngettext("{number} small language", "{number} small languages", number, number=number)


def _range(row: Row) -> str:
    if row["is_small"]:
        return _("too few to compare")
    return percent_range(row["reached_low_pct"], row["reached_high_pct"])
