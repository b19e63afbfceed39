"""Figures reach the browser as Plotly would write them, though Plotly doesn't check them at each run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import plotly.graph_objects as go
import pyarrow as pa
import pytest
from plotly.io import templates

from pages.parts.draw import chart, charts
from pages.parts.notes import marks
from pages.parts.notes.on_days import OnDays
from pages.parts.opt_in_reminders.results import results_chart
from pages.parts.sms_log import days_chart
from pages.parts.sms_log.undelivered import undelivered_chart
from pages.parts.sms_log.undelivered.undelivered_chart import Bar
from pages.parts.sms_log.what_changed import chart as what_changed_chart
from pages.parts.sms_log.what_changed.splits import BY_SCHOOL, SHARE
from pages.parts.sms_status import history_chart
from pages.parts.sms_status.history_chart import BY_MONTH
from pages.parts.totals import months_chart
from tests.pages.district import FAILED, PENDING, SENT

DAY = date(2026, 9, 2)


def figures() -> Iterator[charts.Figure]:
    results = pa.table({"day": [DAY, DAY], "result": [FAILED, SENT], "texts": [7, 63]})
    shares = pa.table({"day": [DAY], "texts": [70], "undelivered": [7], "undelivered_pct": [10.0]})
    days = days_chart.Days(results, shares, (1.0, 2.0), DAY, DAY, [date(2026, 9, 9)], DAY, DAY)
    figure = days_chart.figure(days, is_dark=False)
    yield figure
    note = {"first_day": DAY, "last_day": DAY, "school": None, "note": "Snow day"}
    yield marks.marked(figure, OnDays(DAY, DAY, [note], 1), {DAY: (DAY, DAY)}, is_dark=False)
    bars = [
        Bar("Oak", "Oak <b>", "10.0%  7 of 70", {FAILED: 10.0}),
        Bar("", "Elm", "2 of 3", {}, is_comparable=False),
    ]
    yield undelivered_chart.figure(bars, ("Oak",), is_dark=True)
    group = {"level": "group", "group_key": "Oak", "group_name": "Oak <b>", "undelivered": 3}
    changes = {"compared_undelivered": 1.5, "rate_change": 0.5, "mix_change": -0.25, "shown_change": 25}
    yield what_changed_chart.figure([group | changes], BY_SCHOOL, SHARE, is_dark=False)
    status = {"first_day": DAY, "status": PENDING, "numbers": 9, "more": 9}
    yield history_chart.figure([status], BY_MONTH, DAY, is_dark=False)
    yield months_chart.figure([{"first_day": DAY, "result": SENT, "texts": 20}], [SENT], is_dark=False)
    counts = {
        "days": 7,
        "numbers": 40,
        "opted_in": 10,
        "share_pct": 25.0,
        "is_small": False,
        "is_over": True,
    }
    rows = [{"level": "total", "is_reminded": is_reminded, **counts} for is_reminded in (True, False)]
    yield results_chart.figure(rows, is_dark=False)


def in_browser(figure: charts.Figure) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(json.dumps(chart.Unchecked(figure).to_dict()))
    return read


FIGURES = pytest.mark.parametrize("figure", [*figures()])


@FIGURES
def test_plotly_accepts_each_figure_and_would_write_the_same(figure: charts.Figure) -> None:
    written = in_browser(figure)
    del written["layout"]["template"]
    checked = json.loads(go.Figure(figure).to_json())
    checked["layout"].pop("template", None)
    assert written == checked


@FIGURES
def test_a_figure_has_the_theme_that_the_browser_fills_with_colors(figure: charts.Figure) -> None:
    theme, written = templates["streamlit"].to_plotly_json(), in_browser(figure)["layout"]["template"]
    assert written["layout"] == theme["layout"]
    for trace in figure["data"]:
        assert written["data"].get(trace["type"]) == theme["data"].get(trace["type"])
