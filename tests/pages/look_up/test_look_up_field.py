"""The field of the look-up: how it is filled and emptied, and that what is typed stays in its session."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from data.errors import Problem
from tests.pages import known_numbers as known
from tests.pages.district import html, opened, sms_status
from tests.pages.looking_up import asked, story

pytestmark = pytest.mark.usefixtures("of_known_numbers")


def test_a_long_story_is_shown_whole_where_more_of_it_is_asked_for() -> None:
    test = asked(known.IN_MANY_TEXTS)
    assert len(story(test)) == 6
    next(button for button in test.button if button.label == "Show more of them").click().run()
    assert len(story(test)) == 13
    assert story(test)[-1][1:] == ["Change of status", "Pending Opt-In", "contact list"]
    test.text_input[0].set_value(str(known.SAID_NO)).run()
    assert not [button for button in test.button if button.label == "Show more of them"]


@pytest.mark.parametrize(
    ("pressed", "field"),
    [("+12125550100", "(212) 555-0100"), ("+11115550108", "1115550108"), ("+1", ""), ("x", "")],
)
def test_a_pressed_row_fills_the_field_with_its_number_and_with_nothing_else(
    pressed: str, field: str
) -> None:
    def page(pressed: str) -> None:
        import streamlit as st

        from data.access import Viewer
        from pages.parts.look_up import entry

        st.button("press", on_click=entry.press, args=(pressed,))
        entry.show(Viewer())

    test = AppTest.from_function(page, kwargs={"pressed": pressed}, default_timeout=30).run()
    test.button[0].click().run()
    assert not test.exception
    assert test.text_input[0].value == field


def test_the_field_can_be_emptied_for_another_number() -> None:
    test = asked(known.SAID_YES)
    next(button for button in test.button if button.label == "Another number").click().run()
    assert test.text_input[0].value == ""
    assert "sms answer" not in html(test)
    assert "it is in no address and in no log" in html(test)


def test_what_one_viewer_types_is_on_no_other_viewers_page_and_in_no_log(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("DEBUG")
    first = asked(known.UNKNOWN)
    second = opened(sms_status)
    assert "555-0107" in html(first)
    assert "0107" not in html(second) + "".join(element.value for element in second.markdown)
    assert second.text_input[0].value == ""
    assert not second.query_params
    printed = "".join(capfd.readouterr())
    assert "0107" not in caplog.text + printed


def test_a_look_up_that_fails_leaves_the_rest_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise Problem("The question could not be answered.", next_step="Try again.")

    monkeypatch.setattr("pages.parts.look_up.entry.run", failing)
    test = opened(sms_status)
    test.text_input[0].set_value(str(known.SAID_YES)).run()
    assert "The question could not be answered" in test.error[0].value
    assert "Try again" in test.error[0].value
    assert "0100" not in test.error[0].value
    assert 'data-press="status=' in html(test)
