"""The marks behind the bars of days: shades over days without a log, and the usual range of shares."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from data.words.catalog import _
from pages.parts.draw.colors import LINE, QUIET

HALF_A_DAY = timedelta(hours=12)
NARROWEST, ACROSS, UPRIGHT = 280, 48, 15  # pixels: the days of a chart on a phone, and room for a label


def without_log(days: Sequence[date], axis_days: int, *, is_dark: bool) -> list[dict[str, Any]]:
    """Return a shade over each run of days of an axis of so many days.

    A run has a label if that fits inside on a phone, across or upright, so that no two overlap. If none
    fits, the longest run has one.
    """
    numbered = groupby(enumerate(days), key=lambda pair: pair[1] - timedelta(days=pair[0]))
    runs = [[day for _place, day in run] for _first, run in numbered]
    labels = [_label(NARROWEST * len(run) / axis_days) for run in runs]
    if runs and not any(labels):
        labels[max(range(len(runs)), key=lambda place: len(runs[place]))] = _words()
    return [
        {
            "type": "rect",
            "x0": midnight(run[0]) - HALF_A_DAY,
            "x1": midnight(run[-1]) + HALF_A_DAY,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"width": 0},
            "fillcolor": LINE.on(is_dark=is_dark),
            "opacity": 0.45,
            "layer": "below",
            **({"label": label} if label else {}),
        }
        for run, label in zip(runs, labels, strict=True)
    ]


def _label(width: float) -> dict[str, Any]:
    """Return the label of a shade that is so wide on the narrowest chart; nothing if it doesn't fit."""
    if width >= ACROSS:
        return _words()
    return _words() | {"textangle": -90} if width >= UPRIGHT else {}


def _words() -> dict[str, Any]:
    return {"text": _("No log"), "font": {"size": 11}}


def usual_range(shares: tuple[float, float] | None, *, is_dark: bool) -> list[dict[str, Any]]:
    """Return a band over the usual shares, in percent; nothing if there is no usual range."""
    if shares is None:
        return []
    place = {"xref": "paper", "x0": 0, "x1": 1, "yref": "y2", "y0": shares[0], "y1": shares[1]}
    look = {"line": {"width": 0}, "fillcolor": QUIET.on(is_dark=is_dark), "opacity": 0.16, "layer": "below"}
    return [{"type": "rect", **place, **look}]


def midnight(day: date) -> datetime:
    """Return where a day begins on the axis, which knows no zone; its bar is centered there."""
    return datetime.combine(day, time())
