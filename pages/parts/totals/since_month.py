"""How the texts of a month differ from those of the month before, as far as rounded counts say it.

A change is worked out from the rounded counts of both months, which the page shows anyway, so it tells no
more than they do. No Streamlit here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from data.words import catalog
from data.words.catalog import _
from pages.parts.draw import formatting
from pages.parts.totals.rounded_table import TOTAL, Changes, LineKey, lines_of

Row = Mapping[str, Any]
MOST_OFF, MOST_SMALL = 2, 4  # by which a rounded count is off, and a count under 5 that a sum leaves out


def month_before(month: date) -> date:
    """Return the first day of the month before one."""
    return (month - timedelta(days=1)).replace(day=1)


def changes(rows: Sequence[Row], before: Sequence[Row]) -> Changes:
    """Return how the texts of each line changed, from the rows of "rounded_results" of both months.

    A line without a count of 5 in one of them has none. One that rounding alone could make is no change.
    """
    own, other = lines_of(rows), lines_of(before)
    off = _unsure(own), _unsure(other)
    words = {}
    for key in own.keys() & other.keys():
        texts, texts_before = (_sum(lines[key]) for lines in (own, other))
        if texts and texts_before:
            is_sure = abs(texts - texts_before) > off[0][key] + off[1][key]
            words[key] = formatting.signed(texts - texts_before, 0) if is_sure else _("About the same")
    return Changes(_("Change from {month}", month=catalog.month(before[0]["first_day"])), words)


def _sum(line: Sequence[Row]) -> int:
    texts: int = next(row["texts"] for row in line if row["result"] is None)
    return texts


def _unsure(lines: Mapping[LineKey, Sequence[Row]]) -> dict[LineKey, int]:
    """Return by how much the texts of each line can be off, and those of all schools."""
    off = {
        key: sum(MOST_OFF if row["texts"] else MOST_SMALL for row in line if row["result"])
        for key, line in lines.items()
        if key[0] != TOTAL
    }
    return {**off, (TOTAL, None): sum(off.values())}
