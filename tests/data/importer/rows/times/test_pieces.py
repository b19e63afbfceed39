"""Which columns make one time: a date's, that of its time of day, and that of its zone."""

from __future__ import annotations

import pytest

from data.importer.recognize import formats
from data.importer.recognize.columns import Recognized
from data.importer.rows.times import pieces

LOG = formats.by_id("log")


def _recognized(*header: str) -> Recognized:
    return Recognized(LOG, header, (("requested_at", 0),))


@pytest.mark.parametrize(
    ("texts", "places"), [(["5/6/2026 2:05 PM"], (1,)), (["5/6/2026 2:05 PM CT"], ()), (["soon"], (1,))]
)
def test_a_column_of_zones_counts_where_the_times_have_none(
    texts: list[str], places: tuple[int, ...]
) -> None:
    assert pieces.of_zone(_recognized("Sent", "Time Zone"), texts) == places
    assert pieces.of_zone(_recognized("Sent", "Else"), texts) == ()


@pytest.mark.parametrize(
    ("own", "beside", "places"),
    [
        (["5/6/2026"], ["2:05 PM"], (0, 1)),
        (["5/6/2026 12:00:00 AM"], ["2:05 PM"], (0, 1)),
        (["5/6/2026 2:05 PM"], ["2:05 PM"], (0,)),
        (["5/6/2026"], ["soon"], (0,)),
        (["5/6/2026"], ["2:05 PM", "Sent Time", "3:05 PM"], (0, 1)),
        (["5/6/2026"], ["2:05 PM", "Sent Time"], (0,)),
        (["5/6/2026"], ["5/7/2026 2:05 PM"], (0,)),
        (["soon"], ["2:05 PM"], (0,)),
    ],
)
def test_a_date_takes_the_time_of_day_beside_it(
    own: list[str], beside: list[str], places: tuple[int, ...]
) -> None:
    sample = {0: own, 1: beside}
    assert pieces.of_field(_recognized("Sent Date", "Sent Time"), "requested_at", sample) == places


@pytest.mark.parametrize(("beside", "places"), [(["5/6/2026"], (1, 0)), (["5/6/2026 2:05 PM"], (0,))])
def test_a_time_of_day_takes_the_date_beside_it(beside: list[str], places: tuple[int, ...]) -> None:
    sample = {0: ["2:05 PM"], 1: beside}
    assert pieces.of_field(_recognized("Sent Time", "Sent Date"), "requested_at", sample) == places


def test_the_texts_of_a_time_are_joined_as_the_staging_joins_them() -> None:
    sample = {0: ["5/6/2026 12:00:00 AM", "5/6/2026", " ", ""], 1: ["2:05 PM", "2:05 PM", "", ""]}
    assert pieces.texts(sample, (0, 1)) == ["5/6/2026 2:05 PM"]
    assert pieces.texts(sample, (0,)) == ["5/6/2026 12:00:00 AM", "5/6/2026"]
