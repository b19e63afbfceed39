"""The audience of a reminder batch: the pending numbers that the filters of the page leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.access import Viewer
from data.words.catalog import _, ngettext
from pages.parts.filters.filter_row import reminder_filters
from pages.parts.filters.options import end_of_today
from queries import Selection
from queries.fields import LEFT_ALONE, PENDING_FOR


@dataclass(frozen=True)
class Audience:
    """Schools, grades and languages, the days a number has been pending, and those a family is left alone.

    `now` is the end of the district's day, so that a day has one answer.
    """

    selection: Selection
    pending_days: int
    left_alone_days: int
    now: datetime

    def parameters(self) -> dict[str, object]:
        """Return what the questions about pending numbers take besides the selection."""
        return {
            PENDING_FOR.parameter: self.pending_days,
            LEFT_ALONE.parameter: self.left_alone_days,
            "now": self.now,
        }

    def sentence(self) -> str:
        """Return the audience as people read it, which is kept with the batch: "Lincoln High, Spanish"."""
        names = self.selection.words() or [_("every school, grade and language")]
        parts = [*names]
        if self.pending_days:
            parts.append(
                ngettext(
                    "pending for {number} day or more",
                    "pending for {number} days or more",
                    self.pending_days,
                    number=self.pending_days,
                )
            )
        if self.left_alone_days:
            parts.append(
                ngettext(
                    "not reminded in the last {number} day",
                    "not reminded in the last {number} days",
                    self.left_alone_days,
                    number=self.left_alone_days,
                )
            )
        return ", ".join(parts)


def select_audience(viewer: Viewer) -> Audience:
    """Draw the filter row, and return what it selects."""
    row = reminder_filters(viewer)
    return Audience(
        row.selection, row.days[PENDING_FOR.parameter], row.days[LEFT_ALONE.parameter], end_of_today()
    )
