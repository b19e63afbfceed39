"""A long download cut into stretches of days, each of which is sorted quickly and in little memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from queries import Selection

ROWS = 100_000  # a slice: each of them reads the files of its month, and a larger one sorts in more memory
FIRST_ROWS = 20_000  # the first slice, so that the file begins soon


def slices(
    selection: Selection, counts: Sequence[tuple[date, int]], rows: int = ROWS, first_rows: int = FIRST_ROWS
) -> list[Selection]:
    """Selections that together are the selection, newest days first, by the texts that each day has.

    A slice has no more rows than asked for, unless one day has. Days without a count are in some slice too.
    """
    starts = _starts(counts, rows, first_rows)
    if not starts:
        return [selection]
    # The days after the newest start, and those before the oldest one, are open as the selection is.
    ends = [selection.to_day, *(start - timedelta(days=1) for start in starts)]
    begins = [*starts, selection.from_day]
    return [replace(selection, from_day=begin, to_day=end) for begin, end in zip(begins, ends, strict=True)]


def _starts(counts: Sequence[tuple[date, int]], rows: int, first_rows: int) -> list[date]:
    """The first days of all slices but the oldest, newest first."""
    starts: list[date] = []
    held, newer = 0, None
    for day, texts in sorted(counts, reverse=True):
        if newer and held + texts > (rows if starts else first_rows):
            starts.append(newer)
            held = 0
        held += texts
        newer = day
    return starts
