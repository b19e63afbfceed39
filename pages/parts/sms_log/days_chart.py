"""The chart of the days: texts per day, and below them on the same days the undelivered share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from data.words import vocabulary
from data.words.catalog import _, percent
from pages.parts.draw import chart_locale, colors
from pages.parts.draw.charts import ENOUGH, STACKED, Figure, count_axis, date_axis, framed
from pages.parts.draw.colors import INK, QUIET
from pages.parts.sms_log import days_marks
from pages.parts.sms_log.days_marks import HALF_A_DAY, midnight

HEIGHT = 330
AXES = ("y", "y2")
VOLUME, SHARE = (0.40, 1.0), (0.0, 0.27)  # of the height
A_WEEK, A_YEAR = 7, 400  # days up to which the axis shows every day, and days at all
A_DAY = 86_400_000  # milliseconds, as Plotly counts
BAR = 0.75 * A_DAY  # wide, even between days without texts
PALE = 0.35
HOVER = "{sentence}<extra></extra>"
UNFINISHED, GROUND = "/", "#ffffff"  # the hatching of a day that isn't over, in both themes


@dataclass(frozen=True)
class Days:
    """The data of the chart: answers, the days of its axis, and its marks.

    `results` is "results_by_day" and `shares` "undelivered_by_day" of all days; `usual` is the usual range
    of shares, in percent. `unfinished` is the day in which the log ends.
    """

    results: pa.Table
    shares: pa.Table
    usual: tuple[float, float] | None
    first: date
    last: date
    without_log: Sequence[date] = ()
    selected: date | None = None
    unfinished: date | None = None


def figure(days: Days, *, is_dark: bool) -> Figure:
    """Return bars of texts per day, stacked by result, over bars of the undelivered share.

    A day without texts stays empty; one without a log is shaded in both.
    """
    of_result: dict[str, list[Any]] = {}
    for row in days.results.to_pylist():
        of_result.setdefault(row["result"], []).append(row)
    traces = [
        _volume(days, name, of_result[name], is_dark=is_dark) for name in STACKED if name in of_result
    ]
    return framed(
        [*traces, _shares(days, is_dark=is_dark)],
        HEIGHT,
        is_dark=is_dark,
        margin={"l": 0, "r": 0, "t": 22, "b": 0},
        hovermode="x unified",
        xaxis=_day_axis(days, is_dark=is_dark),
        yaxis=count_axis(is_dark=is_dark, domain=VOLUME, nticks=5, zeroline=True),
        yaxis2=count_axis(
            is_dark=is_dark, domain=SHARE, nticks=4, zeroline=True, tickformat=".0f", ticksuffix="%"
        ),
        shapes=[
            *days_marks.without_log(days.without_log, (days.last - days.first).days + 1, is_dark=is_dark),
            *days_marks.usual_range(days.usual, is_dark=is_dark),
        ],
        annotations=[_title("texts", VOLUME[1]), _title("undelivered_pct", SHARE[1])],
    )


def _volume(days: Days, name: str, rows: Sequence[Mapping[str, Any]], *, is_dark: bool) -> dict[str, Any]:
    title = vocabulary.RESULT_OF[name].title
    # The browser writes the numbers: there are thousands, and people read few.
    sentence = _("{result}: {number}", result=title, number="%{y:,d}")
    color = colors.result_shades(name).on(is_dark=is_dark)
    return {
        "name": title,
        "y": [row["texts"] for row in rows],
        **_bars(days, [row["day"] for row in rows], color, sentence),
    }


def _shares(days: Days, *, is_dark: bool) -> dict[str, Any]:
    rows = days.shares.to_pylist()
    above = days.usual[1] if days.usual else 100.0
    stands_out = [row["texts"] >= ENOUGH and row["undelivered_pct"] > above for row in rows]
    colors = [INK.on(is_dark=is_dark) if out else QUIET.on(is_dark=is_dark) for out in stands_out]
    sentence = _(
        "Undelivered: {share} ({undelivered} of {texts})",
        share="%{customdata[0]}",
        undelivered="%{customdata[1]:,d}",
        texts="%{customdata[2]:,d}",
    )
    return {
        "name": vocabulary.column_title("undelivered_pct"),
        "y": [row["undelivered_pct"] if row["texts"] >= ENOUGH else None for row in rows],
        "yaxis": "y2",
        "customdata": [[percent(row["undelivered_pct"]), row["undelivered"], row["texts"]] for row in rows],
        **_bars(days, [row["day"] for row in rows], colors, sentence),
    }


def _bars(days: Days, shown: list[date], color: object, sentence: str) -> dict[str, Any]:
    """Return bars at their days: paler beside a selected day, and hatched on an unfinished one."""
    marker: dict[str, Any] = {"color": color, "line": {"width": 0}}
    if days.selected:
        marker["opacity"] = [1 if day == days.selected else PALE for day in shown]
    if days.unfinished in shown:
        shapes = [UNFINISHED if day == days.unfinished else "" for day in shown]
        # Over the color of each bar. With "overlay", Plotly warns about a list of colors.
        marker["pattern"] = {"shape": shapes, "bgcolor": color, "fgcolor": GROUND, "fgopacity": 0.55}
    hover = HOVER.format(sentence=sentence)
    return {"type": "bar", "x": shown, "width": BAR, "marker": marker, "hovertemplate": hover}


def _day_axis(days: Days, *, is_dark: bool) -> dict[str, Any]:
    count = (days.last - days.first).days + 1
    ticks: dict[str, Any] = (
        {"dtick": A_DAY, "tick0": midnight(days.first)} if count <= A_WEEK else {"nticks": 8}
    )
    return date_axis(
        "yMMMEd",
        is_dark=is_dark,
        range=[midnight(days.first) - HALF_A_DAY, midnight(days.last) + HALF_A_DAY],
        anchor="y2",
        tickformat=chart_locale.date_format("MMMd" if count <= A_YEAR else "yMMM"),
        **ticks,
    )


def _title(column: str, height: float) -> dict[str, Any]:
    place = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": height, "yanchor": "bottom"}
    text = vocabulary.column_title(column)
    return {"text": text, "showarrow": False, "font": {"size": 12}, **place}
