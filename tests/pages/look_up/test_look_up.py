"""The look-up on SMS Status: every way in which a number can be known, and what is then said."""

from __future__ import annotations

from pathlib import Path

import pytest

from data import settings
from tests.answers import Fill
from tests.pages import known_numbers as known
from tests.pages.district import html
from tests.pages.known_numbers import DISTRICT, SHARED_BY, WITH_SHORT_CODE
from tests.pages.looking_up import answer, asked, story

pytestmark = pytest.mark.usefixtures("of_known_numbers")


@pytest.mark.parametrize(
    "typed", ["212.555.0100", "+1 (212) 555-0100", "1-212-555-0100", "tel:+12125550100", " 2125550100 "]
)
def test_a_number_is_found_in_any_form(typed: str) -> None:
    assert answer(asked(typed)).startswith("Yes, (212) 555-0100 may be texted.")


def test_a_number_that_said_yes_is_answered_with_since_when_how_as_of_and_how_to_stop() -> None:
    assert answer(asked(known.SAID_YES)) == (
        "Yes, (212) 555-0100 may be texted. "
        "Opted In since May 4, 2026 9:00 AM, known by keyword reply. Has confirmed wanting texts. "
        "The newest consent list, of Sep 1, 2026, says the same. "
        "To get no more texts, its owner texts “STOP” to 67587."
    )


def test_a_change_between_two_lists_is_not_dated_more_exactly_than_they_can_tell() -> None:
    said = answer(asked(known.SAID_NO))
    assert said.startswith("No, (212) 555-0101 may not be texted. Opted Out since some time")
    assert "since some time from Aug 1, 2026 to Sep 1, 2026, as two consent lists show." in said
    assert "Only its owner can undo that: by texting “YES” to 67587." in said


def test_a_number_that_has_not_answered_is_told_how_it_can() -> None:
    said = answer(asked(known.SAID_NOTHING))
    assert said.startswith("No, (212) 555-0102 may not be texted. Pending Opt-In")
    assert "since Aug 1, 2026 or before, the date of the first consent list that has it." in said
    assert "To get texts, its owner texts “YES” to 67587." in said


def test_a_number_that_the_newest_list_lacks_keeps_its_status_and_the_date_of_it() -> None:
    said = answer(asked(known.OF_AN_OLDER_LIST))
    assert "Last confirmed Aug 1, 2026; the newest consent list is of Sep 1, 2026." in said


def test_a_way_that_no_file_states_is_not_made_up() -> None:
    assert "since May 4, 2026 9:00 AM, how is not stated." in answer(asked(known.HOW_NOT_STATED))


def test_short_codes_that_differ_are_answered_one_by_one() -> None:
    said = answer(asked(known.ONE_CODE_EACH))
    assert said.startswith(
        "That depends: (212) 555-0103 may be texted from 67587, but not from 67588. "
        "67588: Opted Out since May 5, 2026"
    )
    assert "67587: Opted In since May 4, 2026" in said
    assert "by texting “YES” to 67588" in said
    assert "“STOP” to 67587" in said


def test_short_codes_that_all_say_no_are_one_no() -> None:
    said = answer(asked(known.NEITHER_CODE))
    assert said.startswith(
        "No, (212) 555-0104 may not be texted from 67588 and 67587. 67588: Pending Opt-In"
    )


