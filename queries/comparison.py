"""What the figures of a selection are compared with: the period before, or texts of another kind.

`compared` returns the other texts as a `Compared`, whose `parameters()` a question takes that counts both:

    run("outcome_changes", viewer, selection, **comparison.parameters(compared(selection, BEFORE)))

Periods move by whole weeks, so that each day meets the same weekday.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date, timedelta

from data.words import catalog
from data.words.catalog import _
from queries.selection import FIRST_DAY, LAST_DAY, Selection

BEFORE, WEEKDAYS, LAST_YEAR, BROADCAST = "before", "weekdays", "last_year", "broadcast"
KINDS = (BEFORE, WEEKDAYS, LAST_YEAR, BROADCAST)
NONE = "none"  # in the URL, beside the kinds

A_WEEK, A_YEAR = 7, 364  # days; a year of whole weeks
PERIODS = 4  # whose average the same weekdays are compared with

# Of questions that count both sides. Null days compare with nothing, null broadcasts with all of them.
PARAMETERS = (
    "compared_from",
    "compared_until",
    "compared_days",
    "compared_every",
    "compared_broadcasts",
)


@dataclass(frozen=True)
class Compared:
    """The texts that a selection is compared with: of `selection`, whose days enclose every period.

    Several periods of `days` days begin `every` days after each other; their counts are averages. One
    period has no gaps, and `every` is None.
    """

    kind: str
    selection: Selection
    days: int | None = None
    every: int | None = None

    def periods(self) -> list[tuple[date, date]]:
        """Return the first and last day of each period, the newest first; none for all days."""
        first, last = self.selection.from_day, self.selection.to_day
        if first is None or last is None:
            return []
        if self.days is None or self.every is None:
            return [(first, last)]
        own, step = timedelta(days=self.days - 1), timedelta(days=self.every)
        return [(first + place * step, first + place * step + own) for place in reversed(range(PERIODS))]

    def days_sentence(self) -> str:
        """Return the days of every period, as people read them: "Aug 27–Sep 25, 2026"."""
        return catalog.and_listing(catalog.days(*days) for days in self.periods()) or _("all days")


def compared(selection: Selection, kind: str, broadcast: str | None = None) -> Compared | None:
    """Return what a selection is compared with, by one of KINDS; None if there is nothing.

    `broadcast` is the id of the other broadcast, or its name if it has none. The filters besides days (and
    broadcasts, for another one) stay. A selection without both of its days has no other period.
    """
    if kind == BROADCAST:
        alone = replace(selection, from_day=None, to_day=None, day=None, broadcasts=(broadcast or "",))
        return Compared(kind, alone) if broadcast else None
    first, last = selection.day or selection.from_day, selection.day or selection.to_day
    if kind not in KINDS or first is None or last is None or last < first:
        return None
    days = (last - first).days + 1
    back = timedelta(days=A_YEAR if kind == LAST_YEAR else math.ceil(days / A_WEEK) * A_WEEK)
    periods = PERIODS if kind == WEEKDAYS else 1
    if first - FIRST_DAY < periods * back:
        return None
    other = replace(selection, from_day=first - periods * back, to_day=last - back, day=None)
    return Compared(kind, other, days, back.days) if periods > 1 else Compared(kind, other)


def parameters(other: Compared | None) -> dict[str, object]:
    """Return the parameters of questions that count both sides; all of them null for no comparison."""
    values: dict[str, object] = dict.fromkeys(PARAMETERS)
    if other is None:
        return values
    selection = other.selection
    return {
        "compared_from": selection.from_day or FIRST_DAY,
        "compared_until": (selection.to_day or LAST_DAY) + timedelta(days=1),
        "compared_days": other.days,
        "compared_every": other.every,
        "compared_broadcasts": None if selection.broadcasts is None else list(selection.broadcasts),
    }
