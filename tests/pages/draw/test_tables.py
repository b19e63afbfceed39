"""Tables that can be sorted and pressed, as HTML."""

from __future__ import annotations

import re

import pytest

from pages.parts.draw.tables import Sort, table

COLUMNS: dict[str, list[object]] = {"School": ["Oak & <b>", "Lincoln"], "Numbers": [1200, 3]}
SORT = Sort({"School": "school", "Numbers": "numbers"}, "-numbers")


def test_the_head_of_a_column_is_a_button_that_says_how_the_list_is_sorted() -> None:
    made = table(COLUMNS, "Schools", sort=SORT)
    assert re.findall(r'data-press="([^"]*)"', made) == ["sort=school", "sort=numbers"]
    assert re.findall(r'aria-sort="(\w+)"><button type="button" data-press="(.*?)"', made) == [
        ("descending", "sort=numbers")
    ]


def test_only_the_columns_that_can_be_sorted_have_a_button() -> None:
    assert table(COLUMNS, "Schools", sort=Sort({"School": "school"})).count("<button") == 1
    assert "<button" not in table(COLUMNS, "Schools")


@pytest.mark.parametrize(
    ("by", "after"),
    [(None, "school"), ("school", "-school"), ("-school", None), ("-numbers", "school")],
)
def test_a_head_sorts_up_then_down_then_as_at_first(by: str | None, after: str | None) -> None:
    assert Sort(SORT.keys, by).after("school") == after


def test_a_row_that_can_be_pressed_is_one_button_which_tells_its_own_value() -> None:
    made = table(COLUMNS, "Schools", press=['school=Oak & "b"=', "school=Lincoln"])
    assert made.count("<tr data-press-row>") == made.count("<button") == 2
    assert 'data-press="school=Oak &amp; &quot;b&quot;="' in made
    assert "<b>" not in made, "what stands in the data is no HTML"
    assert '<td class="count">1,200</td>' in made