def test_nothing_is_advised_that_neither_the_settings_nor_the_list_give(
    of_known_numbers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (of_known_numbers / "uncoded.toml").write_text(DISTRICT, encoding="utf-8")
    monkeypatch.setenv("DISTRICT_TOML", str(of_known_numbers / "uncoded.toml"))
    assert settings.load().short_code == ""
    assert "texting" not in answer(asked(known.HOW_NOT_STATED))
    assert "“STOP” to 67587" in answer(asked(known.SAID_YES)), "the list gives a code"


def test_a_number_that_was_texted_without_consent_is_said_to_be_so() -> None:
    said = answer(asked(known.ONLY_TEXTED))
    assert said.startswith("(212) 555-0105 is in no consent list, although the log has 1 text to it.")
    assert "nothing says that it may be texted. The newest consent list is of Sep 1, 2026." in said
    assert said.endswith("Why was it texted? Ask the help line.")


def test_a_number_that_only_a_contact_has_is_said_to_be_so() -> None:
    said = answer(asked(known.ONLY_A_CONTACT))
    assert said.startswith("(212) 555-0106 is in no consent list, although a contact has it.")
    assert said.endswith("If a newer list lacks it too, ask the help line.")


def test_a_number_of_which_nothing_is_known_is_said_to_be_unknown() -> None:
    test = asked(known.UNKNOWN)
    said = answer(test)
    assert said.startswith("(212) 555-0107 is unknown: no consent list, no contact and no text in the log")
    assert said.endswith("Check its digits. If a family has it, ask the help line.")
    assert "sms story" not in html(test)
    assert not test.subheader, "there is nothing more to tell"


def test_a_possible_number_that_no_phone_can_have_is_said_to_be_so() -> None:
    assert "no phone anywhere has one like it: check its digits." in answer(asked("1115550108"))
    assert "no phone anywhere" not in answer(asked(known.UNKNOWN))


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("555-0177", "its area code is missing"),
        ("38", "it has too few digits"),
        ("+1 212 555 0100 0", "it has too many digits"),
        ("Pat Roe", "not a phone number"),
        ("2.12555E+09", "scientific form"),
    ],
)
def test_what_is_no_number_is_told_why_and_not_repeated(typed: str, why: str) -> None:
    test = asked(typed)
    assert why in answer(test)
    assert "(212) 555-0100, or +1 212 555 0100." in answer(test)
    assert typed not in answer(test).replace("+1 212 555 0100", "")


def test_without_any_consent_list_nothing_is_said_of_consent(
    tmp_path: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "none.toml").write_text(WITH_SHORT_CODE, encoding="utf-8")
    fill(str(tmp_path / "logs"), known.given(consent_list=False))
    monkeypatch.setenv("DISTRICT_TOML", str(tmp_path / "none.toml"))
    test = asked(known.SAID_YES)
    assert answer(test) == (
        "Nothing says whether (212) 555-0100 may be texted: no consent list has been taken in. "
        "Take one in on the Imports page"
    )
    assert len(story(test)) == 6
    assert "<b>No consent list has been taken in yet.</b>" in html(test)


def test_the_contacts_are_named_with_what_the_list_gives_of_them() -> None:
    whose = html(asked(known.SAID_YES))
    assert "One contact has it." in whose
    assert (
        "<li><b>Pat &lt;b&gt;Roe&lt;/b&gt;</b> · C001 · Lincoln High · Spanish · Mobile · household H7"
        "<br>Students: Ann Roe (grade 9), Bo Roe</li>"
    ) in whose
    assert "<li>C002 · Lincoln High</li>" in html(asked(known.ONLY_A_CONTACT))


def test_a_number_of_many_contacts_is_one_phone_and_not_all_of_them_are_listed() -> None:
    whose = html(asked(known.SAID_NO))
    assert f"{SHARED_BY} contacts share it: it is one phone" in whose
    assert whose.count("<li><b>Shared") == 12
    assert "The first 12 of them are listed here." in whose


def test_texts_and_changes_of_status_stand_in_one_story_newest_first() -> None:
    assert story(asked(known.SAID_NO)) == [
        ["Sep 13, 2026 10:00 AM", "Picture day", "Ineligible to Send", "Said no or still to answer"],
        ["Sep 1, 2026 12:00 AM", "Change of status", "Opted Out", "list comparison, after Aug 1, 2026"],
    ]
    assert story(asked(known.ONLY_TEXTED)) == [
        ["Sep 14, 2026 10:00 AM", "A text", "Failed to Send", "Not stated"]
    ]


def test_a_number_of_no_contact_is_said_to_be_nobodys() -> None:
    assert "No contact of the newest contact lists has it." in html(asked(known.NEITHER_CODE))
