"""How the totals of the statuses moved: what the figure draws, its table and its finding."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pages.parts.sms_status import by_school, history, sentences
from pages.parts.sms_status.sentences import BY_DAY, BY_MONTH, BY_WEEK
from tests.pages.district import OPTED_IN, OPTED_OUT, PENDING

AS_OF = date(2026, 9, 10)


def period(first_day: date, *totals: tuple[int, int]) -> list[dict[str, Any]]:
    """The three rows of a day, week or month: numbers at its end, and so many more than before."""
    return [
        {"first_day": first_day, "status": status, "numbers": numbers, "more": more}
        for status, (numbers, more) in zip((PENDING, OPTED_IN, OPTED_OUT), totals, strict=True)
    ]


JULY_TO_SEPTEMBER = [
    *period(date(2026, 7, 1), (9, 9), (1200, 1200), (0, 0)),
    *period(date(2026, 9, 1), (7, -2), (1201, 1), (0, 0)),
]


def test_a_total_is_drawn_at_the_end_of_its_month_and_the_last_at_the_date_of_the_list() -> None:
    figure = history.figure(JULY_TO_SEPTEMBER, BY_MONTH, AS_OF, is_dark=False)
    assert [trace["name"] for trace in figure["data"]] == [PENDING, OPTED_IN, OPTED_OUT]
    assert figure["data"][0]["x"] == [date(2026, 7, 31), AS_OF]
    assert figure["data"][0]["y"] == [9, 7]
    assert figure["data"][0]["line"]["shape"] == "hv", "between two totals the first one holds"


def test_each_status_has_a_panel_with_its_name_its_newest_total_and_a_scale_from_zero() -> None:
    figure = history.figure(JULY_TO_SEPTEMBER, BY_MONTH, AS_OF, is_dark=True)
    assert {trace["yaxis"] for trace in figure["data"]} == {"y", "y2", "y3"}
    assert [note["text"] for note in figure["layout"]["annotations"]] == [
        "<b>Pending Opt-In</b>  7",
        "<b>Opted In</b>  1,201",
        "<b>Opted Out</b>  0",
    ]
    axes = [figure["layout"][f"yaxis{place}"] for place in ("", "2", "3")]
    assert all(axis["rangemode"] == "tozero" for axis in axes)
    tops = [axis["domain"] for axis in axes]
    assert tops[0][0] > tops[1][1] > tops[1][0] > tops[2][1], "the panels do not overlap"


def test_before_the_first_list_nothing_is_drawn() -> None:
    figure = history.figure(JULY_TO_SEPTEMBER, BY_MONTH, AS_OF, is_dark=False)
    assert min(day for trace in figure["data"] for day in trace["x"]) == date(2026, 7, 31)


def test_the_table_has_the_same_figures_newest_first() -> None:
    assert history.columns(JULY_TO_SEPTEMBER, BY_MONTH) == {
        "Month": ["Sep 2026", "Jul 2026"],
        PENDING: [7, 9],
        OPTED_IN: [1201, 1200],
        OPTED_OUT: [0, 0],
    }
    by_week = history.columns(JULY_TO_SEPTEMBER, BY_WEEK)
    assert by_week["Week of"] == ["Sep 1, 2026", "Jul 1, 2026"]


@pytest.mark.parametrize(
    ("by", "finding"),
    [
        (BY_MONTH, "In Sep 2026: Pending Opt-In fell by 2 to 7, Opted In rose by 1 to 1,201, "),
        (BY_WEEK, "In the week of Sep 1, 2026: Pending Opt-In fell"),
        (BY_DAY, "On Sep 1, 2026: Pending Opt-In fell"),
    ],
)
def test_the_finding_is_what_moved_last(by: str, finding: str) -> None:
    told = sentences.of_moves(JULY_TO_SEPTEMBER, by)
    assert told.startswith(finding)
    assert told.endswith("Opted Out stayed at 0.")


def test_one_list_alone_is_no_movement() -> None:
    assert "All that is known is of Jul 2026" in sentences.of_moves(JULY_TO_SEPTEMBER[:3], BY_MONTH)


@pytest.mark.parametrize(
    ("last", "by"),
    [(date(2026, 7, 20), BY_DAY), (date(2026, 12, 1), BY_WEEK), (date(2027, 7, 1), BY_MONTH)],
)
def test_a_span_is_first_shown_by_what_reads_best(last: date, by: str) -> None:
    rows = [*period(date(2026, 7, 1), (1, 1), (1, 1), (0, 0)), *period(last, (1, 0), (1, 0), (0, 0))]
    assert history.fitting(rows) == by
    assert history.fitting([]) == BY_DAY


@pytest.mark.parametrize(
    ("by", "end"),
    [(BY_DAY, date(2028, 2, 7)), (BY_WEEK, date(2028, 2, 13)), (BY_MONTH, date(2028, 2, 29))],
)
def test_a_week_ends_on_its_sunday_and_a_month_on_its_last_day(by: str, end: date) -> None:
    assert history.last_day(date(2028, 2, 7), by) == end


def test_a_school_is_named_with_its_largest_share_and_its_counts() -> None:
    rows = [_school("Oak *K-8*", PENDING, 30, 120), _school("Oak *K-8*", OPTED_IN, 90, 120)]
    told = sentences.of_schools(rows)
    assert told.replace("\\", "") == (
        "Oak *K-8* has the largest share of Pending Opt-In: 25.0%, 30 of its 120 numbers."
    )
    assert "\\*" in told, "a name is no Markdown"
    assert "No school has a number" in sentences.of_schools([_school("Oak", PENDING, 0, 120)])


def test_a_bar_is_made_of_the_counts_of_its_row_and_leaves_out_what_is_zero() -> None:
    rows = [
        _school("<Oak>", PENDING, 30, 120),
        _school("<Oak>", OPTED_IN, 90, 120),
        _school("<Oak>", OPTED_OUT, 0, 120),
    ]
    made = by_school.table(rows, ["<Oak>"], "Schools")
    assert made.count("<i ") == 2
    assert 'class="status-0" style="flex: 30 0 2px"' in made
    assert 'data-press="school=&lt;Oak&gt;" aria-pressed="true">&lt;Oak&gt;</button>' in made


def _school(school: str, status: str, numbers: int, of_numbers: int) -> dict[str, Any]:
    share = 100 * numbers / of_numbers
    counts = {"numbers": numbers, "of_numbers": of_numbers, "share_pct": share, "is_small": False}
    return {"school": school, "status": status, **counts}
