"""The audience of a reminder batch: the pending numbers that the filters of the page leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from data.access import Viewer
from data.words import catalog
from data.words.catalog import _
from pages.parts.filters.filter_row import reminder_filters
from pages.parts.filters.options import end_of_today
from pages.parts.media import paper
from queries import Selection, fields


@dataclass(frozen=True)
class Audience:
    """Schools, grades and languages, and numbers of days by the parameter of their field.

    `now` is the end of the district's day, so that a day has one answer.
    """

    selection: Selection
    days: Mapping[str, int]
    now: datetime

    def parameters(self) -> dict[str, object]:
        """Return what the questions about pending numbers take besides the selection."""
        return {**self.days, "now": self.now}

    def sentence(self) -> str:
        """Return the audience as people read it: "Oak Elementary, pending for 7 days or more".

        It is kept with the batch.
        """
        names = self.selection.words() or [_("every school, grade and language")]
        days = [(field, self.days.get(field.parameter)) for field in fields.days_fields()]
        return catalog.listing([*names, *(field.words(number) for field, number in days if number)])


def select_audience(viewer: Viewer) -> Audience:
    """Draw the filter row, and return what it selects."""
    row = reminder_filters(viewer)
    selected = Audience(row.selection, row.days, end_of_today())
    st.html(paper.shown(selected.sentence()))
    return selected
