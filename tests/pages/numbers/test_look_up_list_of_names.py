"""The look-up of a list with IDs and names: whom its lines name, and that none of several is guessed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

import queries
from data import csv_writer
from data.access import person_at_machine
from data.tables.schemas import SCHEMAS
from pages.parts.look_up.keys import LISTED_FILE, PASTED_NUMBERS
from pages.parts.look_up.lists import list_file, reading
from pages.parts.look_up.lists.named import Named
from tests.answers import Fill
from tests.pages import known_numbers
from tests.pages.district import html, opened
from tests.pages.markup import parsed
from tests.pages.numbers.page import sentences
from tests.pages.numbers.test_look_up_list import look_up

TWINS: list[dict[str, Any]] = [
    {"contact_id": "t1", "number": known_numbers.ONLY_TEXTED, "name": "Twin Roe", "student_name": "Al Roe"},
    {"contact_id": "t2", "number": None, "name": "Twin Roe", "student_name": "Cy Roe"},
]


@pytest.fixture(autouse=True)
def _of_twins(tmp_path: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    given = known_numbers.tables()
    more = [{**own, "school": "Lincoln High", "seen_until": known_numbers.NEWEST} for own in TWINS]
    contacts = [given["contacts"], pa.Table.from_pylist(more, schema=SCHEMAS["contacts"])]
    fill(str(tmp_path / "logs"), {**given, "contacts": pa.concat_tables(contacts)})
    (tmp_path / "twins.toml").write_text(known_numbers.WITH_SHORT_CODE, encoding="utf-8")
    monkeypatch.setenv("DISTRICT_TOML", str(tmp_path / "twins.toml"))


def asked(pasted: str) -> AppTest:
    """Return the page after a list was pasted."""
    test = opened(look_up)
    test.text_area(key=PASTED_NUMBERS.name).set_value(pasted)
    next(button for button in test.button if button.label == "Look up list").click().run()
    assert not test.exception
    return test


def test_ids_and_names_are_looked_up_and_a_name_of_several_people_is_not_guessed() -> None:
    test = asked("c001\nann  ROE\nAnn\nTwin Roe\n2125550101")
    shown = sentences(test)
    assert "1 of 2 different numbers would be texted now." in shown, "those of c001, Ann Roe and the last"
    assert "2 lines were found by their ID or name." in shown
    assert "1 line can mean several people, and isn't counted" in shown
    assert "1 line wasn't found" in shown
    (table,) = [own for own in parsed(html(test)).all("table") if "Twin Roe" in own.text]
    rows = [[cell.text for cell in row.all("td")] for row in table.one("tbody").all("tr")]
    assert [[row[0], row[4], row[5]] for row in rows] == [
        ["Twin Roe", "t1", "(212) 555-0105"],
        ["Twin Roe", "t2", "No number"],
    ]
    assert not test.query_params
    (_made_for, content) = test.session_state[LISTED_FILE.name]
    assert [row[2] for row in csv_writer.read(content) if row[0] == "Twin Roe"] == [
        "On no consent list",
        "No phone number",
    ]


def test_a_list_of_contacts_without_numbers_is_answered_too() -> None:
    shown = sentences(asked("t2"))
    assert "0 of 0 different numbers would be texted now. 1 line was found by its ID or name." in shown


def test_the_file_has_a_row_for_each_number_that_a_line_can_mean() -> None:
    listed = reading.of_text("c001\nTwin Roe", "US")
    named = Named.from_rows(
        queries.run("people_listed", person_at_machine(), lines=listed.others).to_pylist()
    )
    assert named.numbers(listed) == [known_numbers.SAID_YES], "a name of several people isn't guessed"
    answer = queries.run("numbers_looked_up", person_at_machine(), numbers=named.every_number)
    _header, *rows = csv_writer.read(list_file.csv_file(listed, named, answer))
    assert [[*row[:3], row[5], row[9], row[10]] for row in rows] == [
        ["c001", "+12125550100", "Will be texted", "Ann Roe; Bo Roe", "C001", "Contact ID"],
        ["Twin Roe", "+12125550105", "On no consent list", "Al Roe", "t1", "Can mean several people"],
        ["Twin Roe", "", "No phone number", "Cy Roe", "t2", "Can mean several people"],
    ]
    assert rows[2][3] == "This contact has no phone number."
