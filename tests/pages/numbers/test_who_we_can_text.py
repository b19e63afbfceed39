"""Who we can text, opened alone over the contacts of a golden answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from data import settings
from tests.answers import GOLDEN, Fill, ReadGiven
from tests.districts import write_settings
from tests.pages.district import html, opened, pressed
from tests.pages.numbers.page import rows, sentences


def who_we_can_text() -> None:
    import streamlit as st

    import queries
    from data.access import person_at_machine
    from pages import who_we_can_text
    from pages.parts.frame import data_source

    for key, value in st.session_state.pop("pressed", []):
        who_we_can_text._click(key, value)
    with queries.reading(data_source.shown().uri):
        who_we_can_text.show(person_at_machine())


@pytest.fixture
def small_district(
    tmp_path: Path, fill: Fill, read_given: ReadGiven, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Open the page over ten contacts of three schools, two of which are small."""
    monkeypatch.setenv("DISTRICT_TOML", str(write_settings(tmp_path)))
    given = dict(read_given(GOLDEN / "who_can_be_texted" / "given"))
    given["contacts"] = read_given(GOLDEN / "who_can_be_texted" / "small_groups" / "given")["contacts"]
    given["imports"] = read_given(GOLDEN / "number_status" / "given")["imports"]
    fill(settings.load().logs, given)


def test_the_page_says_how_many_can_be_texted_and_lists_the_others() -> None:
    test = opened(who_we_can_text)
    assert "1 of 3 contacts (33.3%) can be texted today." in sentences(test)
    assert "Fewer than 5 contacts are too few to show in groups." in sentences(test)
    steps = rows(test, "Contacts, and where they are lost")
    assert [row[:2] for row in steps] == [
        ["All contacts", "3"],
        ["No number", "0"],
        ["Landline only", "0"],
        ["Pending", "0"],
        ["Opted out", "2"],
        ["Keeps failing", "0"],
        ["Can be texted", "1"],
    ]
    assert "Different contacts: 2." in sentences(test)
    assert [row[1] for row in rows(test, "1–2 of 2 rows")] == ["Pat c1", "Pat c2"]


def test_a_click_on_a_step_filters_the_list() -> None:
    test = pressed(opened(who_we_can_text), "obstacle", "pending")
    assert "No contact is lost for this reason." in sentences(test)
    assert test.query_params["obstacle"] == "pending"


@pytest.mark.usefixtures("small_district")
def test_a_click_on_a_school_shows_it_alone_and_another_one_all_again() -> None:
    test = pressed(opened(who_we_can_text), "group", "school:Lincoln High")
    assert "Lincoln High: 0 of 5 contacts (0.0%) can be texted today." in sentences(test)
    assert test.query_params["group"] == "school:Lincoln High"
    assert "Different contacts: 5." in sentences(test)
    pressed(test, "group", "school:Lincoln High")
    assert "0 of 10 contacts" in sentences(test)
    assert "group" not in test.query_params


@pytest.mark.usefixtures("small_district")
def test_small_schools_are_shown_together_and_no_link_shows_one_alone() -> None:
    test = opened(who_we_can_text, group=["school:Oak Elementary"])
    assert "0 of 10 contacts" in sentences(test)
    schools = rows(test, "Contacts who can be texted, by school")
    assert [row[0] for row in schools] == ["Lincoln High", "2 small groups together"]
    assert "Oak Elementary" not in str(schools)


@pytest.mark.usefixtures("nothing_imported")
def test_without_a_consent_list_nothing_is_counted() -> None:
    test = opened(who_we_can_text)
    assert "No consent list yet." in html(test)
    assert "can be texted today" not in sentences(test)
