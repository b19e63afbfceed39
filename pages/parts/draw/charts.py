"""The colors, ink and frame of all figures. No Streamlit here."""

from __future__ import annotations

from typing import Any, TypeAlias

from markupsafe import escape

from data.words import vocabulary
from data.words.catalog import shortened
from pages.parts.draw.colors import INK
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


def as_text(text: str) -> str:
    """Return a text as it is, where Plotly would read tags and links in it."""
    return str(escape(shown(shortened(text)))).replace("&#39;", "'").replace("&#34;", '"')
