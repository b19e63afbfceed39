"""A long download cut into ranges of days; each is sorted quickly and in little memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from queries import Selection

ROWS = (
    100_000  # per slice: each one reads the files of its month, and a larger one needs more memory to sort
)
FIRST_ROWS = 20_000  # in the first slice, so that the file begins soon


def slices(
    selection: Selection,
    texts_by_day: Sequence[tuple[date, int]],
    rows: int = ROWS,
    first_rows: int = FIRST_ROWS,
) -> list[Selection]:
    """Return selections that together are the selection, newest days first, by the texts of each day.

    A slice has no more than `rows` rows, the first one `first_rows`, unless a single day has more. Days
    without a count are in some slice too.
    """
    starts = _starts(texts_by_day, rows, first_rows)
    if not starts:
        return [selection]
    # The days after the newest start, and those before the oldest one, are as open as the selection.
    ends = [selection.to_day, *(start - timedelta(days=1) for start in starts)]
    begins = [*starts, selection.from_day]
    return [replace(selection, from_day=begin, to_day=end) for begin, end in zip(begins, ends, strict=True)]


def _starts(texts_by_day: Sequence[tuple[date, int]], rows: int, first_rows: int) -> list[date]:
    """Return the first days of all slices except the oldest, newest first."""
    starts: list[date] = []
    total, newer = 0, None
    for day, texts in sorted(texts_by_day, reverse=True):
        if newer and total + texts > (rows if starts else first_rows):
            starts.append(newer)
            total = 0
        total += texts
        newer = day
    return starts
