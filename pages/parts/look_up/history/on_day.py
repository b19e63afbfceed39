"""The status of a number at the end of an earlier day, how it is known, and what changed after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from data.access import Viewer
from data.words.catalog import _
from pages.parts.draw import colors
from pages.parts.draw.html import Markup, filled
from pages.parts.filters import dates
from pages.parts.look_up import status
from queries import Selection, run

Row = Mapping[str, Any]


def show(viewer: Viewer, number: int) -> None:
    """Draw the field of the day, which is in the URL, and the answer if a day is selected."""
    day = dates.select_on(_("Status at the end of this day."))
    if day:
        rows = run("number_on_day", viewer, Selection(on_day=day), number=number).to_pylist()
        block = Markup('<div class="sms on_day" role="status">{}</div>')
        st.html(block.format(Markup("").join(map(Markup("<p>{}</p>").format, paragraphs(rows, day)))))


def paragraphs(rows: Sequence[Row], day: date) -> list[Markup]:
    """Return what was known under each short code, from "number_on_day"; several codes are named."""
    lead = filled(_("<b>On {day}:</b>"), day=day)
    return [
        status.join(lead, status.code_name(row) if len(rows) > 1 else "", *_sentences(row)) for row in rows
    ]


def _sentences(row: Row) -> list[str]:
    if row["status"] is None:
        return [_("No status is known."), _first(row)]
    return [status.since(row), status.how(row), _next(row)]


def _first(row: Row) -> str:
    if row["until"] is None:
        return ""
    moment = status.day_or_moment(row["until"])
    if row["is_next_logged"]:
        return _("The first status in the log is from {moment}.", moment=moment)
    return _("The first consent list with this number is from {moment}.", moment=moment)


def _next(row: Row) -> str:
    """Return what the status changed to next, and that this can have been on that day already."""
    if row["next_status"] is None:
        return _("It hasn't changed since.")
    places = {
        "status": colors.status_name(row["next_status"]),
        "moment": status.day_or_moment(row["until"]),
    }
    if row["may_be_next"]:
        return filled(_("It may have changed by then: the list of {moment} has {status}."), **places)
    if row["is_next_logged"]:
        return filled(_("Changed to {status} on {moment}."), **places)
    return filled(_("Changed to {status} by {moment}."), **places)
