"""Pages whose viewer has left or changed a filter while a question runs, with Streamlit's own runs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import cast

import pytest
from streamlit.runtime.scriptrunner_utils.script_requests import (
    RerunData,
    ScriptRequests,
    ScriptRequestType,
)
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.testing.v1 import AppTest

from pages.parts.frame import script_run

SOON = 5.0  # seconds; without an interrupt, the question takes half a minute
runs: list[ScriptRunContext] = []
ended: list[int] = []
answered: list[int] = []


def page() -> None:
    """Ask a long question in the first run, and a short one in the next."""
    import streamlit as st
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    from data import engine
    from pages.parts.frame import data_source
    from tests.pages.frame import test_script_run as test

    source = data_source.shown()
    with data_source.reading_for_page(source):
        context = get_script_run_ctx()
        assert context is not None
        test.runs.append(context)
        rows = 100_000 if len(test.runs) == 1 else 10
        sql = f"select count(*) as rows from range({rows}) a(i), range(100000) b(i) where a.i * b.i % 7 = 3"
        try:
            answer = engine.database(source.uri).fetch(sql, {})
        finally:
            test.ended.append(len(test.runs))
        test.answered.append(answer["rows"].to_pylist()[0])
        st.markdown("answered")


@pytest.fixture(autouse=True)
def nothing_run() -> None:
    runs.clear()
    ended.clear()
    answered.clear()


def _opened_while(happens: Callable[[ScriptRunContext], object]) -> tuple[AppTest, float]:
    """Open the page, let something happen meanwhile; return it and the seconds until its end."""
    test = AppTest.from_function(page, default_timeout=30)
    thread = threading.Thread(target=test.run)
    thread.start()
    while not runs:
        time.sleep(0.01)
    time.sleep(0.2)
    happened = time.monotonic()
    happens(runs[0])
    thread.join()
    return test, time.monotonic() - happened


def _requests(context: ScriptRunContext) -> ScriptRequests:
    assert context.script_requests is not None
    return context.script_requests


def test_a_closed_tab_ends_the_run_without_an_error() -> None:
    test, seconds = _opened_while(lambda context: _requests(context).request_stop())
    assert seconds < SOON
    assert answered == []
    assert [*test.error, *test.exception, *test.markdown] == []


def test_a_request_for_the_whole_page_ends_the_run_and_is_followed() -> None:
    test, seconds = _opened_while(lambda context: _requests(context).request_rerun(RerunData()))
    assert seconds < SOON
    assert len(answered) == 1
    assert not [*test.error, *test.exception]


def test_a_request_for_the_part_that_is_drawn_ends_the_run_of_that_part() -> None:
    def select_other_page_of_the_list(context: ScriptRunContext) -> None:
        context.fragment_ids_this_run = ["list"]
        _requests(context).request_rerun(RerunData(fragment_id="list"))

    test, seconds = _opened_while(select_other_page_of_the_list)
    assert seconds < SOON
    assert answered == []
    assert not [*test.error, *test.exception]


@pytest.mark.parametrize("part", ["another", "list"])
def test_a_request_by_a_timer_lets_the_run_go_on(part: str) -> None:
    ended_before_stop = []

    def draw_again_by_timer(context: ScriptRunContext) -> None:
        context.fragment_ids_this_run = ["list"]
        _requests(context).request_rerun(RerunData(fragment_id=part, is_auto_rerun=True))
        time.sleep(0.3)
        ended_before_stop.extend(ended)
        _requests(context).request_stop()

    _test, seconds = _opened_while(draw_again_by_timer)
    assert ended_before_stop == []
    assert seconds < SOON


def test_a_request_that_is_just_being_made_is_looked_at_when_it_is_whole() -> None:
    script_requests = ScriptRequests()
    context = cast(
        "ScriptRunContext", SimpleNamespace(script_requests=script_requests, fragment_ids_this_run=["list"])
    )
    looks: list[bool] = []
    look = threading.Thread(target=lambda: looks.append(script_run._is_over(context)))
    with script_requests._lock:
        script_requests._state = ScriptRequestType.RERUN  # of which part comes a moment later
        look.start()
        look.join(0.1)
        script_requests._rerun_data = RerunData(fragment_id_queue=["another"])
    look.join()
    assert looks == [False]


def test_a_request_for_another_part_lets_the_run_go_on() -> None:
    ended_before_stop = []

    def click_elsewhere(context: ScriptRunContext) -> None:
        _requests(context).request_rerun(RerunData(fragment_id="another"))
        time.sleep(0.3)
        ended_before_stop.extend(ended)
        _requests(context).request_stop()

    _test, seconds = _opened_while(click_elsewhere)
    assert ended_before_stop == []
    assert seconds < SOON


def charts() -> None:
    """Draw a chart that is another one in each run, and a field that stays."""
    import streamlit as st
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    from pages.parts.draw import chart
    from pages.parts.frame import data_source
    from tests.pages.frame import test_script_run as test

    with data_source.reading_for_page(data_source.shown()):
        number = st.number_input("Bars", key="bars", value=0)
        figure = {"data": [{"type": "bar", "x": [1], "y": [number]}], "layout": {}}
        chart.draw(figure, "Bars", key="chart", on_click=lambda: None)
    context = get_script_run_ctx()
    assert context is not None
    test.runs.append(context)


def test_a_session_keeps_what_is_known_of_few_widgets_that_are_gone() -> None:
    test = AppTest.from_function(charts, default_timeout=30).run()
    for number in range(script_run.OLD_WIDGETS + 10):
        test.number_input(key="bars").set_value(number).run()
    assert not test.exception
    assert test.number_input(key="bars").value == script_run.OLD_WIDGETS + 9
    widgets = runs[-1].session_state._state._new_widget_state.widget_metadata
    assert len(widgets) == 2 + script_run.OLD_WIDGETS
