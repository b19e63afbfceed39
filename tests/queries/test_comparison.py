"""What a selection is compared with: its periods meet the same weekdays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries import Selection, comparison
from queries.comparison import BEFORE, BROADCAST, KINDS, LAST_YEAR, WEEKDAYS, compared, parameters
from queries.fields import AGAINST

SEPTEMBER_27 = date(2026, 9, 27)
THIRTY_DAYS = Selection(date(2026, 10, 1), date(2026, 10, 30), schools=("Oak",))
TUESDAY = Selection(date(2026, 10, 1), date(2026, 10, 30), day=date(2026, 10, 6))


@pytest.mark.parametrize(
    ("selection", "kind", "sentence"),
    [
        (THIRTY_DAYS, BEFORE, "Aug 27–Sep 25, 2026"),
        (TUESDAY, BEFORE, "Sep 29, 2026"),
        (Selection(date(2026, 10, 24), date(2026, 10, 30)), BEFORE, "Oct 17–23, 2026"),
        (Selection(date(2026, 10, 23), date(2026, 10, 30)), BEFORE, "Oct 9–16, 2026"),
        (THIRTY_DAYS, LAST_YEAR, "Oct 2–31, 2025"),
        (TUESDAY, WEEKDAYS, "Sep 29, 2026, Sep 22, 2026, Sep 15, 2026, and Sep 8, 2026"),
    ],
)
def test_the_compared_days_are_whole_weeks_before(selection: Selection, kind: str, sentence: str) -> None:
    other = compared(selection, kind)
    assert other
    assert other.days_sentence() == sentence
    assert other.selection.schools == selection.schools
    assert other.selection.day is None


def test_another_broadcast_is_compared_on_all_days() -> None:
    other = compared(THIRTY_DAYS, BROADCAST, "B-1")
    assert other
    assert other.selection == Selection(schools=("Oak",), broadcasts=("B-1",))
    assert other.days_sentence() == "all days"
    assert parameters(other)["compared_broadcasts"] == ["B-1"]
    assert compared(THIRTY_DAYS, BROADCAST) is None


@pytest.mark.parametrize(
    "selection", [Selection(), Selection(SEPTEMBER_27), Selection(to_day=SEPTEMBER_27)]
)
def test_all_days_have_no_period_before(selection: Selection) -> None:
    assert compared(selection, BEFORE) is None


def test_days_before_all_logs_compare_with_nothing() -> None:
    assert compared(Selection(date(1970, 1, 8), date(1970, 1, 14)), BEFORE)
    assert compared(Selection(date(1970, 1, 7), date(1970, 1, 13)), BEFORE) is None
    assert compared(THIRTY_DAYS, comparison.NONE) is None


def test_every_kind_can_be_selected() -> None:
    assert [*AGAINST.titles] == [*KINDS, comparison.NONE]


@given(
    first=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    days=st.integers(1, 1200),
    kind=st.sampled_from([BEFORE, WEEKDAYS, LAST_YEAR]),
)
def test_each_period_has_as_many_days_of_the_same_weekdays(first: date, days: int, kind: str) -> None:
    last = first + timedelta(days=days - 1)
    other = compared(Selection(first, last), kind)
    assert other
    periods = other.periods()
    assert all((until - since).days == days - 1 for since, until in periods)
    assert all(since.weekday() == first.weekday() for since, _until in periods)
    if kind != LAST_YEAR:
        assert all(until < first for _since, until in periods)
        gaps = [
            newer - until
            for (newer, _), (_, until) in zip([(first, last), *periods], periods, strict=False)
        ]
        assert all(timedelta(days=1) <= gap <= timedelta(days=7) for gap in gaps), "directly before"
    enclosed = (other.selection.from_day, other.selection.to_day)
    assert enclosed == (periods[-1][0], periods[0][1])
