"""How a long download is cut into ranges of days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

import queries
from data import settings
from data.access import person_at_machine
from pages.parts.downloads.slices import slices
from queries import Selection
from queries.selection import FIRST_DAY, LAST_DAY

FIRST = date(2026, 9, 1)
ENDS = ((None, None), (FIRST, FIRST + timedelta(days=40)))
COUNTS = st.dictionaries(st.integers(0, 40), st.integers(1, 60)).map(
    lambda counts: [(FIRST + timedelta(days=place), texts) for place, texts in counts.items()]
)


@given(COUNTS, st.integers(1, 80), st.integers(1, 80), st.sampled_from(ENDS))
def test_slices_hold_each_day_of_the_selection_once_newest_first(
    counts: list[tuple[date, int]], rows: int, first_rows: int, ends: tuple[date | None, date | None]
) -> None:
    whole = Selection(ends[0], ends[1], schools=("Oak",))
    cut = slices(whole, counts, rows, first_rows)
    assert (cut[0].to_day, cut[-1].from_day) == (whole.to_day, whole.from_day)
    for newer, older in pairwise(cut):
        assert newer.from_day is not None
        assert older.to_day == newer.from_day - timedelta(days=1)
    assert {part.schools for part in cut} == {("Oak",)}
    for place, part in enumerate(cut):
        inside = [
            texts
            for day, texts in counts
            if (part.from_day or FIRST_DAY) <= day <= (part.to_day or LAST_DAY)
        ]
        assert len(inside) <= 1 or sum(inside) <= (rows if place else first_rows)


def test_slices_together_are_the_answer_in_its_order() -> None:
    whole, viewer = Selection(), person_at_machine()
    days: dict[date, int] = {}
    with queries.reading(settings.load().logs):
        for row in queries.run("results_by_day", viewer, whole).to_pylist():
            days[row["day"]] = days.get(row["day"], 0) + row["texts"]
        cut = slices(whole, list(days.items()), rows=20, first_rows=5)
        assert len(cut) > 4
        parts = [queries.run("messages", viewer, part) for part in cut]
        assert pa.concat_tables(parts) == queries.run("messages", viewer, whole)


def test_one_day_is_one_slice() -> None:
    selection = Selection(FIRST, FIRST + timedelta(days=9), day=FIRST)
    assert slices(selection, [(FIRST, 10**9)]) == [selection]
    assert slices(selection, []) == [selection]
