"""The registry of filter fields: its entries fit the questions and the vocabulary."""

from __future__ import annotations

import pytest

import queries
from data.words import vocabulary
from queries import fields
from queries.field_kinds import Field, ListField
from queries.fields import LEFT_ALONE, REASON, RESULT, SCHOOL, STATUS

QUESTIONS_OF_PAGES = {
    "sms_log": ("outcome_totals", "results_by_day", "undelivered_by_school", "messages"),
    "sms_status": ("statuses_by_school", "statuses_listed", "statuses"),
    "opt_in_reminders": ("pending_totals", "reminder_families", "reminder_numbers"),
    "who_we_can_text": ("contacts_not_texted", "contacts_not_texted_listed"),
    "numbers_to_fix": ("numbers_to_fix", "numbers_to_fix_listed", "numbers_to_fix_totals"),
}


def test_no_two_fields_share_a_key_a_parameter_or_an_option() -> None:
    for names in (
        [field.key for field in fields.FIELDS],
        [name for field in fields.FIELDS for name in field.parameters],
        [field.option for field in fields.FIELDS if field.option],
    ):
        assert len(names) == len(set(names))


@pytest.mark.parametrize("field", fields.FIELDS, ids=lambda field: field.key)
def test_questions_take_every_parameter_of_a_field(field: Field) -> None:
    taken = {name for question in queries.names() for name in queries.read(question).parameters}
    assert set(field.parameters) <= taken


@pytest.mark.parametrize("page", QUESTIONS_OF_PAGES)
def test_the_figures_of_a_page_and_its_list_take_its_fields(page: str, subtests: pytest.Subtests) -> None:
    for name in QUESTIONS_OF_PAGES[page]:
        question = queries.read(name)
        for field in (field for field in fields.FIELDS if field.is_on(page)):
            with subtests.test(f"{name} by {field.key}"):
                assert set(field.parameters) <= {*question.parameters, *question.ignored}, (
                    f"{field.key} filters only part of the page: add its condition to a step of {name}."
                )


@pytest.mark.parametrize("field", [RESULT, REASON, STATUS], ids=lambda field: field.key)
def test_a_value_of_the_vocabulary_has_a_key_in_urls_and_a_name_in_tables(field: ListField) -> None:
    assert field.choices
    for choice in field.choices():
        assert choice.key.isidentifier()
        assert field.key_of(choice.name) == choice.key
        assert field.name_of(choice.key) == choice.name
    assert field.name_of("luck") is None


def test_a_value_of_an_old_link_is_known_by_its_name() -> None:
    assert RESULT.name_of("Failed to Send") == "Failed to Send"
    assert RESULT.name_of("failed") == "Failed to Send"
    assert RESULT.key_of("Failed to Send") == "failed"
    assert STATUS.name_of("pending opt-in") == "Pending Opt-In"


def test_a_value_of_the_data_is_its_own_key_name_and_title() -> None:
    assert SCHOOL.name_of("Failed to Send") == "Failed to Send"
    assert SCHOOL.key_of("Oak") == "Oak"
    assert SCHOOL.titles(["Oak", "Elm", "Oak"]) == ["Oak", "Elm"]


def test_reasons_with_the_same_title_differ_in_their_field() -> None:
    assert REASON.choices
    titles = [choice.long_title or choice.title for choice in REASON.choices()]
    assert len(titles) == len(set(titles)) == len(vocabulary.REASONS) + 1
    assert "No usable number: The contact has no active SMS number." in titles
    assert "Carrier problem" in titles


def test_days_are_read_as_a_number_or_as_the_title_of_an_old_link() -> None:
    assert LEFT_ALONE.read("7") == 7
    assert LEFT_ALONE.read("in the last 7 days") == 7
    assert LEFT_ALONE.read("none") == 0
    assert LEFT_ALONE.read("8") is None
    assert [LEFT_ALONE.title_of(days) for days in (0, 14)] == ["none", "in the last 14 days"]


def test_a_field_is_known_by_its_key() -> None:
    assert [fields.by_key(field.key) for field in fields.FIELDS] == [*fields.FIELDS]
    assert fields.by_key("luck") is None


def test_pages_show_fields_in_their_row_or_under_more_filters() -> None:
    shown = {
        (page, folded): [field.key for field in fields.shown_on(page, folded=folded)]
        for page in (fields.SMS_LOG, fields.SMS_STATUS, fields.REMINDERS)
        for folded in (False, True)
    }
    assert shown == {
        ("sms_log", False): ["period", "broadcast", "school", "against", "against_broadcast"],
        ("sms_log", True): ["day", "result", "reason"],
        ("sms_status", False): ["school", "status", "on", "since"],
        ("sms_status", True): [],
        ("opt_in_reminders", False): ["school", "grade", "language", "pending", "alone"],
        ("opt_in_reminders", True): [],
    }
    assert fields.shown_on(fields.SMS_LOG) == fields.shown_on(fields.SMS_LOG, folded=False)


def test_days_of_reminders_are_offered_as_people_plan() -> None:
    assert fields.PENDING_FOR.options == (0, 7, 14, 30, 90)
    assert fields.LEFT_ALONE.options == (0, 7, 14, 30)
    assert (fields.PENDING_FOR.usual, fields.LEFT_ALONE.usual) == (0, 14)
    assert [field.key for field in fields.days_fields()] == ["pending", "alone"]
