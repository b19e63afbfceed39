"""A browser still shows, and sends, a field that a click has replaced: nothing is lost by that."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

from pages.parts.filters import date_ranges
from tests.pages.district import field, opened, pressed, shown, sms_log

SCHOOL = "Lincoln High"


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


def test_days_of_a_field_that_was_replaced_are_not_taken_again(page: AppTest) -> None:
    field(page.date_input, "period").set_value((date(2026, 9, 8), date(2026, 9, 11))).run()
    before = what_the_browser_sends(page)
    field(page.selectbox, "date_range").select(date_ranges.ALL).run()
    every = shown(page)[0]
    after_a_click(page, before)
    assert shown(page)[0] == every != "Sep 8–11, 2026"
