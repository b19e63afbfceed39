"""What all figures share: colours, ink and frame. No Streamlit here."""

from __future__ import annotations

from typing import Any, TypeAlias

from data.words import vocabulary

# Plotly's own form, {"data": traces, "layout": …}: its objects cost time and give nothing here.
Figure: TypeAlias = dict[str, Any]

# The colour of each result on a light and on a dark ground, in the vocabulary's order: two greys for what
# is on its way, blue for what a carrier took, amber for what was held back, red for what failed.
COLOURS: dict[str, tuple[str, str]] = dict(
    zip(
        (result.name for result in vocabulary.RESULTS),
        (
            ("#8a96a3", "#5a6674"),
            ("#616d7a", "#8b98a7"),
            ("#2b6a9f", "#4f94d0"),
            ("#b97a00", "#e0a32e"),
            ("#b3322b", "#ef7a70"),
        ),
        strict=True,
    )
)
# From the axis upwards: what was taken, what was not, and on top what has no final word yet.
STACKED = tuple(
    result.name for result in sorted(vocabulary.RESULTS, key=lambda result: not result.is_final)
)
INK = ("#3d4754", "#c3ccd6")  # of words on a light and on a dark ground; Streamlit's own is too pale
QUIET = ("#7d8a99", "#7d8a99")  # of what is neither good nor bad
LINE = ("#d5dbe1", "#38424e")
ENOUGH = vocabulary.ENOUGH_TEXTS


def framed(traces: list[dict[str, Any]], height: int, *, is_dark: bool, **layout: object) -> Figure:
    """A figure without a box, a legend, or anything that moves by dragging."""
    ink = INK[is_dark]
    return {
        "data": traces,
        "layout": {
            "height": height,
            "margin": {"l": 0, "r": 0, "t": 6, "b": 0},
            "showlegend": False,
            "dragmode": False,
            "barmode": "stack",
            "font": {"color": ink, "size": 13},
            "hoverlabel": {"align": "left"},
            **layout,
        },
    }
