"""A selection: what it asks of the questions, and the same in words."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from data.words import vocabulary
from queries import Selection
from tests.import_files import utc

CHICAGO = ZoneInfo("America/Chicago")
SEPTEMBER = (date(2026, 9, 1), date(2026, 9, 30))


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (Selection(), "all days"),
        (Selection(*SEPTEMBER), "Sep 1, 2026 – Sep 30, 2026"),
        (Selection(*SEPTEMBER, day=date(2026, 9, 10)), "Sep 10, 2026"),
        (Selection(day=date(2026, 9, 10)), "Sep 10, 2026"),
        (Selection(reasons=("carrier_trouble",)), "Carrier trouble, all days"),
        (Selection(reasons=("no_active_number", "no_sms_number")), "No usable number, all days"),
        (Selection(reasons=("not_stated", "duplicate_number")), "Not stated, Already got it, all days"),
        (Selection(reasons=()), "all days"),
        (
            Selection(
                date(2026, 9, 1),
                broadcasts=("B-1", "Snow"),
                schools=("Lincoln High",),
                results=("Failed to Send",),
                reasons=("not_stated",),
            ),
            "2 broadcasts, Lincoln High, Failed to Send, Not stated, since Sep 1, 2026",
        ),
    ],
)
def test_a_selection_is_told_in_words(selection: Selection, words: str) -> None:
    assert selection.sentence() == words


def test_every_reason_is_told_by_its_plain_title() -> None:
    for reason in vocabulary.REASONS:
        assert Selection(reasons=(reason.key,)).sentence() == f"{reason.title}, all days"


@pytest.mark.parametrize(
    ("reasons", "asked"),
    [
        (None, None),
        ((), []),
        (("duplicate_number",), ["duplicate_number"]),
        (("not_stated",), [""]),
        (("not_stated", "carrier_trouble"), ["", "carrier_trouble"]),
    ],
)
def test_a_reason_not_stated_is_asked_for_as_an_empty_one(
    reasons: tuple[str, ...] | None, asked: list[str] | None
) -> None:
    assert Selection(reasons=reasons).parameters(CHICAGO)["reasons"] == asked


@pytest.mark.parametrize(
    ("day", "from_at", "until_at"),
    [
        (date(2026, 3, 8), utc(2026, 3, 8, 6), utc(2026, 3, 9, 5)),
        (date(2026, 11, 1), utc(2026, 11, 1, 5), utc(2026, 11, 2, 6)),
        (date(2026, 9, 10), utc(2026, 9, 10, 5), utc(2026, 9, 11, 5)),
    ],
)
def test_a_day_narrows_the_days_to_its_own_instants(day: date, from_at: object, until_at: object) -> None:
    for selection in (
        Selection(day=day),
        Selection(from_day=date(2026, 1, 1), day=day),
        Selection(date(2026, 1, 1), date(2026, 12, 31), day=day),
    ):
        asked = selection.parameters(CHICAGO)
        assert (asked["from_at"], asked["until_at"]) == (from_at, until_at)
        assert (asked["from_date"], asked["until_date"]) == (day, date.fromordinal(day.toordinal() + 1))


def test_without_a_day_the_days_are_those_chosen() -> None:
    asked = Selection(*SEPTEMBER).parameters(CHICAGO)
    assert (asked["from_date"], asked["until_date"]) == (date(2026, 9, 1), date(2026, 10, 1))
