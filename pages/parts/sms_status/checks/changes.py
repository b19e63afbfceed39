"""Opt-ins and opt-outs per week, and the broadcasts that came just before opt-outs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from data.access import Viewer
from data.words import vocabulary
from data.words.catalog import _, ngettext
from pages.parts.broadcasts import leading
from pages.parts.draw import chart, colors, formatting, tables
from pages.parts.draw.html import Markup
from pages.parts.draw.tables import Column
from pages.parts.sms_status.checks import weeks_chart
from queries import Selection, run

SHOWN = 10  # broadcasts
COUNTS = ("opted_in", "opted_in_noticed", "opted_out", "opted_out_noticed")
Row = Mapping[str, Any]


def show(viewer: Viewer, selection: Selection) -> None:
    """Draw the weeks as a chart and as a table, and then the broadcasts."""
    rows = run("opt_changes_by_week", viewer, selection).to_pylist()
    st.markdown(finding(rows))
    if not rows:
        return
    label = _("Opt-ins and opt-outs in each week")
    st.html(colors.legend(colors.status_name(status.name) for status in weeks_chart.COUNTED.values()))
    is_dark = st.context.theme.type == "dark"
    chart.draw(weeks_chart.figure(rows, is_dark=is_dark), f"{label}. {finding(rows)}", title=label)
    with st.expander(_("Show as a table"), key="opt_changes_table"):
        st.html(tables.table(columns(rows), label))
        st.markdown(_("Weeks without changes aren't listed."))
    st.html(Markup("<h3>{}</h3>").format(_("Broadcasts before opt-outs")))
    values = {"enough": vocabulary.ENOUGH_TEXTS, "rows": SHOWN + 1}
    broadcasts = run("opt_outs_after_broadcasts", viewer, selection, **values).to_pylist()
    st.markdown(broadcasts_finding(broadcasts))
    without, *listed = broadcasts
    st.html(
        tables.table(
            broadcast_columns(broadcasts),
            _("Broadcasts before opt-outs, most opt-outs first"),
            buttons=leading.buttons([*listed, without]),
        )
    )


def finding(rows: Sequence[Row]) -> str:
    """Return what the newest week brought, from "opt_changes_by_week"."""
    if not rows:
        return _("No number has opted in or out since the first list.")
    newest, noticed = rows[-1], sum(row["opted_in_noticed"] + row["opted_out_noticed"] for row in rows)
    words = _("The latest changes were in the week of {day}. Opted in: {opted_in}. Opted out: {opted_out}.")
    places = {"day": newest["first_day"], "opted_in": newest["opted_in"], "opted_out": newest["opted_out"]}
    sentences = [formatting.markdown(words, **places)]
    if noticed:
        more = ngettext(
            "In all weeks, {number} change was only noticed in a list. It counts in that list's week.",
            "In all weeks, {number} changes were only noticed in a list. They count in that list's week.",
            noticed,
        )
        sentences.append(formatting.markdown(more, number=noticed))
    return " ".join(sentences)


def columns(rows: Sequence[Row]) -> list[Column]:
    """Return the same figures as a table, newest first."""
    newest_first = [*reversed(rows)]
    counts = [Column(vocabulary.column_title(name), [row[name] for row in newest_first]) for name in COUNTS]
    return [Column(_("Week of"), [row["first_day"] for row in newest_first]), *counts]


def broadcasts_finding(rows: Sequence[Row]) -> str:
    """Return how many opt-outs came just after a broadcast, from "opt_outs_after_broadcasts"."""
    without, *broadcasts = rows
    number = without["of_logged"]
    words = ngettext(
        "{after} of {number} logged opt-out came within 4 hours after a text.",
        "{after} of {number} logged opt-outs came within 4 hours after a text.",
        number,
    )
    sentences = [formatting.markdown(words, after=number - without["opted_out"], number=number)]
    if without["noticed"]:
        more = ngettext(
            "{number} more was only noticed in a list, so its time isn't known.",
            "{number} more were only noticed in a list, so their time isn't known.",
            without["noticed"],
        )
        sentences.append(formatting.markdown(more, number=without["noticed"]))
    if len(broadcasts) < without["of_broadcasts"]:
        first = _("The first {first} of {total} broadcasts are listed.")
        places = {"first": len(broadcasts), "total": without["of_broadcasts"]}
        sentences.append(formatting.markdown(first, **places))
    return " ".join(sentences)


def broadcast_columns(rows: Sequence[Row]) -> list[Column]:
    """Return the columns of the broadcasts; opt-outs that no text came before are the last row."""
    without, *broadcasts = rows
    every = [*broadcasts, without]
    return [
        Column(vocabulary.column_title("broadcast"), [_title(row) for row in every], is_long=True),
        Column(vocabulary.column_title("first_requested_at"), [row["first_requested_at"] for row in every]),
        Column(vocabulary.column_title("opted_out"), [row["opted_out"] for row in every]),
        Column(_("Texts that went out"), [row["texts"] for row in every]),
        Column(_("Share opted out"), [_share(row) for row in every], is_count=True),
    ]


def _title(row: Row) -> str:
    if not row["is_after_text"]:
        return _("No text within 4 hours before")
    return row["broadcast"] or row["broadcast_id"] or _("No broadcast")


def _share(row: Row) -> str | None:
    if row["texts"] is None:
        return None
    return _("too few to compare") if row["is_small"] else formatting.percent(row["share_pct"])
