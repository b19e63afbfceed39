"""The figure of what was not delivered, by broadcast, school or reason: bars with their words on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any

from data.words import vocabulary
from pages.parts.draw import formatting
from pages.parts.draw.charts import COLOURS, ENOUGH, INK, Figure, framed

BAR_HEIGHT, LETTERS = 30, 26
ROOM = 2.15  # of the longest bar: for the label beside it
PALE = 0.4


@dataclass(frozen=True)
class Bar:
    """One bar: the key that a press chooses, its words, its label, and its length by result."""

    key: str
    name: str
    label: str
    lengths: Mapping[str, float]
    is_judged: bool = True


def by_share(rows: Sequence[Mapping[str, Any]], key: str, name: str, unnamed: str) -> list[Bar]:
    """Bars of undelivered shares, from "undelivered_by_broadcast" or "undelivered_by_school"."""
    return [
        _share_bar(list(own), key, name, unnamed) for _, own in groupby(rows, key=lambda row: row["place"])
    ]


def _share_bar(own: Sequence[Mapping[str, Any]], key: str, name: str, unnamed: str) -> Bar:
    first = own[0]
    is_judged = first["texts"] >= ENOUGH
    share = formatting.percent(first["undelivered_pct"]) if is_judged else "too few to judge"
    return Bar(
        first[key] or "",
        first[name] or unnamed,
        f"{share}  {formatting.count(first['all_undelivered'])} of {formatting.count(first['texts'])}",
        {row["result"]: 100 * row["undelivered"] / row["texts"] for row in own},
        is_judged,
    )


def most_first(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The rows of "reason_totals", which stand under their results, as a figure shows them."""
    return sorted(rows, key=lambda row: -row["texts"])


def by_reason(rows: Sequence[Mapping[str, Any]]) -> list[Bar]:
    """Bars of reasons, from "reason_totals", in their order; "not stated" is a bar for each result."""
    return [
        Bar(
            row["reason"] or vocabulary.NOT_STATED_KEY,
            vocabulary.reason_title(row["reason"]),
            f"{formatting.count(row['texts'])}  {formatting.percent(row['share_pct'])}",
            {row["result"]: row["texts"]},
        )
        for row in rows
    ]


def figure(bars: Sequence[Bar], chosen: Sequence[str], *, is_dark: bool) -> Figure:
    """Bars under each other, the worst first, with their names at the left and their labels at the end."""
    results = [name for name in COLOURS if any(name in bar.lengths for bar in bars)]
    longest = max((sum(bar.lengths.values()) for bar in bars), default=0) or 1
    return framed(
        [_trace(bars, result, chosen, is_dark=is_dark) for result in results],
        BAR_HEIGHT * len(bars) + 8,
        is_dark=is_dark,
        xaxis={"visible": False, "range": [0, longest * ROOM], "fixedrange": True},
        yaxis={
            "tickvals": list(range(len(bars))),
            "ticktext": [_short(bar.name) for bar in bars],
            "range": [len(bars) - 0.5, -0.5],
            "fixedrange": True,
            "automargin": True,
            "showgrid": False,
            "zeroline": False,
            "ticklabelstandoff": 6,
            "tickfont": {"color": INK[is_dark]},
        },
        annotations=[_label(place, bar) for place, bar in enumerate(bars)],
    )


def _trace(bars: Sequence[Bar], result: str, chosen: Sequence[str], *, is_dark: bool) -> dict[str, Any]:
    is_seen = [bar.is_judged and (not chosen or bar.key in chosen) for bar in bars]
    return {
        "type": "bar",
        "orientation": "h",
        "name": result,
        "x": [bar.lengths.get(result, 0) for bar in bars],
        "y": list(range(len(bars))),
        "width": 0.62,
        "marker": {
            "color": COLOURS[result][is_dark],
            "line": {"width": 0},
            "opacity": [1 if seen else PALE for seen in is_seen],
        },
        "customdata": [[bar.key, _as_words(bar.name), bar.label] for bar in bars],
        "hovertemplate": "%{customdata[1]}<br>%{customdata[2]}<br>%{fullData.name}<extra></extra>",
    }


def _label(place: int, bar: Bar) -> dict[str, Any]:
    return {
        "x": sum(bar.lengths.values()),
        "y": place,
        "text": bar.label,
        "xanchor": "left",
        "xshift": 6,
        "showarrow": False,
        "font": {"size": 12},
    }


def _short(name: str) -> str:
    return _as_words(name if len(name) <= LETTERS else f"{name[: LETTERS - 1].rstrip()}…")


def _as_words(name: str) -> str:
    """A name as it is, where Plotly would take it for marks and links."""
    return escape(name, quote=False)
