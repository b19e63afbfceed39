"""Figures: an Arrow table in, a Plotly figure out. No Streamlit here."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import plotly.graph_objects as go
import pyarrow as pa

from data import vocabulary

# The colour of each result on a light and on a dark ground, in the vocabulary's order: two greys for what
# is on its way, blue for what a carrier took, amber for what was held back, red for what failed.
COLOURS: dict[str, tuple[str, str]] = dict(
    zip(
        (result.name for result in vocabulary.RESULTS),
        (
            ("#b4bfcc", "#55616f"),
            ("#84919f", "#8b98a7"),
            ("#2b6a9f", "#4f94d0"),
            ("#b97a00", "#e0a32e"),
            ("#b3322b", "#ef7a70"),
        ),
        strict=True,
    )
)
# From the axis upwards: what was taken, what was not, and on top what has no final word yet.
STACKED = sorted(vocabulary.RESULTS, key=lambda result: not result.is_final)
INK = ("#3d4754", "#c3ccd6")  # of words on a light and on a dark ground; Streamlit's own is too pale
HEIGHT = 330
A_WEEK, A_YEAR = 7, 400  # days up to which the axis is drawn in one way
HALF_A_DAY = timedelta(hours=12)
DAY = 86_400_000  # in the milliseconds that Plotly counts in
BAR = 0.75 * DAY  # of its own day, whatever days lie empty beside it


def texts_per_day(answer: pa.Table, from_day: date, to_day: date, *, is_dark: bool) -> go.Figure:
    """Bars of texts per day, stacked by result, for the answer to "results_by_day".

    Every day from the first to the last has its place; a day without texts stays empty.
    """
    figure = go.Figure()
    present = set(answer["result"].to_pylist())
    rows = answer.to_pylist()
    for result in STACKED:
        if result.name not in present:
            continue  # a result that the filter leaves out is not drawn as zero
        own = [row for row in rows if row["result"] == result.name]
        figure.add_bar(
            name=result.name,
            x=[row["day"] for row in own],
            y=[row["texts"] for row in own],
            width=BAR,
            marker={"color": COLOURS[result.name][is_dark], "line": {"width": 0}},
            hovertemplate="%{x|%b %-d, %Y}<br>%{y:,} %{fullData.name}<extra></extra>",
        )
    return _framed(figure, from_day, to_day, INK[is_dark])


def _framed(figure: go.Figure, from_day: date, to_day: date, ink: str) -> go.Figure:
    midnight = datetime.combine(from_day, time())
    days = (to_day - from_day).days + 1
    figure.update_layout(
        barmode="stack",
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 8, "b": 0},
        legend={"orientation": "h", "y": -0.16, "x": 0, "traceorder": "normal", "font": {"color": ink}},
        showlegend=True,
        dragmode=False,
        font={"color": ink, "size": 13},
    )
    figure.update_xaxes(
        type="date",
        range=[midnight - HALF_A_DAY, midnight + timedelta(days=days) - HALF_A_DAY],
        showgrid=False,
        tickformat="%b %-d" if days <= A_YEAR else "%b %Y",
        nticks=8,
        tickfont={"color": ink},
        fixedrange=True,
    )
    if days <= A_WEEK:
        figure.update_xaxes(dtick=DAY, tick0=midnight)
    figure.update_yaxes(rangemode="tozero", tickformat=",d", tickfont={"color": ink}, fixedrange=True)
    return figure
