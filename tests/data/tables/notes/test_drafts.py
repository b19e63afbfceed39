"""What a note may say: one line of 200 letters at most, without a phone number, on days in their order."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import Problem
from data.tables.notes import LONGEST, Draft

DAY = date(2026, 10, 5)


def _kept(text: str) -> str:
    return Draft(DAY, DAY, text).checked().note


@pytest.mark.parametrize(
    "text",
    [
        "Call (212) 555-0101",
        "Call 212.555.0101 instead",
        "New office number: +1 212 555 0101",
        "2125550101",
        "office 555-0101",
        "list212_555_0101",
        "2026-10-05 212-555-0101",
    ],
)
def test_a_note_with_a_phone_number_is_refused_without_quoting_it(text: str) -> None:
    with pytest.raises(Problem, match="phone number") as refused:
        _kept(text)
    assert "555" not in str(refused.value)
    assert refused.value.next_step


@pytest.mark.parametrize(
    "text",
    [
        "Short code moved to 67587",
        "No school on 10/05/2026",
        "School year 2026–2027 begins",
        "School year 2026-2027 begins",
        "Outage on 2026-10-05, 8:30–11:45 AM",
        "1,250,000 texts at once",
        "Frühling 🌷, día de la raza",
    ],
)
def test_dates_short_codes_and_counts_are_no_phone_numbers(text: str) -> None:
    assert _kept(text) == text


def test_a_note_is_stored_on_one_line_without_what_cannot_be_seen() -> None:
    assert _kept("  Short code\n\n moved\t\u202e\x00 ") == "Short code moved"
    assert Draft(DAY, DAY, "Snow", "").checked().school is None


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b\x07\u200d"])
def test_a_note_without_words_is_refused(text: str) -> None:
    with pytest.raises(Problem, match="empty"):
        _kept(text)


def test_a_note_has_at_most_200_letters() -> None:
    assert len(_kept("é" * LONGEST)) == LONGEST == 200
    with pytest.raises(Problem, match="201 letters"):
        _kept("é" * 201)


def test_days_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(Problem, match="before the first"):
        Draft(DAY, date(2026, 10, 4), "Snow").checked()


@given(st.text(max_size=300))
def test_what_is_stored_is_stored_the_same_again(text: str) -> None:
    try:
        kept = _kept(text)
    except Problem:
        return
    assert kept == _kept(kept)
    assert len(kept.splitlines()) == 1
    assert 0 < len(kept) <= LONGEST
