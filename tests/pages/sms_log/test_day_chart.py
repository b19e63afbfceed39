"""The figure of the days, as data in Plotly's own form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from pages.parts.draw import charts
from pages.parts.sms_log import days_chart
from pages.parts.sms_log.days_chart import Days
from tests.import_files import import_file
from tests.pages.district import (
    FAILED,
    LOG_HEADER,
    NOT_YET,
    SENT,
    html,
    opened,
    pressed,
    said,
    sms_log,
    write_csv,
)

FIRST, LAST = date(2026, 9, 1), date(2026, 9, 30)
WEEK = [date(2026, 9, 1) + timedelta(days=place) for place in range(5)]
ROW = ("b", "Picture day", "Oak", "c0", "2125550100")
SHARES = (0.0, 2.5, 5.0, 40.0, 100.0)
TEXTS = (20, 40, 100, 50, 19)


def days(**other: Any) -> Days:
    """Five days of texts: two on which nothing stands out, the usual, one above it, one with too few."""
    undelivered = [round(texts * share / 100) for texts, share in zip(TEXTS, SHARES, strict=True)]
    failed = [
        {"day": day, "result": FAILED, "texts": count}
        for day, count in zip(WEEK, undelivered, strict=True)
        if count
    ]
    sent = [
        {"day": day, "result": SENT, "texts": texts - count}
        for day, texts, count in zip(WEEK, TEXTS, undelivered, strict=True)
        if texts > count
    ]
    shares = {"day": WEEK, "texts": TEXTS, "undelivered": undelivered, "undelivered_pct": SHARES}
    results = pa.Table.from_pylist([*failed, *sent])
    return replace(Days(results, pa.table(shares), None, FIRST, LAST), **other)


def traces(given: Days, *, is_dark: bool = False) -> dict[str, dict[str, Any]]:
    return {trace["name"]: trace for trace in days_chart.figure(given, is_dark=is_dark)["data"]}


def layout(given: Days) -> dict[str, Any]:
    return dict(days_chart.figure(given, is_dark=False)["layout"])


def shapes(given: Days, where: str) -> list[dict[str, Any]]:
    return [shape for shape in layout(given)["shapes"] if shape["yref"] == where]


def test_a_day_without_texts_stays_empty_and_a_result_left_out_is_not_drawn() -> None:
    answer = pa.table({"day": [date(2026, 9, 2)], "result": [SENT], "texts": [7]})
    drawn = traces(days(results=answer))
    assert list(drawn) == [SENT, "Undelivered"]
    assert (drawn[SENT]["x"], drawn[SENT]["y"]) == ([date(2026, 9, 2)], [7])
    edges = layout(days(results=answer))["xaxis"]["range"]
    assert [edge.strftime("%m-%d %H") for edge in edges] == ["08-31 12", "09-30 12"]


def test_the_days_of_the_bars_above_are_those_of_the_shares_below() -> None:
    drawn, frame = traces(days()), layout(days())
    assert drawn[SENT]["x"] == drawn["Undelivered"]["x"][:4]
    assert drawn["Undelivered"]["yaxis"] == "y2"
    assert frame["xaxis"]["anchor"] == "y2"
    assert frame["yaxis"]["domain"][0] > frame["yaxis2"]["domain"][1], "one above the other"
    assert (frame["yaxis"]["rangemode"], frame["yaxis2"]["rangemode"]) == ("tozero", "tozero")


def test_what_a_carrier_took_stands_at_the_axis_and_what_has_no_final_word_on_top() -> None:
    every = pa.table({"day": [FIRST] * 5, "result": list(charts.COLOURS), "texts": [1] * 5})
    names = list(traces(days(results=every)))
    assert names[0] == SENT
    assert names.index(NOT_YET) > names.index(FAILED)
    assert layout(days(results=every))["barmode"] == "stack"


def test_a_share_of_too_few_texts_is_not_drawn_but_its_texts_are() -> None:
    drawn = traces(days())
    assert drawn["Undelivered"]["y"] == [0.0, 2.5, 5.0, 40.0, None]
    assert drawn[FAILED]["y"][-1] == TEXTS[-1] == charts.ENOUGH - 1
    assert drawn["Undelivered"]["customdata"][3] == [20, 50]


def test_the_chosen_day_stays_and_the_others_turn_paler_in_both() -> None:
    chosen = WEEK[3]
    for name, drawn in traces(days(chosen=chosen)).items():
        opacity = dict(zip(drawn["x"], drawn["marker"]["opacity"], strict=True))
        assert opacity.pop(chosen) == 1, name
        assert max(opacity.values()) < 0.5, name
    assert not any("opacity" in drawn["marker"] for drawn in traces(days()).values())


def test_a_day_that_is_not_over_is_hatched_in_both() -> None:
    unfinished = WEEK[3]
    for name, drawn in traces(days(unfinished=unfinished)).items():
        hatched = dict(zip(drawn["x"], drawn["marker"]["pattern"]["shape"], strict=True))
        assert [day for day, shape in hatched.items() if shape] == [unfinished], name
    assert not any("pattern" in drawn["marker"] for drawn in traces(days(unfinished=LAST)).values())


def test_days_without_a_log_are_shaded_and_not_zero() -> None:
    gaps = [date(2026, 9, 10), date(2026, 9, 11), date(2026, 9, 12), date(2026, 9, 20)]
    shaded = shapes(days(without_log=gaps), "paper")
    edges = [(f"{shape['x0']:%m-%d %H}", f"{shape['x1']:%m-%d %H}") for shape in shaded]
    assert edges == [("09-09 12", "09-12 12"), ("09-19 12", "09-20 12")], "one shade a run of days"
    assert [(shape["y0"], shape["y1"]) for shape in shaded] == [(0, 1)] * 2, "from top to bottom"
    assert shaded[0]["label"]["text"] == "no log"
    assert not any(set(gaps) & set(drawn["x"]) for drawn in traces(days(without_log=gaps)).values())
    assert not shapes(days(), "paper")


def test_the_usual_band_lies_behind_the_shares_and_only_what_is_above_it_stands_out() -> None:
    given = days(usual=(2.0, 5.0))
    (band,) = shapes(given, "y2")
    assert (band["y0"], band["y1"], band["layer"]) == (2.0, 5.0, "below")
    colours = traces(given)["Undelivered"]["marker"]["color"]
    assert [colour == charts.INK[0] for colour in colours] == [False, False, False, True, False]
    assert not shapes(days(), "y2")
    assert set(traces(days())["Undelivered"]["marker"]["color"]) == {charts.QUIET[0]}


@pytest.mark.parametrize(("last", "form", "ticks"), [(7, "%b %-d", "dtick"), (60, "%b %-d", "nticks")])
def test_the_axis_names_every_day_of_a_week_and_some_of_more(last: int, form: str, ticks: str) -> None:
    axis = layout(days(last=FIRST + timedelta(days=last - 1)))["xaxis"]
    assert axis["tickformat"] == form
    assert ticks in axis
    years = layout(days(last=FIRST + timedelta(days=800)))["xaxis"]
    assert years["tickformat"] == "%b %Y"


def test_nothing_in_the_figure_moves_or_zooms() -> None:
    frame = layout(days())
    assert frame["dragmode"] is False
    assert all(frame[axis]["fixedrange"] for axis in ("xaxis", "yaxis", "yaxis2"))


def alts(test: Any) -> list[str]:
    return [figure.proto.alt for figure in test.get("plotly_chart")]


def test_who_does_not_see_the_figure_hears_its_finding_and_can_read_its_figures() -> None:
    test = opened(sms_log)
    finding = next(line for line in said(test).splitlines() if line.startswith("The busiest day"))
    assert alts(test)[0].endswith(finding)
    assert alts(test)[0].startswith("Texts per day, Aug 31, 2026 to Sep 29, 2026")
    assert 'data-press="day=2026-09-05"' in html(test)
    chosen = pressed(test, "day", "2026-09-05")
    assert 'data-press="day=2026-09-07"' in html(chosen), "the other days stay in sight"


def _nightly(folder: Path, days_given: Sequence[int], texts: int = 20) -> None:
    rows = (
        [f"m{day}-{place}", *ROW, FAILED if place < 2 else SENT, "", f"2026-09-{day:02d}T08:00:00"]
        for day in days_given
        for place in range(texts)
    )
    import_file(write_csv(folder / f"{days_given[0]}-{days_given[-1]}.csv", LOG_HEADER, rows))


@pytest.mark.usefixtures("nothing_imported")
def test_the_band_is_there_from_ten_days_on(tmp_path: Path) -> None:
    _nightly(tmp_path, range(1, 10))
    assert "Usual" not in said(opened(sms_log))
    _nightly(tmp_path, [10])
    assert "Usual (band): 10.0% to 10.0%, from 10 days" in said(opened(sms_log))


@pytest.mark.usefixtures("nothing_imported")
def test_days_between_two_logs_are_said_to_be_in_none(tmp_path: Path) -> None:
    _nightly(tmp_path, range(1, 4))
    _nightly(tmp_path, range(5, 7))
    assert "Of 1 day no log has been taken in; it is shaded, not zero." in said(opened(sms_log))
    _nightly(tmp_path, range(20, 22))
    assert "Of 14 days no log has been taken in; they are shaded, not zero." in said(opened(sms_log))
