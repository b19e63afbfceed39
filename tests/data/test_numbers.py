"""Phone numbers: what counts as one, how it is kept, and how it is shown."""

from __future__ import annotations

import time

import pytest

from data import numbers

SAME = (
    *("2125550101", "(212) 555-0101", "212-555-0101", "212.555.0101", " 212 555 0101 ", "1-212-555-0101"),
    *("+12125550101", "+1 (212) 555-0101", "tel:+12125550101", "'2125550101", '="2125550101"'),
    *("2125550101.0", "12125550101.00", "212-555-0101 ext. 5", "212–555–0101"),
    *("1.2125550101E+10", "2.125550101E9", "2,125,550,101", "001 212 555 0101", "0012125550101"),
)
NONE = (
    "",
    " ",
    "-",
    "N/A",
    "none",
    "555-0101",
    "67587",
    "911",
    "21255501",
    "212555010.0",
    "2125550101 2125550102",
    "1-800-FLOWERS",
    "212-555-HELP",
    "212-555-0103 (mom)",
)
SCIENTIFIC = ("2.12556E+09", "1.21256e+10", " 2E9 ", "1.212555E+10")


@pytest.mark.parametrize("text", SAME)
def test_a_number_is_read_in_any_format(text: str) -> None:
    assert numbers.read(text, "US") == 12125550101


@pytest.mark.parametrize("text", NONE)
def test_text_without_a_number_is_none_with_a_reason(text: str) -> None:
    assert numbers.read(text, "US") is None
    assert numbers.why_not(text) == "This isn't a phone number."


@pytest.mark.parametrize("text", SCIENTIFIC)
def test_scientific_form_is_none_with_a_reason(text: str) -> None:
    assert numbers.read(text, "US") is None
    assert "scientific form" in numbers.why_not(text)
    assert "Export the column again as text." in numbers.why_not(text)


def test_a_number_without_a_country_code_belongs_to_the_region() -> None:
    assert numbers.read("2125550101", "CA") == 12125550101
    assert numbers.read("2125550101", "GB") != 12125550101
    assert numbers.read("+1 212 555 0101", "GB") == 12125550101


def test_a_possible_number_in_no_range_in_use_is_kept_and_marked() -> None:
    assert numbers.read("(211) 555-0101", "US") == 12115550101
    assert not numbers.is_valid(12115550101)
    assert numbers.is_valid(12125550101)


def test_a_number_is_shown_as_its_region_writes_it() -> None:
    assert numbers.on_screen(12125550101, "US") == "(212) 555-0101"
    assert numbers.on_screen(12125550101, "GB") == "+1 212-555-0101"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("555-0101", "The number has no area code."),
        ("38", "The number has too few digits."),
        ("+1 212 555 0101 0", "The number has too many digits."),
        ("N/A", None),
        ("2.12556E+09", None),
    ],
)
def test_number_of_the_wrong_length_gets_the_reason(text: str, why: str | None) -> None:
    assert numbers.wrong_length(text, "US") == why


def test_time_for_a_long_word_does_not_grow_with_its_square() -> None:
    def seconds(letters: int) -> float:
        text = "a" * letters
        times = []
        for _try in range(3):
            start = time.process_time()
            assert numbers.EMAIL.sub("…", text) == text
            times.append(time.process_time() - start)
        return min(times)

    assert seconds(40_000) < 30 * seconds(4_000)
