"""The look-up on SMS Status: every way in which a number can be known, and what is then said."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data import settings
from data.errors import Problem
from tests.answers import Fill
from tests.pages import known_numbers as known
from tests.pages.district import html, opened, sms_status
from tests.pages.known_numbers import SHARED_BY

FIELD = "Phone number, in any form"
DISTRICT = 'timezone = "America/Chicago"\nlogs = "logs"\nsupport = "the help line"\n'
WITH_CODE = DISTRICT + 'short_code = "67587"\nopt_in_word = "YES"\n'
WITHOUT_CODE = DISTRICT + 'short_code = ""\n'


@pytest.fixture(scope="module")
def of_known_numbers(tmp_path_factory: pytest.TempPathFactory, fill: Fill) -> Path:
    folder = tmp_path_factory.mktemp("known")
    fill(str(folder / "logs"), known.given())
    (folder / "coded.toml").write_text(WITH_CODE, encoding="utf-8")
    (folder / "uncoded.toml").write_text(WITHOUT_CODE, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _coded(of_known_numbers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISTRICT_TOML", str(of_known_numbers / "coded.toml"))


def asked(typed: str | int) -> AppTest:
    """The page after a number was typed; nothing of it is in the address."""
    test = opened(sms_status)
    test.text_input[0].set_value(str(typed)).run()
    assert test.text_input[0].label == FIELD
    assert not test.exception
    assert not test.query_params
    return test


def answer(test: AppTest) -> str:
    """The words of the answer."""
    found = re.search(r'<div class="sms answer.*?</div>', html(test))
    assert found, "there is no answer"
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[0])).split())


def story(test: AppTest) -> list[list[str]]:
    """The cells of the table of texts and changes."""
    body = html(test).split('<div class="sms story">')[1].split("<tbody>")[1].split("</tbody>")[0]
    rows = [re.findall(r"<td.*?</td>", row) for row in body.split("</tr>") if row]
    return [[unescape(re.sub(r"<[^>]+>", "", cell)) for cell in row] for row in rows]


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
    (tmp_path / "none.toml").write_text(WITH_CODE, encoding="utf-8")
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


def test_a_look_up_that_fails_leaves_the_rest_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise Problem("The question could not be answered.", next_step="Try again.")

    monkeypatch.setattr("pages.parts.look_up_panel.run", failing)
    test = opened(sms_status)
    test.text_input[0].set_value(str(known.SAID_YES)).run()
    assert "The question could not be answered" in test.error[0].value
    assert "Try again" in test.error[0].value
    assert "0100" not in test.error[0].value
    assert 'data-press="status=' in html(test)


def test_a_long_story_is_shown_whole_where_more_of_it_is_asked_for() -> None:
    test = asked(known.IN_MANY_TEXTS)
    assert len(story(test)) == 6
    next(button for button in test.button if button.label == "Show more of them").click().run()
    assert len(story(test)) == 13
    assert story(test)[-1][1:] == ["Change of status", "Pending Opt-In", "contact list"]
    test.text_input[0].set_value(str(known.SAID_NO)).run()
    assert not [button for button in test.button if button.label == "Show more of them"]


@pytest.mark.parametrize(
    ("pressed", "field"),
    [("+12125550100", "(212) 555-0100"), ("+11115550108", "(111) 555-0108"), ("+1", ""), ("x", "")],
)
def test_a_pressed_row_fills_the_field_with_its_number_and_with_nothing_else(
    pressed: str, field: str
) -> None:
    def page(pressed: str) -> None:
        import streamlit as st

        from data.access import Viewer
        from pages.parts import look_up_panel

        st.button("press", on_click=look_up_panel.press, args=(pressed,))
        look_up_panel.show(Viewer())

    test = AppTest.from_function(page, kwargs={"pressed": pressed}, default_timeout=30).run()
    test.button[0].click().run()
    assert not test.exception
    assert test.text_input[0].value == field


def test_the_field_can_be_emptied_for_another_number() -> None:
    test = asked(known.SAID_YES)
    next(button for button in test.button if button.label == "Another number").click().run()
    assert test.text_input[0].value == ""
    assert "sms answer" not in html(test)
    assert "it is in no address and in no log" in html(test)


def test_what_one_viewer_types_is_on_no_other_viewers_page_and_in_no_log(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("DEBUG")
    first = asked(known.UNKNOWN)
    second = opened(sms_status)
    assert "555-0107" in html(first)
    assert "0107" not in html(second) + "".join(element.value for element in second.markdown)
    assert second.text_input[0].value == ""
    assert not second.query_params
    printed = "".join(capfd.readouterr())
    assert "0107" not in caplog.text + printed
