"""The chart of what changed: a bar per group, to the right where it adds, to the left where it lowers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import escape

from data.words.catalog import _, shortened
from pages.parts.draw.charts import Figure, framed
from pages.parts.draw.colors import CHANGES, LINE
from pages.parts.draw.html import shown
from pages.parts.sms_log.what_changed.finding import amount
from pages.parts.sms_log.what_changed.splits import Row, Split

ROW_HEIGHT, LETTERS = 46, 30
TITLE, BAR, WIDTH = -0.44, 0.18, 0.36  # where a row has its words and its bar, and how high that is
CAUSES = tuple(CHANGES)


def figure(rows: Sequence[Row], way: Split, measure: str, *, is_dark: bool) -> Figure:
    """Return a bar for each row of a measure of "undelivered_changes", the row of all texts left out."""
    places = range(len(rows))
    return framed(
        [_trace(rows, cause, way, measure, is_dark=is_dark) for cause in CAUSES],
        ROW_HEIGHT * len(rows) + 8,
        is_dark=is_dark,
        barmode="relative",
        xaxis={"visible": False, "range": _range(rows), "fixedrange": True},
        yaxis={"visible": False, "range": [len(rows) - 0.5, -0.5], "fixedrange": True},
        shapes=[_zero(is_dark=is_dark)],
        annotations=[note for place in places for note in _words(place, rows[place], way, measure)],
    )


def label(row: Row, measure: str) -> str:
    """Return what a bar says: how much it adds, and the undelivered texts before and after."""
    return _(
        "{change} ({before} → {after})",
        change=amount(row["shown_change"], measure),
        before=round(row["compared_undelivered"]),
        after=row["undelivered"],
    )


def _trace(rows: Sequence[Row], cause: str, way: Split, measure: str, *, is_dark: bool) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": cause,
        "x": [row[f"{cause}_change"] for row in rows],
        "y": [place + BAR for place in range(len(rows))],
        "width": WIDTH,
        "marker": {"color": CHANGES[cause].on(is_dark=is_dark), "line": {"width": 0}},
        "customdata": [
            [way.filter_key(row), "<br>".join([_plain(way.group_title(row)), label(row, measure)])]
            for row in rows
        ],
        "hovertemplate": "%{customdata[1]}<extra></extra>",
    }


def _range(rows: Sequence[Row]) -> list[float]:
    """Return the least and the greatest value of the axis: what bars reach to the left and to the right."""
    parts = [[row[f"{cause}_change"] for cause in CAUSES] for row in rows]
    least = min(sum(min(part, 0) for part in own) for own in parts)
    most = max(sum(max(part, 0) for part in own) for own in parts)
    room = (most - least) / 50 or 1
    return [least - room, most + room]


def _zero(*, is_dark: bool) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": 0,
        "x1": 0,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": LINE.on(is_dark=is_dark), "width": 1},
        "layer": "below",
    }


def _words(place: int, row: Row, way: Split, measure: str) -> list[dict[str, Any]]:
    """Return the title of a bar over its left end, and its label over the right one."""
    title = way.group_title(row)
    short = title if len(title) <= LETTERS else f"{title[: LETTERS - 1].rstrip()}…"
    over = {
        "xref": "paper",
        "y": place + TITLE,
        "yanchor": "top",
        "showarrow": False,
        "borderpad": 0,
    }
    return [
        {**over, "x": 0, "xanchor": "left", "text": _plain(short), "font": {"size": 13}},
        {**over, "x": 1, "xanchor": "right", "text": label(row, measure), "font": {"size": 12}},
    ]


def _plain(title: str) -> str:
    """Return a title as it is, where Plotly would read tags and links in it."""
    return str(escape(shown(shortened(title)))).replace("&#39;", "'").replace("&#34;", '"')
