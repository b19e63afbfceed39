"""The chart of undelivered texts by broadcast, school or reason: bars under each other, with labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from data.words import vocabulary
from data.words.catalog import _, percent
from pages.parts.draw import colors, formatting
from pages.parts.draw.charts import ENOUGH, Figure, as_text, framed, title_axis
from pages.parts.sms_log import changes
from pages.parts.sms_log.undelivered.levels import Level
from queries.comparison import Compared

BAR_HEIGHT, LETTERS = 36, 26  # the height has room for a label of two lines
WIDTH, LETTER = 120, 6  # in pixels: of the bars and labels on a narrow screen, and of a letter of a label
PALE = 0.4


@dataclass(frozen=True)
class Bar:
    """One bar: the key that a click selects, its title, its label, and its length by name of result.

    `change` is what is said of it against other texts, "" for nothing.
    """

    key: str
    title: str
    label: str
    lengths: Mapping[str, float]
    is_comparable: bool = True
    change: str = ""


def share_bars(rows: Sequence[Mapping[str, Any]], level: Level, other: Compared | None = None) -> list[Bar]:
    """Return bars of undelivered shares, from "undelivered_by_broadcast" or "undelivered_by_school"."""
    places = groupby(rows, key=lambda row: row["place"])
    return [_share_bar(list(own), level, other) for _place, own in places]


def _share_bar(own: Sequence[Mapping[str, Any]], level: Level, other: Compared | None) -> Bar:
    first = own[0]
    is_comparable = first["texts"] >= ENOUGH
    counts = {"undelivered": first["all_undelivered"], "texts": first["texts"]}
    share = percent(first["undelivered_pct"])
    change = changes.change(first, other)
    if not is_comparable:
        label = _("Too few to compare\n{undelivered} of {texts}", **counts)
    elif change:
        points = formatting.signed(first["change_points"])
        label = _("{share} ({change})\n{undelivered} of {texts}", share=share, change=points, **counts)
    else:
        label = _("{share}\n{undelivered} of {texts}", share=share, **counts)
    return Bar(
        first[level.key_column] or "",
        first[level.name_column] or _(level.not_stated),
        label,
        {row["result"]: 100 * row["undelivered"] / row["texts"] for row in own},
        is_comparable,
        _("{change}, {before}", change=change.words, before=change.before) if change else "",
    )


def reason_bars(rows: Sequence[Mapping[str, Any]]) -> list[Bar]:
    """Return bars of reasons, from "reason_totals", in their order; "Not stated" has a bar per result."""
    return [
        Bar(
            row["reason"] or vocabulary.NOT_STATED_KEY,
            vocabulary.reason_title(row["reason"]),
            _("{number}  {share}", number=row["texts"], share=percent(row["share_pct"])),
            {row["result"]: row["texts"]},
        )
        for row in rows
    ]


def figure(bars: Sequence[Bar], selected: Sequence[str], *, is_dark: bool) -> Figure:
    """Return bars under each other in their order, with titles at the left and labels at the end."""
    results = [name for name in vocabulary.RESULT_OF if any(name in bar.lengths for bar in bars)]
    longest = max((sum(bar.lengths.values()) for bar in bars), default=0) or 1
    return framed(
        [_trace(bars, result, selected, is_dark=is_dark) for result in results],
        BAR_HEIGHT * len(bars) + 8,
        is_dark=is_dark,
        xaxis={"visible": False, "range": [0, longest * _room(bars)], "fixedrange": True},
        yaxis=title_axis([_short(bar.title) for bar in bars], is_dark=is_dark),
        annotations=[_label(place, bar) for place, bar in enumerate(bars)],
    )


def _room(bars: Sequence[Bar]) -> float:
    """Return how many times the longest bar is as long as the axis, which has room for the labels."""
    lines = [line for bar in bars for line in bar.label.splitlines()]
    labels = max(map(len, lines), default=0) * LETTER
    return WIDTH / max(WIDTH - labels, WIDTH / 5)


def _trace(bars: Sequence[Bar], name: str, selected: Sequence[str], *, is_dark: bool) -> dict[str, Any]:
    is_strong = [bar.is_comparable and (not selected or bar.key in selected) for bar in bars]
    title = vocabulary.RESULT_OF[name].title
    return {
        "type": "bar",
        "orientation": "h",
        "name": title,
        "x": [bar.lengths.get(name, 0) for bar in bars],
        "y": list(range(len(bars))),
        "width": 0.62,
        "marker": {
            "color": colors.result_shades(name).on(is_dark=is_dark),
            "line": {"width": 0},
            "opacity": [1 if strong else PALE for strong in is_strong],
        },
        "customdata": [[bar.key, "<br>".join(_hover(bar, title))] for bar in bars],
        "hovertemplate": "%{customdata[1]}<extra></extra>",
    }


def _hover(bar: Bar, result: str) -> list[str]:
    label = bar.label.replace("\n", "  ")
    return [line for line in (as_text(bar.title), label, bar.change, result) if line]


def _label(place: int, bar: Bar) -> dict[str, Any]:
    return {
        "x": sum(bar.lengths.values()),
        "y": place,
        "text": bar.label.replace("\n", "<br>"),
        "align": "left",
        "xanchor": "left",
        "xshift": 6,
        "showarrow": False,
        "font": {"size": 12},
    }


def _short(title: str) -> str:
    return as_text(title if len(title) <= LETTERS else f"{title[: LETTERS - 1].rstrip()}…")
