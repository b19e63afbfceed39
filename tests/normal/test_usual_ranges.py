"""What is usual for a week: the same weekdays at this time of the year, by medians."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from data import engine
from data.tables.schemas import DAILY_RESULTS
from data.words import vocabulary, vocabulary_tables
from queries import Selection, header, parameter_values
from tests.normal.history import SENT
from tests.viewers import limited_to

UNTIL = date(2026, 10, 26)  # a Monday
MONDAY, THURSDAY = 0, 3
FAILED = vocabulary.REASONS[-1]
Row = Mapping[str, Any]
Day = tuple[int, int, int, int]  # weeks before, weekday, texts, undelivered
WEEKS = range(1, 11)


def rows_of(step: str, counts: Sequence[Mapping[str, object]], **parameters: object) -> list[Row]:
    question = header.composed(header.read_source(header.step_files()[step]))
    asked = {"enough": 20, "normal_past_texts": 50, "widest_range": 100.0, **parameters}
    last = Selection(to_day=UNTIL - timedelta(days=1))
    offered = parameter_values.offered(question, limited_to(None), last, asked)
    with engine.connect() as connection:
        for name, words in vocabulary_tables.tables().items():
            engine.keep(connection, name, words)
        engine.keep(connection, "daily_results", pa.Table.from_pylist(counts, schema=DAILY_RESULTS))
        values = {name: offered[name] for name in question.parameters}
        answer: list[Row] = engine.answer(connection, question.sql, values).to_pylist()
    return answer


def week_of(days: Sequence[Day], **parameters: object) -> Row | None:
    """Return the row of all undelivered texts of the one school; None if it isn't compared."""
    answer = rows_of("normal_ranges", [row for day in days for row in _rows(*day)], **parameters)
    return next((row for row in answer if row["school"] and row["level"] == "undelivered"), None)


def _rows(
    weeks_before: int,
    weekday: int,
    texts: int,
    undelivered: int,
    *,
    school: str = "Oak",
    reason: vocabulary.Reason = FAILED,
) -> list[dict[str, object]]:
    day = UNTIL - timedelta(days=7 * (weeks_before + 1) - weekday)
    counts = ((reason.result, reason.key, undelivered), (SENT, None, texts - undelivered))
    return [
        {"day": day, "school": school, "result": result, "reason": key, "texts": number}
        for result, key, number in counts
    ]


def past(undelivered: int, weeks: Sequence[int] = WEEKS, texts: int = 400) -> list[Day]:
    return [(weeks_before, MONDAY, texts, undelivered) for weeks_before in weeks]


THIS_WEEK: Day = (0, MONDAY, 400, 40)


def test_usual_is_the_median_of_the_weeks_before() -> None:
    row = week_of([THIS_WEEK, *past(8)])
    assert row is not None
    assert (row["share_pct"], row["weeks"], row["is_unusual"]) == (10.0, 10, True)
    assert math.isclose(row["usual_pct"], 2.0)


def test_a_bad_week_of_the_past_moves_nothing() -> None:
    row, beside = (
        week_of([THIS_WEEK, *past(8)]),
        week_of([THIS_WEEK, *past(8, WEEKS[1:]), (1, MONDAY, 400, 300)]),
    )
    assert row is not None
    assert beside is not None
    for name in ("usual_pct", "high_pct"):
        assert math.isclose(row[name], beside[name])


def test_only_this_time_of_the_year_counts() -> None:
    seasons = [*range(1, 14), *range(39, 53)]
    others = [*range(14, 39)]
    row = week_of([THIS_WEEK, *past(8, seasons), *past(200, others)])
    assert row is not None
    assert row["weeks"] == len(seasons)
    assert math.isclose(row["usual_pct"], 2.0)
    assert week_of([THIS_WEEK, *past(8, others)]) is None


def test_each_weekday_has_its_own_usual_share() -> None:
    thursdays = [(weeks_before, THURSDAY, 400, 80) for weeks_before in WEEKS]
    row = week_of([THIS_WEEK, *past(8), *thursdays])
    assert row is not None
    assert math.isclose(row["usual_pct"], 2.0), "a week of a Monday alone is compared with Mondays"
    both = week_of([THIS_WEEK, (0, THURSDAY, 400, 80), *past(8), *thursdays])
    assert both is not None
    assert math.isclose(both["usual_pct"], 11.0)


