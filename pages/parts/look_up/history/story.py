"""The texts to one number and the changes of its status, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from data.access import Viewer
from data.words import catalog, vocabulary
from data.words.catalog import _, ngettext
from pages.parts.draw import colors, formatting, tables
from pages.parts.draw.html import Markup
from pages.parts.draw.tables import Column
from pages.parts.frame import session
from pages.parts.frame.fragments import fragment
from queries import WHY, run, with_reasons

FIRST, MORE = 6, 100  # events shown at first, and after a click
Row = Mapping[str, Any]


@fragment("story")
def show(viewer: Viewer, number: int) -> None:
    """Draw what happened to a number; a click shows more."""
    most = MORE if session.WHOLE_STORY.get() == number else FIRST
    rows = run(with_reasons("number_story", WHY), viewer, number=number, rows=most + 1).to_pylist()
    if not rows:
        return
    table = tables.table(columns(rows[:most]), _("Texts and status changes, newest first"))
    st.html(Markup('<div class="sms story">{}</div>').format(table))
    if len(rows) > most == FIRST:
        st.button(_("Show more"), on_click=session.WHOLE_STORY.set, args=(number,))
    elif len(rows) > most:
        st.markdown(_("Showing the latest {number}.", number=MORE))


def summary(row: Row) -> str:
    """Return how many texts went to the number, from a row of "number_status"."""
    if not row["texts"]:
        return _("The log has no texts to this number.")
    sentence = ngettext(
        "The log has {number} text to this number. Latest result: {result}.",
        "The log has {number} texts to this number. Latest result: {result}.",
        row["texts"],
    )
    result = vocabulary.RESULT_OF[row["last_result"]].title
    return formatting.markdown(sentence, number=row["texts"], result=result)


def columns(rows: Sequence[Row]) -> list[Column]:
    """Return the columns, from "number_story"; the short code only if there are several."""
    shown = [
        Column(formatting.time_title("happened_at"), [row["happened_at"] for row in rows]),
        Column(_("Event"), [_event(row) for row in rows]),
        Column(_("Result or status"), [_name(row) for row in rows]),
        Column(_("Reason or source"), [_reason(row) for row in rows]),
    ]
    codes = [row["short_code"] for row in rows]
    if len(set(codes)) > 1:
        shown.append(Column(vocabulary.column_title("short_code"), codes))
    return shown


def _event(row: Row) -> str:
    return _("Status change") if row["status"] else row["broadcast"] or _("Text")


def _name(row: Row) -> Markup:
    return colors.status_name(row["status"]) if row["status"] else colors.result_name(row["result"])


def _reason(row: Row) -> str | None:
    if row["observed_after"]:
        return _(
            "{how}, after {day}", how=vocabulary.how_title(row["how"]), day=row["observed_after"].date()
        )
    if row["status"]:
        return None if row["how"] is None else vocabulary.how_title(row["how"])
    if row["why"] is not None and row["reason"] is None and row["reason_text"]:
        return _("The log says: “{words}”", words=catalog.shortened(row["reason_text"]))
    return None if row["why"] is None else str(row["why"])
