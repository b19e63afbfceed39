"""The marks of notes on a chart over time: a bracket over the days of each, and its letter above it."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from data.words.catalog import _, ngettext
from pages.parts.draw.charts import Figure, as_text
from pages.parts.draw.colors import INK
from pages.parts.notes.on_days import Note, OnDays, sentence

Days = tuple[date, date]
ROOM = 18  # pixels above the chart for the letters
NARROWEST, LETTER, BETWEEN = 280, 8, 5  # pixels: the days of a chart on a phone, a letter, and a gap
EDGE = 0.03  # of the width: nearer to an end, a letter stands inside
LANES, LANE = 3, 0.014  # heights at which brackets end that would cover each other, as parts of the height
CLOSE = 0.12  # of the width: notes of one label that are closer together share a bracket
LINE_LETTERS, HOVERED = 48, 4  # letters of a line of the hover text, and notes in it
HALF_A_DAY = timedelta(hours=12)


class Label(NamedTuple):
    """One label above the chart, at a day: notes whose letters would cover each other share one."""

    day: date
    named: tuple[tuple[str, Note], ...]

    @property
    def letters(self) -> str:
        """The letters of its notes: "a", or "a–c" for several."""
        return "–".join(dict.fromkeys((self.named[0][0], self.named[-1][0])))


def marked(
    figure: Figure,
    on_days: OnDays,
    points: Mapping[date, Days],
    *,
    is_dark: bool,
    axes: Sequence[str] = ("y",),
    hover: Mapping[str, Any] | None = None,
) -> Figure:
    """Return a figure with the marks of notes, and as much higher as their letters need.

    `points` are the places of the days' axis at which the figure has values, each with the first and last
    day that it stands for: hovering one shows the notes on these days. `axes` are those of its panels, and
    `hover` has what else its traces say of these places.
    """
    if not on_days.notes:
        return figure
    layout, ink = figure["layout"], INK.on(is_dark=is_dark)
    margin = layout["margin"]
    added = {
        "height": layout["height"] + ROOM,
        "margin": {**margin, "t": margin["t"] + ROOM},
        "shapes": [*layout.get("shapes", ()), *_brackets(on_days, ink)],
        "annotations": [*layout.get("annotations", ()), *_letters(on_days, margin["t"])],
    }
    hovered = _hovered(on_days, points, {"marker": {"color": ink, "opacity": 0}, **(hover or {})})
    traces = [{**hovered, "yaxis": axis} for axis in axes]
    return {"data": [*figure["data"], *traces], "layout": {**layout, **added}}


def labels(on_days: OnDays) -> list[Label]:
    """Return the labels, from left to right; on a phone, none covers another."""
    merged: list[Label] = []
    for letter, note in on_days.lettered():
        merged.append(Label(_clipped(note, on_days)[0], ((letter, note),)))
        while len(merged) > 1 and _touch(merged[-2], merged[-1], on_days):
            right = merged.pop()
            left = merged.pop()
            merged.append(Label(left.day, (*left.named, *right.named)))
    return merged


def extent(label: Label, on_days: OnDays) -> tuple[float, float]:
    """Return where a label begins and ends on the narrowest chart, in pixels."""
    width = LETTER * len(label.letters)
    place = NARROWEST * _fraction(label.day, on_days)
    shift = {"left": 0.0, "center": width / 2, "right": float(width)}[_anchor(label.day, on_days)]
    return place - shift, place - shift + width


def _touch(left: Label, right: Label, on_days: OnDays) -> bool:
    return extent(left, on_days)[1] + BETWEEN > extent(right, on_days)[0]


def _letters(on_days: OnDays, above: float) -> list[dict[str, Any]]:
    return [
        {
            "text": f"<b>{label.letters}</b>",
            "hovertext": "<br>".join(_hover_text(letter, note) for letter, note in label.named),
            "showarrow": False,
            "x": _noon_before(label.day) + HALF_A_DAY,
            "xanchor": _anchor(label.day, on_days),
            "yref": "paper",
            "y": 1,
            "yanchor": "bottom",
            "yshift": above,
            "font": {"size": 12},
        }
        for label in labels(on_days)
    ]


def _brackets(on_days: OnDays, ink: str) -> list[dict[str, Any]]:
    """Return a bracket over the days of each note; one that would cover another ends a little higher."""
    ends: list[date] = []
    shapes = []
    for first, last in (days for label in labels(on_days) for days in _bracketed(label, on_days)):
        lane = next((place for place, end in enumerate(ends) if end < first), len(ends))
        ends[lane : lane + 1] = [last]
        left, right = _noon_before(first), _noon_before(last + timedelta(days=1))
        shapes.append(_bracket(left, right, 1 + LANE * (lane % LANES), ink))
    return shapes


def _bracketed(label: Label, on_days: OnDays) -> list[Days]:
    """Return the days under each bracket of a label: one for all notes that are close together."""
    every = [_clipped(note, on_days) for _letter, note in label.named]
    whole = min(first for first, _last in every), max(last for _first, last in every)
    is_close = _fraction(whole[1], on_days) - _fraction(whole[0], on_days) < CLOSE
    return [whole] if is_close else every


def _bracket(left: datetime, right: datetime, top: float, ink: str) -> dict[str, Any]:
    # In a path, Plotly takes "T" for a command.
    x0, x1 = (moment.strftime("%Y-%m-%d_%H:%M") for moment in (left, right))
    return {
        "type": "path",
        "path": f"M{x0},0L{x0},{top}L{x1},{top}L{x1},0",
        "yref": "paper",
        "line": {"width": 1, "dash": "dot", "color": ink},
        "fillcolor": "rgba(0, 0, 0, 0)",
    }


def _hovered(on_days: OnDays, points: Mapping[date, Days], looks: Mapping[str, Any]) -> dict[str, Any]:
    """Return an unseen trace that adds the notes to what is shown of the days that the mouse is on."""
    texts = {place: _hover_texts(on_days, days) for place, days in points.items()}
    places = [place for place, own in texts.items() if own]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": _("Notes on days"),
        "x": places,
        "y": [0] * len(places),
        "customdata": ["<br>".join(texts[place]) for place in places],
        "hovertemplate": "%{customdata}<extra></extra>",
        **looks,
    }


def _hover_texts(on_days: OnDays, days: Days) -> list[str]:
    """Return the notes on some days; of many, the first ones and how many more there are."""
    texts = [
        _hover_text(letter, note)
        for letter, note in on_days.lettered()
        if note["first_day"] <= days[1] and note["last_day"] >= days[0]
    ]
    left_out = len(texts) - HOVERED
    if left_out < 1:
        return texts
    listed = ngettext(
        "{number} more in the list below", "{number} more in the list below", left_out, number=left_out
    )
    return [*texts[:HOVERED], listed]


def _hover_text(letter: str, note: Note) -> str:
    text = _("Note {letter}, {note}", letter=letter, note=sentence(note))
    return "<br>".join(map(as_text, textwrap.wrap(text, LINE_LETTERS)))


def _clipped(note: Note, on_days: OnDays) -> Days:
    """Return the days of a note that the chart shows."""
    return max(note["first_day"], on_days.first), min(note["last_day"], on_days.last)


def _fraction(day: date, on_days: OnDays) -> float:
    """Return where the middle of a day is, as a part of the axis."""
    return ((day - on_days.first).days + 0.5) / ((on_days.last - on_days.first).days + 1)


def _anchor(day: date, on_days: OnDays) -> str:
    fraction = _fraction(day, on_days)
    if fraction < EDGE:
        return "left"
    return "right" if fraction > 1 - EDGE else "center"


def _noon_before(day: date) -> datetime:
    """Return where the bar of a day begins: it is centered at midnight, on an axis without zones."""
    return datetime.combine(day, time()) - HALF_A_DAY
