"""The field of the look-up: how it is filled and emptied, and that what is typed stays in its session."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from data import record
from data.errors import Problem
from data.record import Entry
from tests.pages import known_numbers
from tests.pages.look_up.page import CLEAR, SHOW_MORE, LookUpPage
from tests.recorded import entries

pytestmark = pytest.mark.usefixtures("of_known_numbers")


def test_a_click_shows_the_rest_of_a_long_story() -> None:
    page = LookUpPage(known_numbers.IN_MANY_TEXTS)
    assert len(page.story) == 6
    page.click(SHOW_MORE)
    assert len(page.story) == 13
    assert page.story[-1][1:] == ["Status change", "Pending Opt-In", "contact list"]
    assert SHOW_MORE not in page.type(known_numbers.SAID_NO).buttons


@pytest.mark.parametrize(
    ("clicked", "field"),
    [("+12125550100", "(212) 555-0100"), ("+11115550108", "1115550108"), ("+1", ""), ("x", "")],
)
def test_a_clicked_row_fills_the_field_with_its_number_and_nothing_else(clicked: str, field: str) -> None:
    def page(clicked: str) -> None:
        import streamlit as st

        from data.access import person_at_machine
        from pages.parts.look_up import entry

        def click() -> None:
            entry.look_up(clicked)

        st.button("click", on_click=click)
        entry.show(person_at_machine())

    test = AppTest.from_function(page, kwargs={"clicked": clicked}, default_timeout=30).run()
    test.button[0].click().run()
    assert not test.exception
    assert test.text_input[0].value == field


def test_the_field_can_be_emptied_for_another_number() -> None:
    page = LookUpPage(known_numbers.SAID_YES).click(CLEAR)
    assert page.field == ""
    assert not page.has_answer
    assert page.hint == (
        "A phone number in any format, words of a contact's or student's name, or an ID. "
        "What you enter never appears in the URL or in logs."
    )


def test_a_typed_number_is_on_no_other_viewers_page_and_in_no_log(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("DEBUG")
    first, second = LookUpPage(known_numbers.UNKNOWN), LookUpPage()
    assert "555-0107" in first.html
    assert "0107" not in second.html + second.sentences
    assert second.field == ""
    assert not second.test.query_params
    printed = "".join(capfd.readouterr())
    assert "0107" not in caplog.text + printed


def test_a_look_up_that_fails_leaves_the_rest_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise Problem("The database couldn't answer the question.", next_step="Try again.")

    monkeypatch.setattr("pages.parts.look_up.entry.run", failing)
    page = LookUpPage(known_numbers.SAID_YES)
    (error,) = page.test.error
    assert "The database couldn't answer the question" in error.value
    assert "Try again" in error.value
    assert "0100" not in error.value
    assert 'data-press="status=' in page.html


def test_a_look_up_is_recorded_once_however_often_it_is_drawn() -> None:
    before = len(_look_ups())
    page = LookUpPage(known_numbers.SAID_YES)
    page.test.run()
    (entry,) = _look_ups()[before:]
    assert (entry.about, entry.masked) == ("number_status", False)
    assert entry.subject == record.subject_of(number=known_numbers.SAID_YES)
    page.type(known_numbers.SAID_NO)
    assert len(_look_ups()) == before + 2


def _look_ups() -> list[Entry]:
    return [entry for entry in entries() if entry.action == "look_up"]
