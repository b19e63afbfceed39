"""Numbers to fix, opened alone over numbers that fail, and one that receives texts again."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data import settings
from data.tables import office
from data.words import vocabulary
from pages.parts.frame.session import ROW_TOKENS
from tests.answers import GOLDEN, Fill, ReadGiven
from tests.districts import write_settings
from tests.pages.district import html, opened, pressed
from tests.pages.numbers.page import rows, sentences


def numbers_to_fix() -> None:
    import streamlit as st

    import queries
    from data.access import person_at_machine
    from pages import numbers_to_fix
    from pages.parts.frame import data_source

    for key, value in st.session_state.pop("pressed", []):
        numbers_to_fix._click(key, value)
    with queries.reading(data_source.shown().uri):
        numbers_to_fix.show(person_at_machine())


@pytest.fixture(autouse=True)
def _failing(tmp_path: Path, fill: Fill, read_given: ReadGiven, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISTRICT_TOML", str(write_settings(tmp_path)))
    monkeypatch.setitem(_defaults(), "failing_days", 2)
    fill(settings.load().logs, read_given(GOLDEN / "numbers_to_fix" / "given"))


def _defaults() -> dict[str, object]:
    from queries import parameter_values

    return parameter_values.DEFAULTS


def test_numbers_are_counted_by_what_to_do_and_listed() -> None:
    test = opened(numbers_to_fix)
    assert "2 numbers keep failing: ask the families for other numbers." in sentences(test)
    assert [row[:3] for row in rows(test, "Numbers to fix, by what to do")] == [
        ["Ask for a new number", "1", "1"],
        ["Ask for a number that can receive texts", "1", "2"],
        ["Changed", "0", "0"],
        ["Works again", "1", "1"],
    ]
    listed = rows(test, "1–4 of 4 rows")
    assert [row[0][-4:] for row in listed] == ["0103", "0101", "0101", "0105"]
    assert listed[0][4] == vocabulary.reason_title("account_gone")


def test_a_click_on_what_to_do_filters_the_list_and_the_files() -> None:
    test = pressed(opened(numbers_to_fix), "fix", "other_phone")
    assert [row[1] for row in rows(test, "1–2 of 2 rows")] == ["Ana Diaz", "Ben Diaz"]
    assert '<input type="hidden" name="fix" value="other_phone"' in html(test)
    assert "/download/last_results_of_numbers.csv" in html(test)


def test_a_click_on_a_row_opens_what_is_known_of_the_number_without_naming_it_in_the_url() -> None:
    test = opened(numbers_to_fix)
    tokens: dict[str, str] = test.session_state[ROW_TOKENS.name]
    pressed(test, "to_fix", tokens["+12125550101"])
    assert "(212) 555-0101: Ask for a number that can receive texts." in sentences(test)
    assert "Ben Diaz · C-2" in html(test)
    assert "0101" not in str(test.query_params)


def test_a_number_that_the_office_has_changed_waits_for_the_next_list_until_that_is_taken_back() -> None:
    test = opened(numbers_to_fix)
    tokens: dict[str, str] = test.session_state[ROW_TOKENS.name]
    pressed(test, "to_fix", tokens["+12125550101"])
    _click(test, "Mark number as changed for 2 contacts")
    assert [row[:3] for row in rows(test, "Numbers to fix, by what to do")][2] == ["Changed", "1", "2"]
    assert "1 number keeps failing" in sentences(test)
    pressed(test, "to_fix", tokens["+12125550101"])
    assert "Entered as changed on" in sentences(test)
    _click(test, "Withdraw “number changed”")
    assert [row[:3] for row in rows(test, "Numbers to fix, by what to do")][2] == ["Changed", "0", "0"]


def test_what_was_entered_while_the_contact_was_at_another_school_is_withdrawn_too() -> None:
    now = datetime.now(UTC)
    drafts = [
        office.Draft("number_changed", contact_id=own, number=12125550101, happened_at=now, school="Oak")
        for own in ("C-1", None)
    ]
    office.add(settings.load().logs, drafts)
    test = opened(numbers_to_fix)
    tokens: dict[str, str] = test.session_state[ROW_TOKENS.name]
    pressed(test, "to_fix", tokens["+12125550101"])
    _click(test, "Withdraw “number changed”")
    assert [row[:3] for row in rows(test, "Numbers to fix, by what to do")][2] == ["Changed", "0", "0"]
    assert office.every(settings.load().logs) == []


def _click(test: AppTest, label: str) -> None:
    next(button for button in test.button if button.label == label).click().run()
    assert not test.exception
