"""The colors, ink and frame of all figures. No Streamlit here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from markupsafe import escape

from data.words import vocabulary
from data.words.catalog import shortened
from pages.parts.draw import chart_locale
from pages.parts.draw.colors import INK, LINE
from pages.parts.draw.html import shown

# Plotly's own form, {"data": traces, "layout": …}: its objects cost time and give nothing here.
Figure: TypeAlias = dict[str, Any]

# From the axis upward: final results first, and on top the results that are still in progress.
STACKED = tuple(
    result.name for result in sorted(vocabulary.RESULTS, key=lambda result: not result.is_final)
)
ENOUGH = vocabulary.ENOUGH_TEXTS


def framed(traces: list[dict[str, Any]], height: int, *, is_dark: bool, **layout: object) -> Figure:
    """Return a figure without a box, a legend, or anything that moves by dragging; `height` in pixels."""
    return {
        "data": traces,
        "layout": {
            "height": height,
            "margin": {"l": 0, "r": 0, "t": 6, "b": 0},
            "showlegend": False,
            "dragmode": False,
            "barmode": "stack",
            "font": {"color": INK.on(is_dark=is_dark), "size": 13},
            "hoverlabel": {"align": "left"},
            **layout,
        },
    }


def count_axis(*, is_dark: bool, **more: object) -> dict[str, Any]:
    """Return an axis of whole numbers from zero upward."""
    ink, line = INK.on(is_dark=is_dark), LINE.on(is_dark=is_dark)
    return {
        "rangemode": "tozero",
        "tickformat": ",d",
        "tickfont": {"color": ink},
        "gridcolor": line,
        "zerolinecolor": line,
        "fixedrange": True,
        "automargin": True,
        **more,
    }


def date_axis(hover: str, *, is_dark: bool, **more: object) -> dict[str, Any]:
    """Return an axis of dates; `hover` is the form of a date that is pointed at, such as "yMMMd"."""
    return {
        "type": "date",
        "showgrid": False,
        "hoverformat": chart_locale.date_format(hover),
        "tickfont": {"color": INK.on(is_dark=is_dark)},
        "fixedrange": True,
        **more,
    }


def title_axis(titles: Sequence[str], *, is_dark: bool) -> dict[str, Any]:
    """Return an axis of bars under each other in their order, with their titles at the left."""
    return {
        "tickvals": list(range(len(titles))),
        "ticktext": list(titles),
        "range": [len(titles) - 0.5, -0.5],
        "fixedrange": True,
        "automargin": True,
        "showgrid": False,
        "zeroline": False,
        "ticklabelstandoff": 6,
        "tickfont": {"color": INK.on(is_dark=is_dark)},
    }


def as_text(text: str) -> str:
    """Return a text as it is, where Plotly would read tags and links in it."""
    return str(escape(shown(shortened(text)))).replace("&#39;", "'").replace("&#34;", '"')
