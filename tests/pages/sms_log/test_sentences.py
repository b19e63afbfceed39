"""The sentences over the tiles and under the list."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from data.words import vocabulary
from pages.parts.draw import formatting
from pages.parts.sms_log import sentences

UPDATED_AT = datetime(2026, 9, 30, 8, 12, tzinfo=ZoneInfo("America/Chicago"))
UPDATED = "Log updated Sep 30, 2026, 8:12 AM CT. All times are CT."


def texts_finding(sending: int, sent: int, undelivered: int, **reasons: int) -> str:
    total = sending + sent + undelivered
    stages = [
        {"stage": stage, "texts": texts, "share_pct": 100 * texts / total if total else None}
        for stage, texts in zip(
            [*vocabulary.STAGES, None], [sending, sent, undelivered, total], strict=True
        )
    ]
    rows = [{"reason": None if key == "none" else key, "texts": texts} for key, texts in reasons.items()]
    return sentences.texts_finding(stages, rows)


def test_finding_says_what_carriers_accepted_and_why_the_rest_failed() -> None:
    assert texts_finding(240, 4385, 395, not_opted_in_or_blocked=125, duplicate_number=79, none=100) == (
        "**4,385 of 5,020 texts (87.4%) were accepted by carriers.** "
        "Carriers don't report whether a text was read. "
        "**395 texts (7.9%) weren't delivered.** The most common reason: Not opted in (125). "
        "240 are in progress."
    )


def test_finding_omits_zero_counts() -> None:
    assert texts_finding(0, 5, 0) == (
        "**5 of 5 texts (100%) were accepted by carriers.** Carriers don't report whether a text was read. "
        "**No texts were undelivered.**"
    )


def test_finding_names_reasons_that_are_not_stated() -> None:
    assert texts_finding(0, 5, 3, none=3).endswith("The most common reason: Not stated (3).")


def test_finding_writes_one_text_in_the_singular() -> None:
    assert texts_finding(0, 1, 0).startswith("**1 of 1 text (100%) was accepted by carriers.**")
    assert texts_finding(1, 0, 0).startswith("**0 of 1 text (0.0%) was accepted by carriers.**")
    assert texts_finding(0, 1, 1, none=1).startswith("**1 of 2 texts (50.0%) was accepted by carriers.**")
    assert "**1 text (50.0%) wasn't delivered.**" in texts_finding(0, 1, 1, none=1)
    assert texts_finding(1, 1, 0).endswith("1 is in progress.")


def test_finding_without_texts_has_no_shares() -> None:
    assert texts_finding(0, 0, 0) == "**No texts.**"


def proof(listed: int, total: int, *, is_one_day: bool = False, updated_at: Any = UPDATED_AT) -> str:
    return sentences.proof(listed, total, {"log_as_of": updated_at}, is_one_day=is_one_day)


@pytest.mark.parametrize(
    ("listed", "total", "is_one_day", "words"),
    [
        (
            12431,
            12431,
            False,
            "Everything on this page and in its download counts the same 12,431 texts.",
        ),
        (1, 1, False, "Everything on this page and in its download counts the same 1 text."),
        (
            1,
            121,
            False,
            (
                "The chart, the list and its download show the same 1 text. "
                "The figures at the top count all 121."
            ),
        ),
        (
            34,
            34,
            True,
            "The figures at the top, the list and its download count 34 texts of one day.",
        ),
        (
            3,
            34,
            True,
            "The list and its download show the same 3 texts. The figures at the top count all 34.",
        ),
    ],
)
def test_proof_says_which_figures_count_the_same_texts(
    listed: int,
    total: int,
    is_one_day: bool,  # noqa: FBT001 - one of the cases
    words: str,
) -> None:
    assert proof(listed, total, is_one_day=is_one_day) == f"{words} {UPDATED}"


def test_proof_without_a_log_leaves_its_time_out() -> None:
    assert proof(2, 2, updated_at=None).endswith("the same 2 texts. All times are CT.")


def test_share_is_never_rounded_to_nothing_or_to_everything() -> None:
    shares = [0.0, 0.01, 94.12, 99.99, 100.0, None]
    expected = ["0.0%", "under 0.1%", "94.1%", "over 99.9%", "100%", "–"]
    assert [formatting.percent(share) for share in shares] == expected
