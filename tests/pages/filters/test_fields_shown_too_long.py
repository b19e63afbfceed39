"""A browser still shows, and sends, a field that a click has replaced: nothing is lost by that."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

from pages.parts.filters import date_ranges
from tests.pages.district import field, opened, pressed, shown, sms_log

SCHOOL = "Lincoln High"
DAYS, SHOWN_DAYS = (date(2026, 9, 8), date(2026, 9, 11)), "Sep 8–11, 2026"


@pytest.fixture
def page() -> AppTest:
    return opened(sms_log)


def what_the_browser_sends(test: AppTest) -> WidgetStates:
    """Return the values of all fields of this page: they come with every click while it is shown."""
    return test._tree.get_widget_states()


def after_a_click(test: AppTest, sent: WidgetStates) -> dict[str, object]:
    """Return what the URL filters by after a click on a school, with which the browser sends this."""
    test.session_state["pressed"] = [("school", SCHOOL)]
    test._run(sent)
    assert not test.exception
    filters = dict(test.query_params)
    assert dict(test.run().query_params) == filters
    return filters


def test_a_field_that_a_click_replaced_does_not_take_the_click_back(page: AppTest) -> None:
    before = what_the_browser_sends(page)
    pressed(page, "result", "sent")
    assert after_a_click(page, before) == {"result": "sent", "school": SCHOOL}


def test_a_selection_is_not_made_again_after_it_was_cleared(page: AppTest) -> None:
    field(page.multiselect, "result").select("failed").run()
    before = what_the_browser_sends(page)
    pressed(page, "result", "failed")
    assert after_a_click(page, before) == {"school": SCHOOL}


def test_what_is_selected_in_a_field_that_a_click_replaced_stays_with_the_click(page: AppTest) -> None:
    field(page.multiselect, "result").select("failed")
    selected = what_the_browser_sends(page)
    field(page.multiselect, "result").unselect("failed")
    pressed(page, "result", "sent")
    assert after_a_click(page, selected) == {"result": ["sent", "failed"], "school": SCHOOL}


def test_what_is_taken_out_in_a_field_that_a_click_replaced_is_taken_out(page: AppTest) -> None:
    field(page.multiselect, "result").select("failed").run()
    field(page.multiselect, "result").unselect("failed")
    without = what_the_browser_sends(page)
    field(page.multiselect, "result").select("failed")
    pressed(page, "result", "sent")
    assert after_a_click(page, without) == {"result": "sent", "school": SCHOOL}


def test_days_of_a_field_that_was_replaced_are_not_taken_again(page: AppTest) -> None:
    field(page.date_input, "period").set_value(DAYS).run()
    field(page.selectbox, "date_range").select(date_ranges.ALL)
    sent = what_the_browser_sends(page)
    every = shown(page.run())[0]
    after_a_click(page, sent)
    assert shown(page)[0] == every != SHOWN_DAYS


def test_a_range_of_a_list_that_was_replaced_is_not_taken_again(page: AppTest) -> None:
    field(page.selectbox, "date_range").select(date_ranges.ALL).run()
    field(page.date_input, "period").set_value(DAYS)
    sent = what_the_browser_sends(page)
    assert shown(page.run())[0] == SHOWN_DAYS
    after_a_click(page, sent)
    assert shown(page)[0] == SHOWN_DAYS


def test_a_field_stays_known_however_many_others_were_drawn_after_it() -> None:
    test = AppTest.from_function(_many_fields).run()
    assert not test.exception
    test.selectbox(key="first_field").select("b").run()
    assert not test.exception
    assert test.query_params["first"] == "b"


def _many_fields() -> None:

    from pages.parts.filters import in_url

    shown = (in_url.read("first") or ["a"])[0]
    in_url.select_from_list("First", "first", shown, "a", options=["a", "b"], title_of=str.upper, width=100)
    for value in range(2 * in_url.OLD_FIELDS):  # each takes the place of the one before
        in_url.field_key("other", value)
