"""The chart of the months: texts of all schools per month, stacked by result. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from data import clock
from data.words import vocabulary
from data.words.catalog import _
from pages.parts.draw import chart_locale, colors
from pages.parts.draw.charts import STACKED, Figure, count_axis, date_axis, framed

Row = Mapping[str, Any]
HEIGHT = 260
MONTHLY = {"xperiod": "M1", "xperiodalignment": "middle"}  # a value stands in the middle of its month


def figure(rows: Sequence[Row], names: Sequence[str], *, is_dark: bool) -> Figure:
    """Return a bar per month and result with a count, from rows of "rounded_results" for all schools.

    `names` are the results to draw. A month that isn't listed has no bar.
    """
    return framed(
        [_bars(rows, name, is_dark=is_dark) for name in STACKED if name in names],
        HEIGHT,
        is_dark=is_dark,
        hovermode="x unified",
        bargap=0.25,
        xaxis=date_axis("yMMM", is_dark=is_dark, nticks=7, tickformat=chart_locale.date_format("yMMM")),
        yaxis=count_axis(is_dark=is_dark),
    )


def months(rows: Sequence[Row]) -> dict[date, tuple[date, date]]:
    """Return the first and last day of each month of these rows, by its first day."""
    first_days = sorted({row["first_day"] for row in rows})
    return {day: (day, clock.month_after(day) - timedelta(days=1)) for day in first_days}


def _bars(rows: Sequence[Row], name: str, *, is_dark: bool) -> dict[str, Any]:
    own = [row for row in rows if row["result"] == name and row["texts"]]
    title = vocabulary.RESULT_OF[name].title
    return {
        "type": "bar",
        "name": title,
        "x": [row["first_day"] for row in own],
        "y": [row["texts"] for row in own],
        **MONTHLY,
        "marker": {"color": colors.result_shades(name).on(is_dark=is_dark)},
        "customdata": [_("{result}: {number}", result=title, number=row["texts"]) for row in own],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
