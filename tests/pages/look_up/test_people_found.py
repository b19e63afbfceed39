"""The look-up by a name or an ID: whom it finds, how one is chosen, and that no name is kept."""

from __future__ import annotations

import pytest

from data.record import Entry
from pages.parts.look_up import people
from tests.pages import known_numbers
from tests.pages.look_up.page import LookUpPage
from tests.recorded import entries

pytestmark = pytest.mark.usefixtures("of_known_numbers")


@pytest.mark.parametrize("typed", ["pat roe", "ROE, Pat", "Ann", "s2", "c001"])
def test_a_name_or_an_id_that_finds_one_number_is_answered_at_once(typed: str) -> None:
    page = LookUpPage(typed)
    assert page.headline == "Yes, (212) 555-0100 can be texted."
    assert page.field == typed, "the name can be read beside its answer"


def test_several_matches_are_listed_to_choose_from() -> None:
    page = LookUpPage("shared")
    assert len(page.matches) == known_numbers.SHARED_BY
    assert page.matches[0] == ["Shared 0", "", "Lincoln High", "C100", "(212) 555-0101"]
    assert "15 found. Select one to look up the number." in page.sentences
    assert not page.has_answer
    assert page.select_match("+12125550101").headline == "No, (212) 555-0101 can't be texted."


def test_a_list_that_is_cut_says_how_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "FIRST", 3)
    page = LookUpPage("shared")
    assert len(page.matches) == 3
    listed = "15 found. The first 3 are listed: enter more of the name, a student or an ID."
    assert listed in page.sentences
    before = len(_look_ups())
    assert len(page.list_more().matches) == known_numbers.SHARED_BY
    assert "Show more" not in page.html
    assert [entry.rows for entry in _look_ups()[before:]] == [15], "what was shown is in the record"


def test_a_contact_without_a_number_offers_nothing_to_select() -> None:
    row = {"name": "Pat", "number": None, "of_all": 1}
    assert people.summary([row]) == "1 found, without a phone number. Ask the family for one."


def test_a_name_of_nobody_is_answered_without_being_repeated() -> None:
    page = LookUpPage("Zed Nobody")
    assert page.headline == "No contact or student has this name or ID."
    assert "Zed" not in page.html + page.sentences


def test_digits_that_are_no_number_and_no_id_say_what_is_wrong_with_the_number() -> None:
    assert LookUpPage("38").headline == "The number has too few digits."


def test_a_search_is_recorded_once_without_the_name_and_then_the_number_that_is_chosen(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    before = len(_look_ups())
    page = LookUpPage("shared")
    page.test.run()
    page.select_match("+12125550101")
    search, look_up = _look_ups()[before:]
    assert (search.about, search.rows, search.subject) == ("people_found", 15, None)
    assert look_up.about == "number_status"
    assert look_up.subject
    assert "shared" not in (search.as_line() + look_up.as_line()).decode().lower()
    assert "shared" not in caplog.text.lower()


def _look_ups() -> list[Entry]:
    return [entry for entry in entries() if entry.action == "look_up"]
