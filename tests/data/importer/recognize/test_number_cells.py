"""The number of a cell, in every form that offices, spreadsheets and services write one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from data.importer.recognize.numbers import number_cells

A, B = 12125550101, 12125550102
NO_AREA_CODE, TOO_FEW = "The number has no area code.", "The number has too few digits."
TOO_MANY, NO_NUMBER = "The number has too many digits.", "This isn't a phone number."
LETTERS = "This number has letters in place of digits."
SEVERAL = "This cell has several numbers, and the file doesn't say which one is meant."
EXTENSION = "This number has an extension. A line behind an extension takes no texts."
LOST = (
    "A spreadsheet wrote this number in scientific form, so its last digits are lost. "
    "Export the column again as text."
)

ALONE = [
    *("2125550101", "(212) 555-0101", "'2125550101", '="2125550101"', "tel:+12125550101", "SMS:2125550101"),
    *("001 212 555 0101", "0012125550101", "+1\u00a0(212)\u00a0555-0101", "212\u2013555\u20110101"),
    *(
        "\u202a+12125550101\u202c",
        "\uff0b1 212 555 0101",
        "\u0662\u0661\u0662\u0665\u0665\u0665\u0660\u0661\u0660\u0661",
    ),
    *(
        "2125550101.0",
        "12125550101.00",
        "2.125550101E9",
        "1.2125550101E+10",
        "2,125,550,101",
        "212/555-0101",
    ),
    *("#2125550101", "+12125550101;", "[2125550101]"),
]
BESIDE_WORDS = [
    *("212-555-0101 (mom)", "cell: 212-555-0101", "212-555-0101 call after 5", "(Axel) 212-555-0101"),
    *("(212) 555-0101 H", "2125550101H", "H:2125550101", "c2125550101", "+1 (212) 555-0101 Mom's cell"),
    *(
        "212-555-0101 2nd floor",
        "212 555 0101 apt 12",
        "212.555.0101 - work",
        "212-555-0101 (since 2026-05-06)",
    ),
    *("212-555-0101 as of 5/6/2026", "212-555-0101; N/A", "212-555-0101 / (212) 555-0101", "2125550101x"),
    *("212/555-0101 mom", "mom 2125550101", "212-555-0101 (English only)", "212-555-0101 - Mom"),
]
LISTS = [
    *("+12125550101;+12125550102", "+12125550101, +12125550102", "2125550101|2125550102"),
    *('["+12125550101","+12125550102"]', "['+12125550101', '+12125550102']", "{2125550101,2125550102}"),
    *("(212) 555-0101 (212) 555-0102", "212-555-0101 212-555-0102", "212-555-0101 ::: 212-555-0102"),
    *("2125550101 2125550102", "212-555-0101 / 212-555-0102", "212-555-0101 or 212-555-0102"),
    *("212-555-0101\n212-555-0102", "Mom 212-555-0101, Dad 212-555-0102", "212-555-0101 & 212-555-0102"),
]
PLACEHOLDERS = [
    *(
        "",
        " ",
        "-",
        "( ) -",
        "(   )    -",
        "()",
        "...",
        "N/A",
        "n/a",
        "#N/A",
        "NA",
        "none",
        "None",
        "NULL",
        "(blank)",
    ),
    *("0", "0000000000", "000-000-0000", "(000) 000-0000", "999-999-9999", "1-999-999-9999", "9999999999"),
    *(
        "111-111-1111",
        "(555) 555-5555",
        "555-5555",
        "123-456-7890",
        "unlisted",
        "Unknown",
        "no phone",
        "No Cell Phone",
    ),
    *("+10000000000", "xxx-xxx-xxxx", "not available", "NaN", "212-000-0000", "not on file"),
]
REFUSED = [
    ("555-0101 mom", NO_AREA_CODE),
    ("5550106 Ann", NO_AREA_CODE),
    ("+1 555-0101", NO_AREA_CODE),
    ("000-555-0101", NO_AREA_CODE),
    ("+1 212 555 01 Bob", TOO_FEW),
    ("67587", TOO_FEW),
    ("911", TOO_FEW),
    ("21255501", TOO_FEW),
    ("212555010O", TOO_FEW),
    ("+1 212 555 0101 0", TOO_MANY),
    ("1-800-FLOWERS", LETTERS),
    ("212-555-HELP", LETTERS),
    ("1-800-555-HELP", LETTERS),
    ("See notes", NO_NUMBER),
    ("212-555-01O1", NO_NUMBER),
    ("SMAB2125550101", NO_NUMBER),
    ("ana2125550101@example.org", NO_NUMBER),
    ("2026-05-06 14:05", NO_NUMBER),
    ("212-555-0101 x123", EXTENSION),
    ("212-555-0101 ext. 4", EXTENSION),
    ("(212) 555-0101 Extension 12", EXTENSION),
    ("212-555-0101 #12", EXTENSION),
    ("212-555-0101,,123", EXTENSION),
    ("tel:+1-212-555-0101;ext=5", EXTENSION),
    ("x123", EXTENSION),
    ("212-555-0101/0102", SEVERAL),
    ("212-555-0101 or 555-0102", SEVERAL),
    ("212-555-0101 (home) 212-555-0102 (cell)", SEVERAL),
    ("2.12556E+09", LOST),
    ("1.212555E+10", LOST),
]


@pytest.mark.parametrize("cell", ALONE)
def test_a_number_is_read_in_every_form(cell: str) -> None:
    assert number_cells.read(cell, "US") == number_cells.NumberCell(A)


@pytest.mark.parametrize("cell", BESIDE_WORDS)
def test_the_only_number_beside_words_is_read_and_the_words_are_noted(cell: str) -> None:
    assert number_cells.read(cell, "US") == number_cells.NumberCell(A, has_words=True)


@pytest.mark.parametrize("cell", LISTS)
def test_several_numbers_are_a_list_of_which_none_is_selected(cell: str) -> None:
    read = number_cells.read(cell, "US")
    assert (read.number, read.why) == (None, SEVERAL)
    assert [number_cells.read(part, "US").number for part in read.parts] == [A, B]


@pytest.mark.parametrize("cell", PLACEHOLDERS)
def test_a_placeholder_is_no_number_and_no_error(cell: str) -> None:
    assert number_cells.read(cell, "US") == number_cells.NumberCell()


@pytest.mark.parametrize(("cell", "why"), REFUSED)
def test_what_is_no_number_gets_the_right_reason(cell: str, why: str) -> None:
    assert number_cells.read(cell, "US") == number_cells.NumberCell(why=why)


@pytest.mark.parametrize(
    ("cell", "region", "number"),
    [
        ("070 123 45 67 (Axel)", "CH", 41701234567),
        ("+44 (0)20 7946 0958 mum", "GB", 442079460958),
        ("020 7946 0958", "GB", 442079460958),
    ],
)
def test_numbers_of_other_regions_are_read_beside_words_too(cell: str, region: str, number: int) -> None:
    assert number_cells.read(cell, region).number == number


WRITTEN = (
    "{a}{b}{c}",
    "({a}) {b}-{c}",
    "+1{a}{b}{c}",
    "{a}.{b}.{c}",
    "1-{a}-{b}-{c}",
    "{a}{b}{c}.0",
    "001{a}{b}{c}",
)
BESIDE = (
    *(
        "{}",
        " {} ",
        "{} (mom)",
        "cell: {}",
        "{} H",
        "{} call after 5",
        "'{}",
        "{} x12",
        "{} #4",
        "{} or {}",
    ),
    *("{}; {}", "{} / {}", "{}A{}", "{} ext 3", "{} 2026-05-06", "N/A {}", "{}, N/A", "{}1", "{} 12"),
)


@trying(max_examples=300, deadline=None)
@given(st.integers(100, 199), st.integers(100, 199), st.sampled_from(WRITTEN), st.sampled_from(BESIDE))
def test_a_cell_yields_a_number_that_it_has_or_none(
    first: int, second: int, form: str, beside: str
) -> None:
    cells = [form.format(a=212, b=555, c=f"{last:04d}") for last in (first, second)]
    number = number_cells.read(beside.format(*cells[: beside.count("{}")]), "US").number
    assert number in {None, 12125550100 + first - 100}
    if "{}" in (beside.strip(" '"), beside.replace(" (mom)", "")):
        assert number == 12125550100 + first - 100
