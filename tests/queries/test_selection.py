"""A selection: the parameters that it gives to questions, and how people read it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from data.words import vocabulary
from queries import Selection
from queries.fields import SCHOOL
from tests.import_files import utc

CHICAGO = ZoneInfo("America/Chicago")
SEPTEMBER = (date(2026, 9, 1), date(2026, 9, 30))


@pytest.mark.parametrize(
    ("selection", "sentence"),
    [
        (Selection(), "all days"),
        (Selection(*SEPTEMBER), "Sep 1–30, 2026"),
        (Selection(*SEPTEMBER, day=date(2026, 9, 10)), "Sep 10, 2026"),
        (Selection(day=date(2026, 9, 10)), "Sep 10, 2026"),
        (Selection(reasons=("carrier_trouble",)), "Carrier problem, all days"),
        (Selection(reasons=("no_active_number", "no_sms_number")), "No usable number, all days"),
        (Selection(reasons=("not_stated", "duplicate_number")), "Not stated, Duplicate number, all days"),
        (Selection(reasons=()), "all days"),
        (Selection(to_day=date(2026, 9, 10), broadcasts=("B-1",)), "1 broadcast, until Sep 10, 2026"),
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
def test_sentence_lists_filters_then_days(selection: Selection, sentence: str) -> None:
    assert selection.sentence() == sentence


def test_sentence_names_every_reason_by_its_title() -> None:
    for reason in vocabulary.REASONS:
        assert Selection(reasons=(reason.key,)).sentence() == f"{reason.title}, all days"


@pytest.mark.parametrize(
    ("reasons", "parameter"),
    [
        (None, None),
        ((), []),
        (("duplicate_number",), ["duplicate_number"]),
        (("not_stated",), [""]),
        (("not_stated", "carrier_trouble"), ["", "carrier_trouble"]),
    ],
)
def test_questions_take_not_stated_as_an_empty_reason(
    reasons: tuple[str, ...] | None, parameter: list[str] | None
) -> None:
    assert Selection(reasons=reasons).parameters(CHICAGO)["reasons"] == parameter


@pytest.mark.parametrize(
    ("day", "from_at", "until_at"),
    [
        (date(2026, 3, 8), utc(2026, 3, 8, 6), utc(2026, 3, 9, 5)),
        (date(2026, 11, 1), utc(2026, 11, 1, 5), utc(2026, 11, 2, 6)),
        (date(2026, 9, 10), utc(2026, 9, 10, 5), utc(2026, 9, 11, 5)),
    ],
)
def test_one_day_narrows_the_days_to_its_own_instants(day: date, from_at: object, until_at: object) -> None:
    for selection in (
        Selection(day=day),
        Selection(from_day=date(2026, 1, 1), day=day),
        Selection(date(2026, 1, 1), date(2026, 12, 31), day=day),
    ):
        parameters = selection.parameters(CHICAGO)
        assert (parameters["from_at"], parameters["until_at"]) == (from_at, until_at)
        assert (parameters["from_date"], parameters["until_date"]) == (
            day,
            date.fromordinal(day.toordinal() + 1),
        )


def test_without_one_day_all_selected_days_count() -> None:
    parameters = Selection(*SEPTEMBER).parameters(CHICAGO)
    assert (parameters["from_date"], parameters["until_date"]) == (date(2026, 9, 1), date(2026, 10, 1))


def test_without_any_day_every_day_that_a_table_can_hold_counts() -> None:
    parameters = Selection().parameters(CHICAGO)
    assert (parameters["from_date"], parameters["until_date"]) == (date(1970, 1, 1), date(2200, 1, 1))
    beyond = Selection(date(1900, 1, 1), date(2300, 1, 1)).parameters(CHICAGO)
    assert (beyond["from_date"], beyond["until_date"]) == (date(1970, 1, 1), date(2200, 1, 1))


def test_values_are_those_of_json_by_the_names_of_fields() -> None:
    selected = Selection(date(2026, 9, 1), schools=("Oak",)).with_names({"people": ["ana@example.org"]})
    assert selected.values() == {"from": "2026-09-01", "school": ["Oak"], "who": ["ana@example.org"]}
    one_day = Selection(date(2026, 9, 1), date(2026, 9, 30), day=date(2026, 9, 2))
    assert one_day.values() == {"from": "2026-09-02", "to": "2026-09-02"}
    assert Selection().values() == {}


def test_names_of_fields_are_kept_by_parameter() -> None:
    color = replace(SCHOOL, key="color", parameters=("colors",))
    selection = Selection(schools=("Oak",)).with_names({"colors": ["red", "blue"], "grades": ["6"]})
    assert selection == Selection(schools=("Oak",), grades=("6",), others=(("colors", ("red", "blue")),))
    assert (selection.names(SCHOOL), selection.names(color)) == (("Oak",), ("red", "blue"))
    other = selection.with_names({"colors": None, "schools": []})
    assert other == Selection(grades=("6",))
    assert (other.names(SCHOOL), other.names(color)) == (None, None)
