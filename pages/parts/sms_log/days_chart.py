"""The figure of the days: how many texts, and below on the same days which share was not delivered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

import pyarrow as pa

from pages.parts.draw.charts import COLOURS, ENOUGH, INK, LINE, QUIET, STACKED, Figure, framed

HEIGHT = 330
VOLUME, SHARE = (0.40, 1.0), (0.0, 0.27)  # of the height
A_WEEK, A_YEAR = 7, 400  # days up to which the axis is drawn in one way
DAY = 86_400_000  # in the milliseconds that Plotly counts in
BAR = 0.75 * DAY  # of its own day, whatever days lie empty beside it
HALF_A_DAY = timedelta(hours=12)
PALE = 0.35
GROUND = "#ffffff"  # of the hatching's stripes, in both themes
UNFINISHED = "/"  # the hatching of a day that is not over


@dataclass(frozen=True)
class Days:
    """What the figure draws: answers, the days of its axis, and what is marked among them."""

    results: pa.Table  # "results_by_day" of all the days
    shares: pa.Table  # "undelivered_by_day" of all the days
    usual: tuple[float, float] | None  # the band in which most days lie, in percent
    first: date
    last: date
    without_log: Sequence[date] = ()
    chosen: date | None = None
    unfinished: date | None = None


def figure(days: Days, *, is_dark: bool) -> Figure:
    """Bars of texts per day, stacked by result, over bars of the undelivered share of the same days.

    A day without texts stays empty; one that no log covers is shaded in both.
    """
    present = [name for name in STACKED if name in set(days.results["result"].to_pylist())]
    traces = [_volume(days, name, is_dark=is_dark) for name in present]
    return framed(
        [*traces, _shares(days, is_dark=is_dark)],
        HEIGHT,
        is_dark=is_dark,
        margin={"l": 0, "r": 0, "t": 22, "b": 0},
        hovermode="x unified",
        xaxis=_day_axis(days, INK[is_dark]),
        yaxis=_axis(VOLUME, ",d", LINE[is_dark], INK[is_dark]),
        yaxis2=_axis(SHARE, ".0f", LINE[is_dark], INK[is_dark]) | {"ticksuffix": "%", "nticks": 4},
        shapes=[*_gaps(days, is_dark=is_dark), *_band(days, is_dark=is_dark)],
        annotations=[_title("Texts", VOLUME[1]), _title("Undelivered share", SHARE[1])],
    )


def _volume(days: Days, result: str, *, is_dark: bool) -> dict[str, Any]:
    rows = [row for row in days.results.to_pylist() if row["result"] == result]
    shown = [row["day"] for row in rows]
    return {
        "type": "bar",
        "name": result,
        "x": shown,
        "y": [row["texts"] for row in rows],
        "width": BAR,
        "marker": _marker(days, shown, COLOURS[result][is_dark]),
        "hovertemplate": "%{y:,} %{fullData.name}<extra></extra>",
    }


def _shares(days: Days, *, is_dark: bool) -> dict[str, Any]:
    rows = days.shares.to_pylist()
    shown = [row["day"] for row in rows]
    above = days.usual[1] if days.usual else 100.0
    stands_out = [row["texts"] >= ENOUGH and row["undelivered_pct"] > above for row in rows]
    colours = [INK[is_dark] if out else QUIET[is_dark] for out in stands_out]
    return {
        "type": "bar",
        "name": "Undelivered",
        "x": shown,
        "y": [row["undelivered_pct"] if row["texts"] >= ENOUGH else None for row in rows],
        "yaxis": "y2",
        "width": BAR,
        "marker": _marker(days, shown, colours),
        "customdata": [[row["undelivered"], row["texts"]] for row in rows],
        "hovertemplate": "%{y:.1f}% undelivered: %{customdata[0]:,} of %{customdata[1]:,}<extra></extra>",
    }


def _marker(days: Days, shown: list[date], colour: object) -> dict[str, Any]:
    marker: dict[str, Any] = {"color": colour, "line": {"width": 0}}
    if days.chosen:
        marker["opacity"] = [1 if day == days.chosen else PALE for day in shown]
    if days.unfinished in shown:
        shapes = [UNFINISHED if day == days.unfinished else "" for day in shown]
        marker["pattern"] = {"shape": shapes, "fillmode": "overlay", "fgcolor": GROUND, "fgopacity": 0.55}
    return marker


def _gaps(days: Days, *, is_dark: bool) -> list[dict[str, Any]]:
    """A shade over each run of days that no log covers."""
    numbered = groupby(enumerate(days.without_log), key=lambda pair: pair[1] - timedelta(days=pair[0]))
    runs = [[day for _, day in run] for _, run in numbered]
    return [
        {
            "type": "rect",
            "x0": _midnight(run[0]) - HALF_A_DAY,
            "x1": _midnight(run[-1]) + HALF_A_DAY,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"width": 0},
            "fillcolor": LINE[is_dark],
            "opacity": 0.45,
            "layer": "below",
            "label": {"text": "no log", "font": {"size": 11}} if len(run) > 1 else {},
        }
        for run in runs
    ]


def _band(days: Days, *, is_dark: bool) -> list[dict[str, Any]]:
    if days.usual is None:
        return []
    low, high = days.usual
    place = {"xref": "paper", "x0": 0, "x1": 1, "yref": "y2", "y0": low, "y1": high}
    return [
        {"type": "rect", **place, "line": {"width": 0}, "fillcolor": QUIET[is_dark], "opacity": 0.16}
        | {"layer": "below"}
    ]


def _day_axis(days: Days, ink: str) -> dict[str, Any]:
    count = (days.last - days.first).days + 1
    ticks = {"dtick": DAY, "tick0": _midnight(days.first)} if count <= A_WEEK else {"nticks": 8}
    return {
        "type": "date",
        "range": [_midnight(days.first) - HALF_A_DAY, _midnight(days.last) + HALF_A_DAY],
        "anchor": "y2",
        "showgrid": False,
        "tickformat": "%b %-d" if count <= A_YEAR else "%b %Y",
        "hoverformat": "%a, %b %-d, %Y",
        "tickfont": {"color": ink},
        "fixedrange": True,
        **ticks,
    }


def _axis(domain: tuple[float, float], form: str, line: str, ink: str) -> dict[str, Any]:
    return {
        "domain": domain,
        "rangemode": "tozero",
        "tickformat": form,
        "nticks": 5,
        "tickfont": {"color": ink},
        "gridcolor": line,
        "zeroline": True,
        "zerolinecolor": line,
        "fixedrange": True,
        "automargin": True,
    }


def _title(words: str, height: float) -> dict[str, Any]:
    place = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": height, "yanchor": "bottom"}
    return {"text": words, "showarrow": False, "font": {"size": 12}, **place}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
