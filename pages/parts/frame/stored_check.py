"""The check of the stored data: a button and, under it, one line per check as soon as it is known."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from data import check
from data.access import Viewer
from data.check.line import Line
from data.tables import upkeep
from data.words.catalog import N_, _, ngettext
from pages.parts.draw.html import Markup
from pages.parts.frame import data_source
from pages.parts.frame.fragments import fragment
from pages.parts.frame.session import LAST_CHECK
from queries import version

STATES = {"ok": N_("OK"), "WRONG": N_("Wrong"), "?": N_("Not checked")}
WRONG = Markup(' class="wrong"')


@dataclass(frozen=True)
class LastCheck:
    """The lines of a check of the stored data, and the version of the data that it checked."""

    version: object
    lines: list[Line]


@fragment("check")
def show(viewer: Viewer) -> None:
    """Draw the button and, until the data changes, the lines of the last check."""
    st.html(Markup('<p class="sms kept">{}</p>').format(what_is_kept()))
    uri = data_source.shown().uri
    current = version(uri)
    is_clicked = st.button(_("Check now"))
    place = st.empty()
    if is_clicked:
        lines: list[Line] = []
        with st.spinner(_("Checking…")):
            for line in check.lines(uri):
                lines.append(line)
                place.html(html(lines))
        LAST_CHECK.set(LastCheck(current, lines))
        check.note(viewer, uri, lines)
    last = LAST_CHECK.get()
    if last and last.version == current:
        place.html(html(last.lines))


def html(lines: list[Line]) -> Markup:
    """Return the lines as HTML."""
    item = Markup("<dt{}>{}</dt><dd>{}</dd>")
    rows = Markup("").join(
        item.format("" if line.is_well else WRONG, _(STATES[line.state]), line.sentences) for line in lines
    )
    label = _("Results of the check")
    return Markup('<dl class="sms checks" aria-label="{}">{}</dl>').format(label, rows)


def what_is_kept() -> str:
    """Return how long an import can be undone, and what happens to files that are no longer needed."""
    days = upkeep.KEPT_DAYS
    return ngettext(
        "An import can be undone for {number} day. Files that are no longer needed are deleted daily.",
        "An import can be undone for {number} days. Files that are no longer needed are deleted daily.",
        days,
        number=days,
    )
