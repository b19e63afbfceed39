"""Status over time and by school: the chart, the tables and the findings."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from pages.parts.sms_status import by_school, history, history_chart, sentences
from pages.parts.sms_status.history_chart import BY_DAY, BY_MONTH, BY_WEEK
from tests.pages.district import OPTED_IN, OPTED_OUT, PENDING
from tests.pages.markup import parsed

AS_OF = date(2026, 9, 10)


def period(first_day: date, *totals: tuple[int, int]) -> list[dict[str, Any]]:
    """Return the three rows of a day, week or month, from the numbers at its end and the change."""
    return [
        {"first_day": first_day, "status": status, "numbers": numbers, "more": more}
        for status, (numbers, more) in zip((PENDING, OPTED_IN, OPTED_OUT), totals, strict=True)
    ]


JULY_TO_SEPTEMBER = [
    *period(date(2026, 7, 1), (9, 9), (1200, 1200), (0, 0)),
    *period(date(2026, 9, 1), (7, -2), (1201, 1), (0, 0)),
]


def test_a_total_is_drawn_at_the_end_of_its_month_and_the_last_at_the_date_of_the_list() -> None:
    figure = history_chart.figure(JULY_TO_SEPTEMBER, BY_MONTH, AS_OF, is_dark=False)
    assert [trace["name"] for trace in figure["data"]] == [PENDING, OPTED_IN, OPTED_OUT]
    assert figure["data"][0]["x"] == [date(2026, 7, 31), AS_OF]
    assert figure["data"][0]["y"] == [9, 7]
    assert figure["data"][0]["line"]["shape"] == "hv", "between two totals the first one holds"


def test_each_status_has_a_panel_with_its_name_its_newest_total_and_a_scale_from_zero() -> None:
    figure = history_chart.figure(JULY_TO_SEPTEMBER, BY_MONTH, AS_OF, is_dark=True)
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


def test_a_point_says_its_status_and_its_total() -> None:
    figure = history_chart.figure(JULY_TO_SEPTEMBER, BY_MONTH, AS_OF, is_dark=False)
    assert figure["data"][1]["customdata"] == ["Opted In: 1,200", "Opted In: 1,201"]


def test_nothing_is_drawn_before_the_first_list() -> None:
    figure = history_chart.figure(JULY_TO_SEPTEMBER, BY_MONTH, AS_OF, is_dark=False)
    assert min(day for trace in figure["data"] for day in trace["x"]) == date(2026, 7, 31)


def test_a_single_day_stands_between_days_and_not_between_parts_of_a_second() -> None:
    rows = period(date(2026, 9, 1), (10, 0), (20, 0), (30, 0))
    figure = history_chart.figure(rows, BY_DAY, AS_OF, is_dark=False)
    assert figure["layout"]["xaxis"]["range"] == [date(2026, 8, 28), date(2026, 9, 5)]
    longer = history_chart.figure(JULY_TO_SEPTEMBER, BY_MONTH, AS_OF, is_dark=False)
    assert "range" not in longer["layout"]["xaxis"]


def test_the_table_has_the_same_figures_newest_first() -> None:
    assert [(column.title, column.cells) for column in history.columns(JULY_TO_SEPTEMBER, BY_MONTH)] == [
        ("Month", ["Sep 2026", "Jul 2026"]),
        (PENDING, [7, 9]),
        (OPTED_IN, [1201, 1200]),
        (OPTED_OUT, [0, 0]),
    ]
    weeks = history.columns(JULY_TO_SEPTEMBER, BY_WEEK)[0]
    assert (weeks.title, weeks.cells) == ("Week of", [date(2026, 9, 1), date(2026, 7, 1)])


@pytest.mark.parametrize(
    ("by", "first"),
    [
        (BY_MONTH, "The latest changes were in Sep 2026."),
        (BY_WEEK, "The latest changes were in the week of Sep 1, 2026."),
        (BY_DAY, "The latest changes were on Sep 1, 2026."),
    ],
)
def test_the_finding_is_the_latest_change_of_each_status(by: str, first: str) -> None:
    finding = history.finding(JULY_TO_SEPTEMBER, by).replace("\\", "")
    assert finding == (
        f"{first} Pending Opt-In fell by 2 to 7. Opted In rose by 1 to 1,201. Opted Out stayed at 0."
    )


@pytest.mark.parametrize(
    ("by", "first"),
    [(BY_MONTH, "Only Jul 2026"), (BY_WEEK, "Only the week of Jul 1, 2026"), (BY_DAY, "Only Jul 1, 2026")],
)
def test_a_single_list_is_no_change(by: str, first: str) -> None:
    assert history.finding(JULY_TO_SEPTEMBER[:3], by) == (
        f"{first} is known so far. The next consent list will show changes."
    )


@pytest.mark.parametrize(
    ("last", "by"),
    [(date(2026, 7, 20), BY_DAY), (date(2026, 12, 1), BY_WEEK), (date(2027, 7, 1), BY_MONTH)],
)
def test_a_span_is_first_shown_by_the_period_that_reads_best(last: date, by: str) -> None:
    rows = [*period(date(2026, 7, 1), (1, 1), (1, 1), (0, 0)), *period(last, (1, 0), (1, 0), (0, 0))]
    assert history.best_period(rows) == by
    assert history.best_period([]) == BY_DAY


@pytest.mark.parametrize(
    ("by", "end"),
    [(BY_DAY, date(2028, 2, 7)), (BY_WEEK, date(2028, 2, 13)), (BY_MONTH, date(2028, 2, 29))],
)
def test_a_week_ends_on_its_sunday_and_a_month_on_its_last_day(by: str, end: date) -> None:
    assert history_chart.last_day(date(2028, 2, 7), by) == end


def test_the_finding_names_the_school_with_the_largest_share_pending() -> None:
    finding = by_school.finding([school("Oak *K-8*", 30, 90)])
    assert finding.replace("\\", "") == (
        "Oak *K-8* has the largest share pending: 30 of 120 numbers (25.0%)."
    )
    assert "\\*" in finding, "a name is no Markdown"
    assert by_school.finding([school("Oak", 0, 120)]) == "No school has pending numbers."
    assert by_school.finding([school(None, 30, 90)]) == "No school has enough numbers to compare."


def test_a_bar_is_made_of_the_counts_of_its_row_and_leaves_out_zeros() -> None:
    table = parsed(by_school.table([school("<Oak>", 30, 90), school(None, 1, 1)], ["<Oak>"]))
    parts = [part.attributes for part in table.all("tr")[1].all("i")]
    assert parts == [
        {"class": "status-pending", "style": "flex: 30 0 2px"},
        {"class": "status-opted_in", "style": "flex: 90 0 2px"},
    ]
    button, more = table.all("button")
    assert button.text == "<Oak>"
    assert more.attributes["data-press"] == "figure=owners:<Oak>"
    assert more.attributes["aria-label"] == "More about <Oak>"
    assert (button.attributes["data-press"], button.attributes["aria-pressed"]) == ("school=<Oak>", "true")
    assert [cell.text for cell in table.all("tr")[2].all("td")] == [
        "No school",
        "50.0%",
        "1",
        "1",
        "0",
        "2",
        "",
    ]


def test_a_school_is_compared_only_where_both_sides_have_enough_numbers() -> None:
    before = {"compared_share_pct": 27.5, "change_points": -2.5}
    schools = [
        school("Oak", 30, 90, **before, is_comparable=True),
        school("Elm", 30, 90, **before, is_comparable=False),
        school("Ash", 3, 9, **before, is_comparable=False, is_small=True),
    ]
    table = parsed(by_school.table(schools, [], is_compared=True))
    assert [row.all("td")[1].text for row in table.one("tbody").all("tr")] == [
        "25.0% \N{MINUS SIGN}2.5 points, compared with 27.5%",
        "25.0% Too few to compare",
        "too few to compare",
    ]


@pytest.mark.parametrize(
    ("numbers", "finding"),
    [
        (
            (1, 0, 0),
            "**0 of 1 number (0.0%) can be texted.** Pending Opt-In: 1 (100%). Opted Out: 0 (0.0%).",
        ),
        (
            (1, 2, 0),
            (
                "**2 of 2 numbers (100%) can be texted.** Pending Opt-In: 1 (50.0%). Opted Out: 0 (0.0%). "
                "A number whose status differs between short codes counts in each status."
            ),
        ),
    ],
)
def test_a_number_with_two_statuses_is_explained(numbers: tuple[int, int, int], finding: str) -> None:
    total = max(numbers)
    rows = [
        {
            "status": status,
            "numbers": own,
            "of_numbers": total,
            "share_pct": 100 * own / total,
            "contacts": 0,
        }
        for status, own in zip((PENDING, OPTED_IN, OPTED_OUT), numbers, strict=True)
    ]
    assert sentences.finding(pa.Table.from_pylist(rows)).replace("\\", "") == finding


def school(name: str | None, pending: int, opted_in: int, **others: object) -> list[dict[str, Any]]:
    """Return the rows of "statuses_by_school" of one school, with values of other columns."""
    total = pending + opted_in
    return [
        {
            "school": name,
            "status": status,
            "numbers": numbers,
            "of_numbers": total,
            "share_pct": 100 * numbers / total,
            "is_small": False,
            "compared_share_pct": None,
            "change_points": None,
            "is_comparable": False,
            **others,
        }
        for status, numbers in ((PENDING, pending), (OPTED_IN, opted_in), (OPTED_OUT, 0))
    ]
