"""The sentences over and under the figures."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest

from data.words import vocabulary
from pages.parts.draw import formatting
from pages.parts.sms_log import sentences

AS_OF = datetime(2026, 9, 30, 8, 12, tzinfo=ZoneInfo("America/Chicago"))
STAGES = [*vocabulary.STAGES, None]
Usual = dict[str, float | None]
NO_BAND: Usual = {"low_pct": None, "high_pct": None, "days": 0}
NO_REASONS = pa.table({"reason": pa.array([], pa.string()), "texts": pa.array([], pa.int64())})


def of_texts(sending: int, taken: int, undelivered: int, **reasons: int) -> str:
    total = sending + taken + undelivered
    texts = [sending, taken, undelivered, total]
    shares = [100 * count / total if total else None for count in texts]
    stages = pa.table({"stage": STAGES, "texts": texts, "share_pct": shares})
    why = pa.table(
        {"reason": [key if key != "none" else None for key in reasons], "texts": [*reasons.values()]}
    )
    return sentences.of_texts(stages, why if reasons else NO_REASONS)


def test_the_finding_of_the_texts_says_what_carriers_took_and_what_went_wrong() -> None:
    assert of_texts(73, 11698, 660, carrier_trouble=300, duplicate_number=204, none=156) == (
        "**Carriers took 11,698 of 12,431 texts (94.1%).** No report can show who read one. "
        "**Undelivered: 660 (5.3%)**, most often: Carrier trouble (300); 204 had already got it. "
        "Still on the way: 73."
    )


def test_what_there_is_none_of_is_left_out_of_the_finding() -> None:
    assert of_texts(0, 5, 0) == (
        "**Carriers took 5 of 5 texts (100%).** No report can show who read one. **Undelivered: 0 (0.0%)**."
    )
    assert "already" not in of_texts(0, 5, 3, none=3)
    assert "most often: Not stated (3)." in of_texts(0, 5, 3, none=3)


def test_one_text_is_no_texts() -> None:
    assert "took 1 of 1 text (100%)" in of_texts(0, 1, 0)
    assert "took 0 of 1 text (0.0%)" in of_texts(1, 0, 0)


def test_without_texts_there_is_no_share_to_tell() -> None:
    assert of_texts(0, 0, 0) == "**No texts.**"


def of_days(rows: list[tuple[int, int, int]], usual: Usual = NO_BAND) -> str:
    shares = {
        "day": [date(2026, 9, day) for day, _, _ in rows],
        "texts": [texts for _, texts, _ in rows],
        "undelivered": [undelivered for _, _, undelivered in rows],
        "undelivered_pct": [100 * undelivered / texts for _, texts, undelivered in rows],
    }
    return sentences.of_days(pa.table(shares), usual, 20)


def test_the_finding_of_the_days_names_the_busiest_and_the_worst() -> None:
    assert of_days([(1, 1200, 24), (2, 50, 5), (3, 19, 19)]) == (
        "The busiest day was Sep 1, 2026 with 1,200 texts. "
        "The largest share was undelivered on Sep 2, 2026: 10.0%, 5 of 50."
    ), "nineteen texts are too few to judge"


def test_the_finding_of_the_days_tells_the_usual_band_where_there_is_one() -> None:
    band: Usual = {"low_pct": 2.04, "high_pct": 5.0, "days": 46}
    assert "Usual (band): 2.0% to 5.0%, from 46 days; the strongest bars lie above it." in of_days(
        [(1, 50, 5)], band
    )
    assert "Usual" not in of_days([(1, 50, 5)])


def test_days_with_too_few_texts_are_not_judged() -> None:
    assert of_days([(4, 1, 1)]) == "The busiest day was Sep 4, 2026 with 1 text."


def test_a_few_undelivered_texts_are_neither_judged_nor_denied() -> None:
    assert of_days([(4, 90, 0), (5, 3, 1)]) == "The busiest day was Sep 4, 2026 with 90 texts."


def test_days_narrowed_to_some_results_are_still_told_of_all() -> None:
    shares = {"day": [date(2026, 9, 4)], "texts": [90], "undelivered": [0], "undelivered_pct": [0.0]}
    finding = sentences.of_days(pa.table(shares), NO_BAND, 20, is_narrowed=True)
    assert finding.startswith("Of all results, the busiest day was Sep 4, 2026 with 90 texts.")


def test_days_on_which_nothing_was_undelivered_have_no_worst() -> None:
    assert (
        of_days([(4, 90, 0)]) == "The busiest day was Sep 4, 2026 with 90 texts. Nothing was undelivered."
    )


def of_worst(*rows: tuple[str | None, int, int]) -> str:
    told = [
        {"school": name, "texts": texts, "undelivered_pct": 100 * undelivered / texts}
        for name, texts, undelivered in rows
    ]
    return sentences.of_worst(told, "school", "No school given", 20)


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        (
            [("Oak", 3295, 201), ("Pine", 50, 1)],
            "Oak had the largest share undelivered: 6.1% of 3,295 texts.",
        ),
        ([(None, 40, 2)], "No school given had the largest share undelivered: 5.0% of 40 texts."),
        ([("Oak", 19, 19)], "None has enough texts to judge its share."),
        ([("Oak", 50, 0)], "None of those with 20 texts or more had any undelivered."),
        ([], "None has enough texts to judge its share."),
    ],
)
def test_the_finding_of_a_comparison_names_the_worst(
    rows: list[tuple[str | None, int, int]], finding: str
) -> None:
    assert of_worst(*rows) == finding


def test_the_finding_of_the_reasons_names_the_most_frequent() -> None:
    rows: list[dict[str, Any]] = [
        {"reason": "carrier_trouble", "texts": 3, "share_pct": 30.0},
        {"reason": None, "texts": 7, "share_pct": 70.0},
    ]
    assert sentences.of_reasons(rows) == "Most often: Not stated, 7 of the undelivered texts (70.0%)."
    assert sentences.of_reasons([]) == "Nothing was undelivered."


def proof(listed: int, total: int, *, is_one_day: bool = False) -> str:
    clock = pa.table({"log_as_of": [AS_OF]})
    return sentences.proof(listed, total, clock, is_one_day=is_one_day).partition(" Log as of")[0]


def test_the_proof_says_which_figures_count_the_same_texts() -> None:
    assert (
        proof(12431, 12431) == "Everything on this page and in its download counts the same 12,431 texts."
    )
    assert proof(1, 121) == (
        "The chart, the list and its download hold the same 1 text: those that match all that is chosen, "
        "of the 121 that the figures at the top count."
    )


def test_the_proof_does_not_count_the_chart_in_where_it_shows_other_days_too() -> None:
    assert proof(34, 34, is_one_day=True).startswith("The figures at the top, the list and its download")
    assert proof(3, 34, is_one_day=True).startswith("The list and its download hold the same 3 texts")


def test_the_proof_names_the_instant_and_the_zone() -> None:
    told = sentences.proof(2, 2, pa.table({"log_as_of": [AS_OF]}))
    assert told.endswith(" Log as of Sep 30, 2026 8:12 AM. All times are Central time.")
    never = pa.table({"log_as_of": pa.array([None], pa.timestamp("us", "America/Chicago"))})
    assert "Log as of" not in sentences.proof(2, 2, never)


def test_a_share_is_never_rounded_to_nothing_or_to_everything() -> None:
    shares = [0.0, 0.01, 94.12, 99.99, 100.0, None]
    expected = ["0.0%", "under 0.1%", "94.1%", "over 99.9%", "100%", "–"]
    assert [formatting.percent(share) for share in shares] == expected
