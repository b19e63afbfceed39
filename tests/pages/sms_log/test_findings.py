"""The sentences about the charts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pages.parts.sms_log import findings
from pages.parts.sms_log.undelivered.levels import BY_BROADCAST, BY_SCHOOL, Level

Usual = dict[str, float | None]
NO_RANGE: Usual = {"low_pct": None, "high_pct": None, "days": 0}
RANGE: Usual = {"low_pct": 4.91, "high_pct": 12.8, "days": 46}


def days_finding(
    rows: list[tuple[int, int, int]],
    usual: Usual = NO_RANGE,
    *,
    is_narrowed: bool = False,
) -> str:
    shares = [
        {
            "day": date(2026, 9, day),
            "texts": texts,
            "undelivered": undelivered,
            "undelivered_pct": 100 * undelivered / texts,
        }
        for day, texts, undelivered in rows
    ]
    return findings.days(shares, usual, is_narrowed=is_narrowed)


def test_days_finding_names_the_busiest_and_the_worst_day() -> None:
    assert days_finding([(1, 1200, 24), (2, 50, 5), (3, 19, 19)]) == (
        "The busiest day was Sep 1, 2026, with 1,200 texts. "
        "Sep 2, 2026 had the largest undelivered share: 10.0% (5 of 50 texts)."
    ), "19 texts are too few to compare"


def test_days_finding_names_the_usual_range_if_there_is_one() -> None:
    assert days_finding([(1, 50, 5)], RANGE).endswith(
        " Usual range 4.9–12.8% (gray band, 46 days). Bold bars are above it."
    )
    assert "Usual" not in days_finding([(1, 50, 5)])


def test_days_with_too_few_texts_have_no_worst_day() -> None:
    assert days_finding([(4, 1, 1)]) == "The busiest day was Sep 4, 2026, with 1 text."
    assert days_finding([(4, 90, 0), (5, 3, 1)]) == "The busiest day was Sep 4, 2026, with 90 texts."


def test_days_narrowed_to_some_results_are_compared_across_all() -> None:
    assert days_finding([(4, 90, 0)], is_narrowed=True).startswith(
        "Across all results, the busiest day was Sep 4, 2026, with 90 texts."
    )


def test_days_without_undelivered_texts_say_so() -> None:
    assert days_finding([(4, 90, 0)]).endswith(" No texts were undelivered.")


@pytest.mark.parametrize(
    ("number", "words"), [(1, "No log for 1 day (shaded)."), (3, "No log for 3 days (shaded).")]
)
def test_days_without_a_log_are_counted(number: int, words: str) -> None:
    assert findings.days_without_log(number) == words


def worst(level: Level, *rows: tuple[str | None, int, int]) -> str:
    answer = [
        {level.name_column: name, "texts": texts, "undelivered_pct": 100 * undelivered / texts}
        for name, texts, undelivered in rows
    ]
    return findings.worst(answer, level)


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        (
            [("Oak", 3295, 201), ("Pine", 50, 1)],
            "Oak had the largest undelivered share: 6.1% of 3,295 texts.",
        ),
        ([(None, 40, 2)], "School not stated had the largest undelivered share: 5.0% of 40 texts."),
        ([("Oak", 19, 19)], "No school has enough texts to compare."),
        ([("Oak", 50, 0)], "No school with 20 or more texts has any undelivered."),
        ([], "No school has enough texts to compare."),
    ],
)
def test_finding_of_schools_names_the_worst(rows: list[tuple[str | None, int, int]], finding: str) -> None:
    assert worst(BY_SCHOOL, *rows) == finding


def test_finding_of_broadcasts_speaks_of_broadcasts() -> None:
    assert worst(BY_BROADCAST, ("Alert", 19, 19)) == "No broadcast has enough texts to compare."
    assert (
        worst(BY_BROADCAST, ("Alert", 50, 0)) == "No broadcast with 20 or more texts has any undelivered."
    )
    assert worst(BY_BROADCAST, (None, 40, 2)).startswith("Broadcast not stated had the largest")


def test_finding_of_reasons_names_the_most_common() -> None:
    rows: list[dict[str, Any]] = [
        {"reason": "carrier_trouble", "texts": 3, "share_pct": 30.0},
        {"reason": None, "texts": 7, "share_pct": 70.0},
    ]
    assert findings.reasons(rows) == "The most common reason: Not stated, with 7 texts (70.0%)."
    assert findings.reasons([]) == "No texts were undelivered."
