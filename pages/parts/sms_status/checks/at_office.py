"""Opt-outs that families gave an office, and whether the messaging service has them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pyarrow as pa
import streamlit as st

import queries
from data import settings
from data.access import Viewer, needs
from data.words import vocabulary
from data.words.catalog import _, ngettext
from pages.parts.draw import colors, formatting
from pages.parts.draw.html import Markup
from pages.parts.draw.tables import Column
from pages.parts.filters import options
from pages.parts.sms_status.checks import listed, office_entry, office_file
from queries import Selection, run

QUESTION, TABLE = "opt_outs_told", "office_entries"
OVERDUE, CLEARED = "overdue", "cleared"
NAMES = ("number", "told_at", "cleared_at", "business_days", "status", "school", "entered_by")


def warn(viewer: Viewer, selection: Selection) -> None:
    """Draw a line about overdue opt-outs, for who may see them; nothing if there are none."""
    if not (queries.has_table(TABLE) and viewer.may(*needs.QUESTIONS[QUESTION])):
        return
    if overdue := _ask(viewer, selection)["state"].to_pylist().count(OVERDUE):
        words = ngettext(
            "{number} opt-out at the office is overdue: see Consent checks, At the office.",
            "{number} opt-outs at the office are overdue: see Consent checks, At the office.",
            overdue,
            number=overdue,
        )
        st.html(Markup('<p class="sms overdue">{}</p>').format(words))


def show(viewer: Viewer, selection: Selection) -> None:
    """Draw what is open, the fields that enter an opt-out, and the list."""
    rows = _ask(viewer, selection)
    states = rows["state"].to_pylist()
    st.markdown(finding(states))
    if sentence := overdue_sentence(states):
        st.html(Markup('<p class="sms overdue">{}</p>').format(sentence))
    if viewer.may(*needs.ENTRIES):
        office_entry.show(viewer)
        office_file.show(viewer)
    if rows.num_rows:
        _list(viewer, rows)
        if viewer.may(*needs.ENTRIES):
            office_entry.show_withdrawal(viewer, rows)


def finding(states: Sequence[str]) -> str:
    """Return how many opt-outs the service doesn't have, from the states of "opt_outs_told"."""
    if not states:
        return _(
            "Families can opt out by any reasonable means: by phone, in writing or in person. Enter such "
            "an opt-out here. It stays open until the messaging service's list has it."
        )
    missing = len(states) - states.count(CLEARED)
    if not missing:
        return _("The messaging service's list has every opt-out that was entered here.")
    words = ngettext(
        "**{number} opt-out isn't on the messaging service's list.** Enter it there.",
        "**{number} opt-outs aren't on the messaging service's list.** Enter them there.",
        missing,
    )
    return formatting.markdown(words, number=missing)


def overdue_sentence(states: Sequence[str]) -> str:
    """Return how many opt-outs are overdue; "" if none is."""
    if not (overdue := states.count(OVERDUE)):
        return ""
    return ngettext(
        "{number} has been open for more than {days} business days.",
        "{number} have been open for more than {days} business days.",
        overdue,
        number=overdue,
        days=int(settings.load().opt_out_days),
    )


def columns(rows: pa.Table) -> list[Column]:
    """Return the columns of the list, from "opt_outs_told"."""
    region, cells = settings.load().region, rows.to_pydict()
    cells["number"] = [formatting.number(number, region) for number in cells["number"]]
    cells["status"] = [status and colors.status_name(status) for status in cells["status"]]
    for name in ("told_at", "cleared_at"):
        cells[name] = [moment and moment.date() for moment in cells[name]]
    number, *others = NAMES
    return [
        Column(vocabulary.column_title(number), cells[number], number),
        Column(vocabulary.column_title("state"), [_state(state) for state in cells["state"]]),
        *(Column(vocabulary.column_title(name), cells[name], name) for name in others if any(cells[name])),
    ]


def _state(state: str) -> Markup:
    kind = "overdue" if state == OVERDUE else ""
    return Markup('<span class="{}">{}</span>').format(kind, _(listed.WORDS["state"][state]))


def _ask(viewer: Viewer, selection: Selection) -> pa.Table:
    """Return the opt-outs as of today: the answer is kept as long as the day and the data are the same."""
    return run(QUESTION, viewer, selection, now=options.end_of_today() - timedelta(seconds=1))


def _list(viewer: Viewer, rows: pa.Table) -> None:
    label = _("Opt-outs at the office")
    listed.show_first(viewer, rows, columns(rows.slice(0, listed.SHOWN)), label)
    listed.offer_file(viewer, rows, _("opt-outs at the office.csv"))
