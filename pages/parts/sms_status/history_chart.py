"""The figure of status over time: a panel per status. No Streamlit here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from data import clock
from data.words import vocabulary
from data.words.catalog import _
from data.words.vocabulary import Status
from pages.parts.draw import colors
from pages.parts.draw.charts import Figure, count_axis, date_axis, framed
from pages.parts.draw.html import filled

Row = Mapping[str, Any]
BY_DAY, BY_WEEK, BY_MONTH = "day", "week", "month"
PANEL, BETWEEN = 92, 30  # pixels
HEIGHT = len(vocabulary.STATUSES) * (PANEL + BETWEEN)
AXES = ("y", *(f"y{place}" for place in range(2, len(vocabulary.STATUSES) + 1)))
AROUND = timedelta(days=4)  # before and after a single day
MOST_MARKED = 40  # a longer line has no marks


def figure(rows: Sequence[Row], by: str, as_of: date | None, *, is_dark: bool) -> Figure:
    """Return one panel per status, each with its own scale: a total of thousands would flatten others.

    `rows` are those of "statuses_over_time", `as_of` is the day of the newest consent list. A line holds
    each total from the end of the day, week or month that it was counted for. There is no line before the
    first total, since nothing is known of that time.
    """
    panels = list(enumerate(vocabulary.STATUSES))
    axes = {f"yaxis{_number(place)}": _count_axis(place, is_dark=is_dark) for place, _status in panels}
    return framed(
        [_line(rows, status, place, ends(rows, by, as_of), is_dark=is_dark) for place, status in panels],
        HEIGHT + BETWEEN,
        is_dark=is_dark,
        margin={"l": 0, "r": 0, "t": 4, "b": 0},
        hovermode="x unified",
        xaxis=_day_axis({*ends(rows, by, as_of).values()}, is_dark=is_dark),
        annotations=[_title(rows, status, place) for place, status in panels],
        **axes,
    )


def last_day(first_day: date, by: str) -> date:
    """Return the day at whose end the total of a day, week or month was counted."""
    if by == BY_DAY:
        return first_day
    if by == BY_WEEK:
        return first_day + timedelta(days=6)
    return clock.month_after(first_day) - timedelta(days=1)


def ends(rows: Sequence[Row], by: str, as_of: date | None) -> dict[date, date]:
    """Return where each period's total is drawn, by the period's first day; the last at the newest list."""
    places = {row["first_day"]: last_day(row["first_day"], by) for row in rows}
    if as_of and rows:
        newest = rows[-1]["first_day"]
        places[newest] = max(min(places[newest], as_of), newest)
    return places


def spans(places: Mapping[date, date]) -> dict[date, tuple[date, date]]:
    """Return the first and last day since the total before, by the place of each total (see ends)."""
    first_days = [min(places), *(end + timedelta(days=1) for end in places.values())]
    return {end: (first, end) for first, end in zip(first_days, places.values(), strict=False)}


def _line(
    rows: Sequence[Row], status: Status, place: int, ends: Mapping[date, date], *, is_dark: bool
) -> dict[str, Any]:
    own = [row for row in rows if row["status"] == status.name]
    return {
        "type": "scatter",
        "name": status.title,
        "mode": "lines+markers" if len(own) <= MOST_MARKED else "lines",
        "x": [ends[row["first_day"]] for row in own],
        "y": [row["numbers"] for row in own],
        "yaxis": f"y{_number(place)}",
        "line": {"shape": "hv", "width": 2, "color": colors.STATUSES[status.key].on(is_dark=is_dark)},
        "marker": {"size": 5},
        "customdata": [_("{status}: {number}", status=status.title, number=row["numbers"]) for row in own],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _title(rows: Sequence[Row], status: Status, place: int) -> dict[str, Any]:
    newest = next((row["numbers"] for row in reversed(rows) if row["status"] == status.name), 0)
    return {
        "text": str(filled(_("<b>{status}</b>  {number}"), status=status.title, number=newest)),
        "showarrow": False,
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "yref": "paper",
        "y": _domain(place)[1],
        "yanchor": "bottom",
    }


def _domain(place: int) -> tuple[float, float]:
    """Return the bottom and top of a panel as parts of the height, the first panel on top."""
    top = HEIGHT - place * (PANEL + BETWEEN) - BETWEEN
    return (top - PANEL) / HEIGHT, top / HEIGHT


def _count_axis(place: int, *, is_dark: bool) -> dict[str, Any]:
    return count_axis(is_dark=is_dark, domain=_domain(place), nticks=3)


def _day_axis(days: Collection[date], *, is_dark: bool) -> dict[str, Any]:
    """Return the axis of the days. Around a single one, Plotly would show parts of a second."""
    around = [day + side * AROUND for day in days for side in (-1, 1)] if len(days) == 1 else None
    anchor = f"y{_number(len(vocabulary.STATUSES) - 1)}"
    only_these = {"range": around} if around else {}
    return date_axis("yMMMd", is_dark=is_dark, anchor=anchor, nticks=6, **only_these)


def _number(place: int) -> str:
    """Return what Plotly writes behind the name of an axis: nothing for the first, 2 for the second."""
    return str(place + 1) if place else ""
