"""The chart of the days, in Plotly's own form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from babel import Locale

from data.words import catalog, vocabulary
from pages.parts.draw import chart_locale, charts, colors
from pages.parts.sms_log import days_chart, days_marks
from pages.parts.sms_log.days_chart import Days
from tests.import_files import import_file
from tests.pages.district import FAILED, LOG_HEADER, NOT_YET, SENT, write_csv
from tests.pages.sms_log.page import DAYS, SmsLogPage

FIRST, LAST = date(2026, 9, 1), date(2026, 9, 30)
WEEK = [date(2026, 9, 1) + timedelta(days=place) for place in range(5)]
ROW = ("b", "Picture day", "Oak", "c0", "2125550100")
SHARE = "Undelivered share"
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


def traces(drawn_days: Days, *, is_dark: bool = False) -> dict[str, dict[str, Any]]:
    return {trace["name"]: trace for trace in days_chart.figure(drawn_days, is_dark=is_dark)["data"]}


def layout(drawn_days: Days) -> dict[str, Any]:
    return dict(days_chart.figure(drawn_days, is_dark=False)["layout"])


def shapes(drawn_days: Days, where: str) -> list[dict[str, Any]]:
    return [shape for shape in layout(drawn_days)["shapes"] if shape["yref"] == where]


def test_day_without_texts_stays_empty_and_absent_results_are_not_drawn() -> None:
    answer = pa.table({"day": [date(2026, 9, 2)], "result": [SENT], "texts": [7]})
    drawn = traces(days(results=answer))
    assert list(drawn) == [SENT, SHARE]
    assert (drawn[SENT]["x"], drawn[SENT]["y"]) == ([date(2026, 9, 2)], [7])
    edges = layout(days(results=answer))["xaxis"]["range"]
    assert [edge.strftime("%m-%d %H") for edge in edges] == ["08-31 12", "09-30 12"]


def test_texts_and_shares_have_the_same_days() -> None:
    drawn, frame = traces(days()), layout(days())
    assert drawn[SENT]["x"] == drawn[SHARE]["x"][:4]
    assert drawn[SHARE]["yaxis"] == "y2"
    assert frame["xaxis"]["anchor"] == "y2"
    assert frame["yaxis"]["domain"][0] > frame["yaxis2"]["domain"][1], "one above the other"
    assert (frame["yaxis"]["rangemode"], frame["yaxis2"]["rangemode"]) == ("tozero", "tozero")


def test_sent_texts_stand_at_the_axis_and_texts_in_progress_on_top() -> None:
    every = pa.table({"day": [FIRST] * 5, "result": list(vocabulary.RESULT_OF), "texts": [1] * 5})
    names = list(traces(days(results=every)))
    assert names[0] == SENT
    assert names.index(NOT_YET) > names.index(FAILED)
    assert layout(days(results=every))["barmode"] == "stack"


def test_share_of_too_few_texts_is_not_drawn_but_its_texts_are() -> None:
    drawn = traces(days())
    assert drawn[SHARE]["y"] == [0.0, 2.5, 5.0, 40.0, None]
    assert drawn[FAILED]["y"][-1] == TEXTS[-1] == charts.ENOUGH - 1
    assert drawn[SHARE]["customdata"][3] == ["40.0%", 20, 50]
    sentence = "Undelivered: %{customdata[0]} (%{customdata[1]:,d} of %{customdata[2]:,d})"
    assert drawn[SHARE]["hovertemplate"] == f"{sentence}<extra></extra>"
    assert drawn[FAILED]["hovertemplate"] == f"{FAILED}: %{{y:,d}}<extra></extra>"


def test_days_beside_the_selected_one_turn_paler_in_both() -> None:
    selected = WEEK[3]
    for name, drawn in traces(days(selected=selected)).items():
        opacity = dict(zip(drawn["x"], drawn["marker"]["opacity"], strict=True))
        assert opacity.pop(selected) == 1, name
        assert max(opacity.values()) < 0.5, name
    assert not any("opacity" in drawn["marker"] for drawn in traces(days()).values())


def test_unfinished_day_is_hatched_in_both() -> None:
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
    assert shaded[0]["label"]["text"] == "No log"
    assert not any(set(gaps) & set(drawn["x"]) for drawn in traces(days(without_log=gaps)).values())
    assert not shapes(days(), "paper")


def test_labels_of_days_without_a_log_never_overlap() -> None:
    first = date(2026, 9, 1)
    weekends = [first + timedelta(days=week * 7 + place) for week in range(52) for place in (0, 1)]
    weekends += [first + timedelta(days=370 + place) for place in range(20)]
    summer = first + timedelta(days=400)
    gaps = [*weekends, *(summer + timedelta(days=place) for place in range(80))]

    def labels(axis_days: int, run: list[date]) -> list[int | None]:
        shades = days_marks.without_log(run, axis_days, is_dark=False)
        return [shade["label"].get("textangle", 0) if "label" in shade else None for shade in shades]

    assert labels(30, weekends[:2]) == [-90], "upright, where there is no room across"
    assert labels(400, gaps) == [None] * 52 + [None, 0], "weekends of a year have no room at all"
    assert labels(1100, weekends) == [None] * 52 + [0], "the longest is labeled alone"


def test_usual_range_lies_behind_the_shares_and_only_days_above_it_stand_out() -> None:
    drawn_days = days(usual=(2.0, 5.0))
    (band,) = shapes(drawn_days, "y2")
    assert (band["y0"], band["y1"], band["layer"]) == (2.0, 5.0, "below")
    line_colors = traces(drawn_days)[SHARE]["marker"]["color"]
    assert [color == colors.INK.light for color in line_colors] == [False, False, False, True, False]
    assert not shapes(days(), "y2")
    assert set(traces(days())[SHARE]["marker"]["color"]) == {colors.QUIET.light}


@pytest.mark.parametrize(("last", "form", "ticks"), [(7, "%b %-d", "dtick"), (60, "%b %-d", "nticks")])
def test_axis_names_every_day_of_a_week_and_some_of_more(last: int, form: str, ticks: str) -> None:
    axis = layout(days(last=FIRST + timedelta(days=last - 1)))["xaxis"]
    assert axis["tickformat"] == form
    assert ticks in axis
    years = layout(days(last=FIRST + timedelta(days=800)))["xaxis"]
    assert years["tickformat"] == "%b %Y"


def test_nothing_in_the_chart_moves_or_zooms() -> None:
    frame = layout(days())
    assert frame["dragmode"] is False
    assert all(frame[axis]["fixedrange"] for axis in ("xaxis", "yaxis", "yaxis2"))


def test_dates_and_numbers_are_written_in_the_language_of_the_reader(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert chart_locale.date_format("MMMd") == "%b %-d"
    assert chart_locale.date_format("yMMMEd") == "%a, %b %-d, %Y"
    monkeypatch.setattr(catalog, "locale", lambda: Locale("pt", "BR"))
    assert chart_locale.date_format("MMMd") == "%-d de %b"
    config = chart_locale.config()
    names = config["locales"][config["locale"]]["format"]
    assert names["shortDays"][:2] == ["dom.", "seg."], "Plotly's week begins on Sunday"
    assert names["shortMonths"][8] == "set."
    assert (names["decimal"], names["thousands"]) == (",", ".")


def test_alternative_text_holds_the_finding_and_the_table_the_figures() -> None:
    page = SmsLogPage()
    finding = next(line for line in page.sentences.splitlines() if line.startswith("The busiest day"))
    assert page.alt(DAYS) == (
        "Texts per day by result, Aug 31–Sep 29, 2026, and the undelivered share of each day. " + finding
    )
    assert page.open_days_table().table("Texts per day")[0] == ["Sep 1, 2026", "1", "0", "8", "0", "0"]
    page.click("day", "2026-09-05")
    assert page.offers("day=2026-09-07"), "the other days stay"


def _nightly(folder: Path, days_given: Sequence[int], texts: int = 20) -> None:
    rows = (
        [f"m{day}-{place}", *ROW, FAILED if place < 2 else SENT, "", f"2026-09-{day:02d}T08:00:00"]
        for day in days_given
        for place in range(texts)
    )
    import_file(write_csv(folder / f"{days_given[0]}-{days_given[-1]}.csv", LOG_HEADER, rows))


def test_chart_zooms_to_the_days_that_a_filter_leaves() -> None:
    everything = ["2026-01-01", "2026-12-31"]
    page = SmsLogPage(period=everything, school=["Lincoln High"])
    assert "The chart shows Sep 1–29, 2026: the other dates have no such texts." in page.sentences
    assert page.alt(DAYS).startswith("Texts per day by result, Sep 1–29, 2026, and")
    first, last = page.figure(DAYS)["layout"]["xaxis"]["range"]
    assert (first, last) == ("2026-08-31T12:00:00", "2026-09-29T12:00:00")


def test_chart_of_one_day_left_has_a_week() -> None:
    page = SmsLogPage(period=["2026-08-01", "2026-09-02"], school=["Lincoln High"], day=["2026-09-01"])
    assert "The chart shows Aug 29–Sep 2, 2026" in page.sentences


@pytest.mark.parametrize("link", [{}, {"result": ["failed"]}, {"day": ["2026-09-01"]}])
def test_chart_of_dates_alone_shows_all_of_them(link: dict[str, list[str]]) -> None:
    page = SmsLogPage(period=["2026-01-01", "2026-12-31"], **link)
    assert "The chart shows" not in page.sentences
    assert page.alt(DAYS).startswith("Texts per day by result, Jan 1–Dec 31, 2026, and")


def test_chart_does_not_zoom_to_almost_all_days() -> None:
    assert "The chart shows" not in SmsLogPage(school=["Lincoln High"]).sentences


@pytest.mark.usefixtures("nothing_imported")
def test_usual_range_needs_ten_days(tmp_path: Path) -> None:
    _nightly(tmp_path, range(1, 10))
    assert "Usual" not in SmsLogPage().sentences
    _nightly(tmp_path, [10])
    assert "Usual range 10.0% (gray band, 10 days)." in SmsLogPage().sentences


@pytest.mark.usefixtures("nothing_imported")
def test_days_between_two_logs_have_no_log(tmp_path: Path) -> None:
    _nightly(tmp_path, range(1, 4))
    _nightly(tmp_path, range(5, 7))
    assert (
        "Days without texts aren't listed. No log for 1 day (shaded)."
        in SmsLogPage().open_days_table().sentences
    )
    _nightly(tmp_path, range(20, 22))
    assert "No log for 14 days (shaded)." in SmsLogPage().open_days_table().sentences
