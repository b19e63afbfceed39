"""The chart of a reminder batch: the share that opted in, reminded and not reminded. No Streamlit here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.words.catalog import _
from pages.parts.draw import colors, formatting
from pages.parts.draw.charts import Figure, framed
from pages.parts.draw.colors import Shades
from pages.parts.draw.html import Markup
from pages.parts.opt_in_reminders.results.results_tables import REMINDED, Row, share, time_title, total_rows

COLORS: dict[bool, Shades] = {True: colors.STATUSES["opted_in"], False: colors.QUIET}
PALE = 0.4  # the opacity of shares of too few numbers


def figure(rows: Sequence[Row], *, is_dark: bool) -> Figure:
    """Return the bars after each time, reminded beside not reminded, from "reminder_outcomes"."""
    totals = total_rows(rows)
    highest = max((row["share_pct"] or 0 for row in totals), default=0) or 1
    return framed(
        [_trace(totals, is_reminded=is_reminded, is_dark=is_dark) for is_reminded in REMINDED],
        230,
        is_dark=is_dark,
        barmode="group",
        bargap=0.35,
        xaxis={
            "type": "category",
            "fixedrange": True,
            "showgrid": False,
            "tickfont": {"color": colors.INK.on(is_dark=is_dark)},
        },
        yaxis={"visible": False, "range": [0, highest * 1.3], "fixedrange": True},
    )


def legend() -> Markup:
    """Return the line above the chart that names its two groups, each with its color."""
    item = Markup('<span><i style="background: light-dark({}, {})"></i>{}</span>')
    items = [item.format(*COLORS[is_reminded], _(title)) for is_reminded, title in REMINDED.items()]
    return Markup('<p class="sms legend keyed">{}</p>').format(Markup(" ").join(items))


def _trace(totals: Sequence[Row], *, is_reminded: bool, is_dark: bool) -> dict[str, Any]:
    rows = [row for row in totals if row["is_reminded"] == is_reminded]
    return {
        "type": "bar",
        "name": _(REMINDED[is_reminded]),
        "x": [time_title(row) for row in rows],
        "y": [row["share_pct"] for row in rows],
        "text": [_label(row) for row in rows],
        "customdata": [share(row) for row in rows],
        "textposition": "outside",
        "cliponaxis": False,
        "textfont": {"color": colors.INK.on(is_dark=is_dark), "size": 12},
        "marker": {
            "color": COLORS[is_reminded].on(is_dark=is_dark),
            "opacity": [PALE if row["is_small"] else 1 for row in rows],
            "pattern": {
                "shape": ["" if row["is_over"] else "/" for row in rows],
                "fillmode": "overlay",
                "size": 6,
            },
        },
        "hovertemplate": "%{x}: %{customdata}<br>%{fullData.name}<extra></extra>",
    }


def _label(row: Row) -> str:
    counts = {"opted_in": row["opted_in"], "numbers": row["numbers"]}
    if row["is_small"]:
        return _("too few<br>{opted_in} of {numbers}", **counts)
    return _("{share}<br>{opted_in} of {numbers}", share=formatting.percent(row["share_pct"]), **counts)
