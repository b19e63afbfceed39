"""The numbers in each status now, at each school: the finding and the table."""

from __future__ import annotations

import streamlit as st

from data.access import Viewer
from data.words import vocabulary
from data.words.catalog import _
from pages.parts.draw import colors
from pages.parts.totals import rounded_table, sentences
from pages.parts.totals.rounded_table import TOTAL, Kind
from queries import run

STATUSES = Kind("status", "numbers", colors.status_name)


def show(viewer: Viewer) -> None:
    """Draw the statuses that can be shown."""
    st.header(_("Numbers"), anchor=False)
    rows = run("rounded_statuses", viewer).to_pylist()
    if not rows:
        st.html(sentences.no_numbers())
        return
    st.markdown(sentences.numbers_finding([row for row in rows if row["level"] == TOTAL]))
    names = STATUSES.present(rows, list(vocabulary.STATUS_OF))
    st.html(rounded_table.table(rows, STATUSES, names, _("Statuses at each school")))
    left_out = [status.title for status in vocabulary.STATUSES if status.name not in names]
    notes = [
        _("A number shared by contacts at several schools counts at each of them."),
        sentences.not_listed(left_out),
    ]
    st.markdown(" ".join(note for note in notes if note))
