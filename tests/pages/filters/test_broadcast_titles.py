"""The titles of broadcasts, which are written once for each answer: a district has thousands."""

from __future__ import annotations

from datetime import date

from data.access import person_at_machine
from pages.parts.filters import options
from queries import Selection, run

SEPTEMBER = Selection(date(2026, 9, 1), date(2026, 9, 30))


def test_titles_are_those_of_the_days_and_written_once() -> None:
    viewer = person_at_machine()
    titles = options._broadcast_titles(viewer, SEPTEMBER)
    answer = run("broadcast_names", viewer, SEPTEMBER)
    assert list(titles) == [row["broadcast_id"] or row["broadcast"] for row in answer.to_pylist()]
    assert options._broadcast_titles(viewer, Selection(date(1999, 1, 1), date(1999, 1, 2))) == {}
    assert options._broadcast_titles(viewer, SEPTEMBER) is titles


def test_titles_of_few_answers_stay_written() -> None:
    viewer = person_at_machine()
    for day in range(1, options.KEPT_LISTS + 5):
        options._broadcast_titles(viewer, Selection(date(2026, 9, day), date(2026, 9, day)))
    assert len(options._written) <= options.KEPT_LISTS