def test_a_weekday_that_is_rarely_used_has_the_usual_share_of_all_days() -> None:
    few = [(weeks_before, THURSDAY, 400, 80) for weeks_before in range(1, 5)]
    row = week_of([(0, THURSDAY, 400, 80), *past(8), *few])
    assert row is not None
    assert math.isclose(row["usual_pct"], 2.0)


def test_a_week_is_compared_with_how_weeks_differed_from_their_weekdays() -> None:
    few = [(weeks_before, THURSDAY, 400, 80) for weeks_before in range(1, 6)]
    row = week_of([(0, THURSDAY, 400, 80), *past(8), *few])
    assert row is not None
    # Five weeks have 88 of 800 instead of 16, five have no difference: the median is between 9% and 0%.
    assert math.isclose(row["usual_pct"], 2.0 + 4.5)


def test_the_range_narrows_with_the_root_of_the_texts() -> None:
    noisy = [(weeks_before, MONDAY, 400, 8 + 8 * (weeks_before % 3)) for weeks_before in WEEKS]
    small, large = week_of([(0, MONDAY, 400, 40), *noisy]), week_of([(0, MONDAY, 1600, 160), *noisy])
    assert small is not None
    assert large is not None
    widths = [row["high_pct"] - row["usual_pct"] for row in (small, large)]
    assert math.isclose(widths[0], 2 * widths[1])
    steady = week_of([(0, MONDAY, 400, 40), *past(16)])
    assert steady is not None
    assert steady["high_pct"] - steady["usual_pct"] < widths[0]


def test_chance_makes_some_difference_even_where_the_past_has_none() -> None:
    row = week_of([(0, MONDAY, 400, 1), *past(0)], normal_points=0.0)
    assert row is not None
    assert not row["is_unusual"]
    assert row["high_pct"] > row["share_pct"]


def test_small_weeks_and_short_pasts_are_not_compared() -> None:
    assert week_of([(0, MONDAY, 199, 40), *past(8)]) is None
    assert week_of([(0, MONDAY, 200, 40), *past(8)]) is not None
    assert week_of([THIS_WEEK, *past(8, range(1, 6))]) is None
    assert week_of([THIS_WEEK, *past(8, range(1, 7))]) is not None
    assert week_of([THIS_WEEK, *past(1, texts=49)]) is None
    assert week_of([THIS_WEEK, *past(8)], widest_range=0.1) is None


def test_a_share_hardly_above_the_usual_one_is_not_told() -> None:
    steady = past(4, texts=4000)
    rise = (0, MONDAY, 4000, 60)
    small, told = week_of([rise, *steady]), week_of([rise, *steady], normal_points=1.0)
    assert small is not None
    assert told is not None
    assert (small["is_unusual"], told["is_unusual"]) == (False, True)


def test_what_only_the_district_has_enough_texts_for_is_told_of_the_district() -> None:
    schools = [
        row
        for school in ("Oak", "Pine")
        for day in [(0, MONDAY, 150, 30), *past(3, texts=150)]
        for row in _rows(*day, school=school)
    ]
    told = [row for row in rows_of("shown_ranges", schools) if row["is_shown"]]
    assert [(row["is_district"], row["level"]) for row in told] == [(True, "reason")]


def test_three_reasons_of_a_third_each_do_not_hide_their_result() -> None:
    reasons = [reason for reason in vocabulary.REASONS if reason.result == FAILED.result][:3]
    counts = [
        row
        for reason in reasons
        for day in [(0, MONDAY, 400, 40), *past(4)]
        for row in _rows(*day, reason=reason)
    ]
    told = [row for row in rows_of("shown_ranges", counts) if row["is_shown"]]
    assert sorted(row["level"] for row in told) == ["reason", "reason", "reason", "result"]
    two = [row for row in counts if row["reason"] != reasons[2].key]
    told = [row for row in rows_of("shown_ranges", two) if row["is_shown"]]
    assert [row["level"] for row in told] == ["reason", "reason"], "half of it is most of it"
