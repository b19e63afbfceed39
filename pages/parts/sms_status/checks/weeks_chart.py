"""The chart of opt-ins and opt-outs: two bars per week. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.words import vocabulary
from data.words.catalog import _
from data.words.vocabulary import Status
from pages.parts.draw import colors
from pages.parts.draw.charts import Figure, count_axis, date_axis, framed

Row = Mapping[str, Any]
HEIGHT = 240
WEEKLY = {"xperiod": 7 * 24 * 3600 * 1000, "xperiodalignment": "middle"}
COUNTED: Mapping[str, Status] = {  # by column of "opt_changes_by_week"
    "opted_in": next(status for status in vocabulary.STATUSES if status.can_be_texted),
    "opted_out": next(
        status for status in vocabulary.STATUSES if not status.can_be_texted and not status.is_pending
    ),
}


def figure(rows: Sequence[Row], *, is_dark: bool) -> Figure:
    """Return two bars for each row of "opt_changes_by_week"."""
    return framed(
        [_bars(rows, name, status, is_dark=is_dark) for name, status in COUNTED.items()],
        HEIGHT,
        is_dark=is_dark,
        barmode="group",
        hovermode="x unified",
        xaxis=date_axis("yMMMd", is_dark=is_dark, nticks=7),
        yaxis=count_axis(is_dark=is_dark),
    )


def _bars(rows: Sequence[Row], name: str, status: Status, *, is_dark: bool) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": status.title,
        "x": [row["first_day"] for row in rows],
        "y": [row[name] for row in rows],
        **WEEKLY,
        "marker": {"color": colors.STATUSES[status.key].on(is_dark=is_dark)},
        "customdata": [_("{status}: {number}", status=status.title, number=row[name]) for row in rows],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
