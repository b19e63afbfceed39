"""The waterfall of contacts: all of them, those lost at each step, and those who can be texted.

No Streamlit here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from data.words import number_words
from data.words.catalog import _, percent
from pages.parts.draw import tables
from pages.parts.draw.charts import Figure, framed, title_axis
from pages.parts.draw.clicks import attribute
from pages.parts.draw.colors import ACCENT, QUIET, RESULTS
from pages.parts.draw.html import Markup
from pages.parts.draw.tables import Column
from queries.numbers.fields import OBSTACLE

BAR_HEIGHT = 34
ROOM = 1.45  # times the longest bar, for the labels at the ends of bars
LOSS = RESULTS["ineligible"]
Row = Mapping[str, Any]


class Step(NamedTuple):
    """A bar: its obstacle ("" for the first and last), title, meaning, contacts, and where it begins."""

    obstacle: str
    title: str
    meaning: str
    contacts: int
    begins: int


def steps(row: Row) -> list[Step]:
    """Return the bars of a row of "who_can_be_texted"."""
    left = row["contacts"]
    bars = [Step("", _("All contacts"), _("On the latest contact lists."), left, 0)]
    for obstacle in number_words.OBSTACLES:
        left -= row[obstacle.key]
        bars.append(Step(obstacle.key, obstacle.title, obstacle.meaning, row[obstacle.key], left))
    can = _("Opted in, at a number that can receive texts.")
    return [*bars, Step("", _("Can be texted"), can, row["can_be_texted"], 0)]


def figure(row: Row, selected: Sequence[str], *, is_dark: bool) -> Figure:
    """Return the bars under each other; those of obstacles that aren't selected are paler."""
    bars, places = steps(row), list(range(len(number_words.OBSTACLES) + 2))
    colors = [_color(bar, place).on(is_dark=is_dark) for place, bar in enumerate(bars)]
    is_pale = [bool(selected) and bool(bar.obstacle) and bar.obstacle not in selected for bar in bars]
    trace = {
        "type": "bar",
        "orientation": "h",
        "x": [bar.contacts for bar in bars],
        "base": [bar.begins for bar in bars],
        "y": places,
        "width": 0.66,
        "marker": {
            "color": colors,
            "line": {"width": 0},
            "opacity": [1 - 0.6 * own for own in is_pale],
        },
        "customdata": [f"{bar.title}: {_label(bar, row)}" for bar in bars],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    return framed(
        [trace],
        BAR_HEIGHT * len(bars) + 8,
        is_dark=is_dark,
        xaxis={"visible": False, "range": [0, (row["contacts"] or 1) * ROOM], "fixedrange": True},
        yaxis=title_axis([bar.title for bar in bars], is_dark=is_dark),
        annotations=[_annotation(place, bar, row) for place, bar in enumerate(bars)],
    )


def table(row: Row, selected: Sequence[str]) -> Markup:
    """Return the same figures as a table; a click on an obstacle filters the list."""
    bars = steps(row)
    return tables.table(
        [
            Column(_("Step"), [bar.title for bar in bars]),
            Column(_("Contacts"), [bar.contacts for bar in bars]),
            Column(_("Share"), [_share(bar, row) for bar in bars], is_count=True),
            Column(_("What it means"), [bar.meaning for bar in bars], is_long=True),
        ],
        label(),
        buttons=[
            attribute(OBSTACLE.key, bar.obstacle, is_selected=bar.obstacle in selected)
            if bar.obstacle
            else None
            for bar in bars
        ],
        kind="steps",
        is_stacked=False,
    )


def label() -> str:
    """Return the title of the chart and of its table."""
    return _("Contacts, and where they are lost")


def _color(bar: Step, place: int) -> Any:
    if bar.obstacle:
        return LOSS
    return ACCENT if place else QUIET


def _share(bar: Step, row: Row) -> str:
    return percent(100 * bar.contacts / row["contacts"]) if row["contacts"] else ""


def _label(bar: Step, row: Row) -> str:
    sign = "\N{MINUS SIGN}" if bar.obstacle and bar.contacts else ""
    if not bar.obstacle and not bar.begins and bar.contacts == row["contacts"]:
        return _("{number}", number=bar.contacts)
    return _("{sign}{number} ({share})", sign=sign, number=bar.contacts, share=_share(bar, row))


def _annotation(place: int, bar: Step, row: Row) -> dict[str, Any]:
    return {
        "x": bar.begins + bar.contacts,
        "y": place,
        "text": _label(bar, row),
        "xanchor": "left",
        "xshift": 6,
        "showarrow": False,
        "font": {"size": 12},
    }
