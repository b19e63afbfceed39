"""The look-up of a list: pasted or from a file, in any format, and the file that comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import queries
from data import csv_writer
from data.access import person_at_machine
from data.errors import Problem
from pages.parts.look_up.keys import PASTED_NUMBERS
from pages.parts.look_up.lists import list_file, reading
from pages.parts.look_up.lists.named import Named
from tests.import_files import workbook
from tests.pages.district import html, opened
from tests.pages.numbers.page import sentences

PASTED = "(212) 555-0100\n\n212.555.0101\nnot a number\n+1 212 555 0100\n2125550199"


def look_up() -> None:
    import queries
    from data.access import person_at_machine
    from pages import look_up
    from pages.parts.frame import data_source

    with queries.reading(data_source.shown().uri):
        look_up.show(person_at_machine())


def test_a_pasted_list_says_how_many_would_be_texted_and_why_others_not() -> None:
    test = opened(look_up)
    test.text_area(key=PASTED_NUMBERS.name).set_value(PASTED)
    _click(test, "Look up list")
    assert "1 of 3 different numbers would be texted now." in sentences(test)
    assert "1 line repeats a number. 1 line wasn't found: it is no phone number" in sentences(test)
    assert "Opted out" in html(test)
    assert "0100" not in str(test.query_params)


def test_a_list_without_numbers_says_so() -> None:
    test = opened(look_up)
    test.text_area(key=PASTED_NUMBERS.name).set_value("nobody\n")
    _click(test, "Look up list")
    assert "The list has no phone numbers, and no IDs or names of contacts or students." in [
        info.value for info in test.info
    ]


def test_the_file_has_every_line_in_its_order_with_a_sentence() -> None:
    listed = reading.of_text(PASTED, "US")
    answer = queries.run("numbers_looked_up", person_at_machine(), numbers=listed.numbers)
    _header, *rows = csv_writer.read(list_file.csv_file(listed, Named(), answer))
    assert [row[:3] for row in rows] == [
        ["(212) 555-0100", "+12125550100", "Will be texted"],
        ["212.555.0101", "+12125550101", "Opted out"],
        ["not a number", "", "No phone number"],
        ["+1 212 555 0100", "+12125550100", "Will be texted"],
        ["2125550199", "+12125550199", "Unknown"],
    ]
    assert rows[1][4:7] == ["Pat c1; Pat c2", "", "Lincoln High"]
    assert rows[2][3] == "This isn't a phone number."
    assert [row[9:] for row in rows[:3]] == [["c0", "Number"], ["c1; c2", "Number"], ["", "Not found"]]


@pytest.mark.parametrize(
    "content",
    [
        "Student ID,Name,Cell\n1,Ana,(212) 555-0100\n2,Ben,212-555-0101\n3,Cy,\n",
        "2125550100\n2125550101\n",
        "\ufeffPhone;Name\r\n+12125550100;Ana\r\n+12125550101;Ben\r\n",
    ],
    ids=["among other columns", "without a header", "from Excel"],
)
def test_numbers_are_read_from_the_column_of_a_file_that_has_them(content: str) -> None:
    assert _numbers("list.csv", content.encode()) == [12125550100, 12125550101]


def test_a_workbook_is_read_too(tmp_path: Path) -> None:
    rows = [("Name", "Cell"), ("Ana", "(212) 555-0100"), ("Ben", 2125550101)]
    content = workbook(tmp_path / "list.xlsx", List=rows).read_bytes()
    assert _numbers("list.xlsx", content) == [12125550100, 12125550101]


def test_a_file_without_numbers_says_what_to_do() -> None:
    with pytest.raises(Problem, match="no column of phone numbers, contact IDs or names") as error:
        _numbers("names.csv", b"Name\nAna\n")
    assert "paste them" in error.value.next_step


def test_a_file_that_cannot_be_read_is_refused_without_its_numbers() -> None:
    with pytest.raises(Problem, match="can't be read") as error:
        _numbers("list.csv", b'Number,Day\n"2125550100,10/5/2026\n')
    assert "2125550100" not in str(error.value)
    assert error.value.__suppress_context__, "a log would print DuckDB's own message, which quotes numbers"


def test_an_empty_file_is_refused_by_its_own_name_alone() -> None:
    with pytest.raises(Problem) as error:
        _numbers("families.csv", b"")
    assert str(error.value).splitlines()[:2] == ["This file is empty.", "families.csv"]
    assert str(error.value).count("families.csv") == 1


def test_a_file_without_numbers_is_read_from_the_column_of_most_ids_or_names() -> None:
    content = b"Room,Student\n1,Ana\n2,Ben\n1,Zoe\n"
    listed = reading.of_file("list.csv", content, "US", lambda cells: len({"Ana", "Ben"} & {*cells}))
    assert [entry.text for entry in listed.entries] == ["Ana", "Ben", "Zoe"]


def _numbers(name: str, content: bytes) -> list[int]:
    return reading.of_file(name, content, "US", lambda _cells: 0).numbers


def _click(test: AppTest, label: str) -> None:
    next(button for button in test.button if button.label == label).click().run()
    assert not test.exception
