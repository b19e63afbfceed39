"""How the totals of the statuses moved: the figure and its table. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from data.words import vocabulary
from pages.parts.draw import formatting
from pages.parts.draw.charts import INK, LINE, Figure, framed
from pages.parts.draw.status_colors import COLOURS
from pages.parts.sms_status.sentences import BY_DAY, BY_MONTH, BY_WEEK, period_words

Row = Mapping[str, Any]
HEADS = {BY_DAY: "Day", BY_WEEK: "Week of", BY_MONTH: "Month"}
PANEL, BETWEEN = 92, 30  # pixels
A_FEW = 40  # points of which each is marked
DAYS_BY_DAY, DAYS_BY_WEEK = 62, 270  # spans up to which days, and weeks, are drawn where nothing is chosen


def fitting(rows: Sequence[Row]) -> str:
    """By what a span of time is best read, from the rows of "statuses_over_time"."""
    days = (rows[-1]["first_day"] - rows[0]["first_day"]).days if rows else 0
    if days <= DAYS_BY_DAY:
        return BY_DAY
    return BY_WEEK if days <= DAYS_BY_WEEK else BY_MONTH


def figure(rows: Sequence[Row], by: str, as_of: date | None, *, is_dark: bool) -> Figure:
    """One panel a status, each with its own scale from zero: one of thousands would flatten the others.

    A line holds each total from the end of the day, week or month that it was counted for; before the
    first there is no line, since nothing is known of it.
    """
    panels = list(COLOURS)
    height = len(panels) * (PANEL + BETWEEN)
    axes = {f"yaxis{_place(n)}": _axis(n, height, is_dark=is_dark) for n in range(len(panels))}
    return framed(
        [_line(rows, name, n, by, as_of, is_dark=is_dark) for n, name in enumerate(panels)],
        height + BETWEEN,
        is_dark=is_dark,
        margin={"l": 0, "r": 0, "t": 4, "b": 0},
        hovermode="x unified",
        xaxis=_days(len(panels), INK[is_dark]),
        annotations=[_title(rows, name, n, height) for n, name in enumerate(panels)],
        **axes,
    )


def columns(rows: Sequence[Row], by: str) -> dict[str, list[object]]:
    """The same figures, newest first: a row per day, week or month."""
    periods = [list(own) for _, own in groupby(rows, key=lambda row: row["first_day"])][::-1]
    shown: dict[str, list[object]] = {
        HEADS[by]: [period_words(own[0]["first_day"], by).removeprefix("the week of ") for own in periods]
    }
    for place, status in enumerate(vocabulary.STATUSES):
        shown[status.name] = [own[place]["numbers"] for own in periods]
    return shown


def last_day(first_day: date, by: str) -> date:
    """The day at whose end the total of a day, week or month was counted."""
    if by == BY_DAY:
        return first_day
    if by == BY_WEEK:
        return first_day + timedelta(days=6)
    return (first_day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _line(
    rows: Sequence[Row], name: str, place: int, by: str, as_of: date | None, *, is_dark: bool
) -> dict[str, Any]:
    own = [row for row in rows if row["status"] == name]
    ends = [last_day(row["first_day"], by) for row in own]
    if as_of and ends:
        ends[-1] = max(min(ends[-1], as_of), own[-1]["first_day"])
    return {
        "type": "scatter",
        "name": name,
        "mode": "lines+markers" if len(own) <= A_FEW else "lines",
        "x": ends,
        "y": [row["numbers"] for row in own],
        "yaxis": f"y{_place(place)}",
        "line": {"shape": "hv", "width": 2, "color": COLOURS[name][is_dark]},
        "marker": {"size": 5},
        "hovertemplate": "%{y:,} %{fullData.name}<extra></extra>",
    }


def _title(rows: Sequence[Row], name: str, place: int, height: int) -> dict[str, Any]:
    newest = next((row["numbers"] for row in reversed(rows) if row["status"] == name), 0)
    return {
        "text": f"<b>{name}</b>  {formatting.count(newest)}",
        "showarrow": False,
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "yref": "paper",
        "y": _domain(place, height)[1],
        "yanchor": "bottom",
    }


def _domain(place: int, height: int) -> tuple[float, float]:
    top = height - place * (PANEL + BETWEEN) - BETWEEN
    return (top - PANEL) / height, top / height


def _axis(place: int, height: int, *, is_dark: bool) -> dict[str, Any]:
    return {
        "domain": _domain(place, height),
        "rangemode": "tozero",
        "tickformat": ",d",
        "nticks": 3,
        "tickfont": {"color": INK[is_dark]},
        "gridcolor": LINE[is_dark],
        "zerolinecolor": LINE[is_dark],
        "fixedrange": True,
        "automargin": True,
    }


def _days(panels: int, ink: str) -> dict[str, Any]:
    return {
        "type": "date",
        "anchor": f"y{_place(panels - 1)}",
        "showgrid": False,
        "nticks": 6,
        "hoverformat": "%b %-d, %Y",
        "tickfont": {"color": ink},
        "fixedrange": True,
    }


def _place(number: int) -> str:
    return str(number + 1) if number else ""
