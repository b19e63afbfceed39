"""Notes on any days, for any schools, are those that a plain comparison of days finds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import queries
from data.tables.schemas import DAY_NOTES
from queries import Selection
from tests.answers import Fill
from tests.viewers import limited_to

FIRST = date(2026, 8, 1)
SCHOOLS = ("Grant Elementary", "Lincoln High", "Oak")
places = st.integers(-10, 130)
some_schools = st.none() | st.lists(st.sampled_from(SCHOOLS), min_size=1, unique=True).map(tuple)


def _note(number: int) -> dict[str, Any]:
    first = FIRST + timedelta(days=number * 37 % 120)
    last = first + timedelta(days=(0, 0, 1, 3, 30)[number % 5])
    school = (None, *SCHOOLS)[number % 4]
    days = {"first_day": first, "last_day": last, "school": school, "note": "Snow day"}
    written = {"written_by": "ann", "written_at": datetime(2026, 12, 1, tzinfo=UTC)}
    return {"note_id": f"n{number:02}", **days, **written}


NOTES = [*map(_note, range(60))]


@pytest.fixture(scope="module")
def _reading(uri: str, fill: Fill) -> Iterator[None]:
    fill(uri, {"day_notes": pa.Table.from_pylist(NOTES, schema=DAY_NOTES)})
    with queries.reading(uri):
        yield


@pytest.mark.usefixtures("_reading")
@given(places, places, some_schools, some_schools, st.integers(1, 20))
def test_the_notes_of_days_are_those_with_one_of_the_days(
    one: int, other: int, allowed: tuple[str, ...] | None, selected: tuple[str, ...] | None, most: int
) -> None:
    first, last = (FIRST + timedelta(days=place) for place in sorted((one, other)))
    expected = [
        note
        for note in NOTES
        if note["first_day"] <= last
        and note["last_day"] >= first
        and all(schools is None or note["school"] in (None, *schools) for schools in (allowed, selected))
    ]
    newest = sorted(expected, key=lambda note: note["note_id"])
    newest.sort(key=lambda note: (note["last_day"], note["first_day"]), reverse=True)
    oldest_first = sorted(
        newest[:most], key=lambda note: (note["first_day"], note["last_day"], note["note_id"])
    )
    selection = Selection(first, last, schools=selected)
    answer = queries.run("day_notes", limited_to(allowed), selection, rows=most).to_pylist()
    assert [row["note_id"] for row in answer] == [note["note_id"] for note in oldest_first]
    assert {row["of_notes"] for row in answer} <= {len(expected)}
