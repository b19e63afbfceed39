"""The report of a broadcast beside an earlier one, which the viewer picks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from data.access import Viewer
from data.words import vocabulary
from data.words.catalog import _, percent
from pages.parts.broadcasts.sentences import PARTS
from pages.parts.draw import charts, formatting, tables
from pages.parts.draw.tables import Column
from pages.parts.filters import broadcasts, in_url
from queries import Selection, run
from queries.fields import AGAINST_BROADCAST

Row = Mapping[str, Any]


def show(viewer: Viewer, broadcast: Row, row: Row) -> None:
    """Draw the field of the earlier broadcast and, if one is picked, both beside each other."""
    key = broadcast["broadcast_id"]
    until = broadcast["first_requested_at"].date()
    titles = broadcasts.titles_of(in_url.read(AGAINST_BROADCAST.key), viewer, until)
    earlier = next((own for own in titles if own != key), None)
    in_url.keep(AGAINST_BROADCAST.key, [earlier] if earlier else [])
    with st.container(horizontal=True, vertical_alignment="center", key="shown"):
        st.markdown(_("Compare with an earlier broadcast:"), width="content")
        broadcasts.show_other(viewer, Selection(to_day=until, broadcasts=(key,)), earlier)
    if earlier:
        other = run("broadcast_summary", viewer, Selection(broadcasts=(earlier,))).to_pylist()[0]
        st.html(tables.table(columns(row, other, titles[earlier]), _("Compared with an earlier broadcast")))


def columns(row: Row, other: Row, title: str) -> list[Column]:
    """Return the columns of two rows of "broadcast_summary" beside each other, and the change."""
    return [
        Column(_("Contacts"), [vocabulary.column_title(name) for name in PARTS]),
        Column(_("This broadcast"), [_counted(row, name) for name in PARTS], is_count=True),
        Column(title, [_counted(other, name) for name in PARTS], is_count=True),
        Column(_("Change"), [_change(row, other, name) for name in PARTS], is_count=True),
    ]


def _counted(row: Row, name: str) -> str:
    if not row["contacts"]:
        return formatting.NO_SHARE
    return _("{number} ({share})", number=row[name], share=percent(100 * row[name] / row["contacts"]))


def _change(row: Row, other: Row, name: str) -> str:
    if min(row["contacts"], other["contacts"]) < charts.ENOUGH:
        return _("too few to compare")
    return formatting.points(100 * row[name] / row["contacts"] - 100 * other[name] / other["contacts"])
