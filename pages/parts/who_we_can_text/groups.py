"""The schools, grades or languages: how many contacts of each can be texted. A click shows one alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import streamlit as st

from data.words import number_words, vocabulary
from data.words.catalog import N_, _
from pages.parts.draw import tables
from pages.parts.draw.clicks import attribute
from pages.parts.draw.formatting import percent
from pages.parts.draw.html import Markup, escape
from pages.parts.draw.tables import Column
from pages.parts.filters import in_url
from pages.parts.filters.narrowing import CLEAR, EVERYTHING
from pages.parts.who_we_can_text import sentences
from queries import Selection
from queries.fields import GRADE, LANGUAGE, SCHOOL

GROUP, LEVEL = "group", "by"  # in the URL; a group is such as "school:Lincoln High"
SEPARATOR = ":"
MOST = 12  # rows shown at first
TITLES = {SCHOOL.key: N_("School"), GRADE.key: N_("Grade"), LANGUAGE.key: N_("Language")}
LABELS = {
    SCHOOL.key: N_("Contacts who can be texted, by school"),
    GRADE.key: N_("Contacts who can be texted, by grade"),
    LANGUAGE.key: N_("Contacts who can be texted, by language"),
}
PARAMETERS = {field.key: field.parameter for field in (SCHOOL, GRADE, LANGUAGE)}
Row = Mapping[str, Any]


class Group(NamedTuple):
    """A school, grade or language: its level, its name, and its row of "who_can_be_texted"."""

    level: str
    name: str
    row: Row

    def selection(self) -> Selection:
        """Return the selection of its contacts."""
        return Selection().with_names({PARAMETERS[self.level]: [self.name]})


def selected(rows: Sequence[Row]) -> Group | None:
    """Return the group that the URL names; None if it names none that is shown."""
    level, _separator, name = (in_url.read(GROUP) or [""])[0].partition(SEPARATOR)
    group = next(
        (Group(level, name, row) for row in rows if name and row["level"] == level and row[level] == name),
        None,
    )
    in_url.keep(GROUP, [f"{level}{SEPARATOR}{name}"] if group else [])
    return group


def apply_click(key: str, value: str) -> bool:
    """Show a group alone, or all again, as a click asks; return whether it was such a click."""
    if key == GROUP:
        st.session_state[GROUP] = [] if st.session_state.get(GROUP) == [value] else [value]
    elif key == CLEAR and value in (*PARAMETERS, EVERYTHING):
        st.session_state[GROUP] = []
        return value != EVERYTHING
    return key == GROUP


def show(rows: Sequence[Row], group: Group | None) -> None:
    """Draw the groups of the level that the visitor selects, from "who_can_be_texted"."""
    titles = {level: _(title) for level, title in TITLES.items()}
    level = in_url.select_one(_("By"), LEVEL, titles, is_label_hidden=True)
    own = [row for row in rows if row["level"] == level]
    if not own:
        st.markdown(_("Fewer than 5 contacts are too few to show in groups."))
        return
    st.html(table(own, level, group))
    st.markdown(sentences.counting(own))


def table(rows: Sequence[Row], level: str, group: Group | None) -> Markup:
    """Return a table of the groups of a level; a click on one shows it alone."""
    obstacles = [
        Column(obstacle.title, [row[obstacle.key] for row in rows]) for obstacle in number_words.OBSTACLES
    ]
    return tables.table(
        [
            Column(_(TITLES[level]), [sentences.name(row, level) for row in rows]),
            Column(vocabulary.column_title("can_be_texted"), [_share(row) for row in rows], is_count=True),
            Column(vocabulary.column_title("contacts"), [row["contacts"] for row in rows]),
            *obstacles,
        ],
        _(LABELS[level]),
        buttons=[_button(row, level, group) for row in rows],
        kind="schools groups reach",
        is_stacked=False,
    )


def _share(row: Row) -> Markup:
    if row["is_small"]:
        return Markup(escape(_("too few to compare")))
    cell = Markup('{} <span class="range">{}</span>')
    return cell.format(percent(row["can_be_texted_pct"]), sentences.interval(row))


def _button(row: Row, level: str, group: Group | None) -> Markup | None:
    if not row[level]:
        return None
    is_selected = group is not None and (group.level, group.name) == (level, row[level])
    return attribute(GROUP, f"{level}{SEPARATOR}{row[level]}", is_selected=is_selected)
