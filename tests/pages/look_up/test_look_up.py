"""The look-up on SMS Status: every way in which a number can be known, and what the page then says."""

from __future__ import annotations

from pathlib import Path

import pytest

from data import settings
from pages.parts.look_up import status
from tests.answers import Fill
from tests.pages import known_numbers
from tests.pages.district import OPTED_OUT
from tests.pages.known_numbers import DISTRICT, SHARED_BY, WITH_SHORT_CODE
from tests.pages.look_up.page import LookUpPage
from tests.pages.sms_status.page import SmsStatusPage

pytestmark = pytest.mark.usefixtures("of_known_numbers")
CONFIRMED = "The latest consent list (Sep 1, 2026) says the same."
LATEST = "The latest consent list is from Sep 1, 2026."


@pytest.mark.parametrize(
    "typed", ["212.555.0100", "+1 (212) 555-0100", "1-212-555-0100", "tel:+12125550100", " 2125550100 "]
)
def test_number_is_read_in_any_format_on_the_page(typed: str) -> None:
    assert LookUpPage(typed).headline == "Yes, (212) 555-0100 can be texted."


def test_a_number_that_opted_in_is_answered_with_since_when_how_we_know_and_how_to_stop() -> None:
    page = LookUpPage(known_numbers.SAID_YES)
    assert page.headline == "Yes, (212) 555-0100 can be texted."
    assert page.details == [
        (
            "Opted In since May 4, 2026, 9:00 AM CT. How we know: keyword reply. "
            f"Confirmed that texts are welcome. {CONFIRMED}"
        ),
        "To stop texts, the owner texts “STOP” to 67587.",
    ]
    assert page.color_class == "status-opted_in"


def test_a_change_between_two_lists_is_dated_no_more_exactly_than_they_show() -> None:
    page = LookUpPage(known_numbers.SAID_NO)
    assert page.headline == "No, (212) 555-0101 can't be texted."
    assert page.details == [
        (
            "Opted Out since some time between Aug 1, 2026 and Sep 1, 2026. "
            "How we know: the status differs between two consent lists. "
            f"Chose not to get texts at this number. {CONFIRMED}"
        ),
        "Only the owner can change this, by texting “YES” or “Y” to 67587.",
    ]


def test_a_pending_number_says_how_its_owner_can_answer() -> None:
    page = LookUpPage(known_numbers.SAID_NOTHING)
    assert page.headline == "No, (212) 555-0102 can't be texted."
    assert page.details == [
        (
            "Pending Opt-In since Aug 1, 2026 or earlier. "
            "How we know: this is the first consent list with the number. "
            f"Hasn't confirmed yet (hasn't replied “YES” or “Y”). {CONFIRMED}"
        ),
        "To get texts, the owner texts “YES” or “Y” to 67587.",
    ]


def test_a_number_that_the_newest_list_lacks_keeps_its_status_and_its_date() -> None:
    known_of, _change = LookUpPage(known_numbers.OF_AN_OLDER_LIST).details
    assert known_of.endswith("Last confirmed Aug 1, 2026; the latest consent list is from Sep 1, 2026.")


def test_source_that_no_file_names_is_not_invented() -> None:
    known_of, _change = LookUpPage(known_numbers.HOW_NOT_STATED).details
    assert known_of.startswith(
        "Opted Out since May 4, 2026, 9:00 AM CT. The log doesn't say how it was set."
    )


def test_short_codes_that_differ_are_answered_one_by_one() -> None:
    page = LookUpPage(known_numbers.ONE_CODE_EACH)
    assert page.headline == "(212) 555-0103 can be texted from 67587, but not from 67588."
    out, change_out, opted_in, change_in = page.details
    assert out.startswith("Short code 67588: Opted Out since May 5, 2026")
    assert change_out == "Only the owner can change this, by texting “YES” or “Y” to 67588."
    assert opted_in.startswith("Short code 67587: Opted In since May 4, 2026")
    assert change_in == "To stop texts, the owner texts “STOP” to 67587."
    assert page.color_class == "", "two statuses have no one color"


def test_short_codes_that_all_refuse_are_one_no() -> None:
    page = LookUpPage(known_numbers.NEITHER_CODE)
    assert page.headline == "No, (212) 555-0104 can't be texted from 67588 and 67587."
    assert page.details[0].startswith("Short code 67588: Pending Opt-In since May 5, 2026")


def test_a_change_is_advised_only_with_a_short_code_from_settings_or_data(
    of_known_numbers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (of_known_numbers / "uncoded.toml").write_text(DISTRICT, encoding="utf-8")
    monkeypatch.setenv("DISTRICT_TOML", str(of_known_numbers / "uncoded.toml"))
    assert settings.load().short_code == ""
    (_row,) = LookUpPage(known_numbers.HOW_NOT_STATED).details
    assert "“STOP” to 67587" in LookUpPage(known_numbers.SAID_YES).details[1], "the list has a short code"


def test_a_number_that_was_texted_without_a_status_says_so() -> None:
    page = LookUpPage(known_numbers.ONLY_TEXTED)
    assert page.headline == "(212) 555-0105 isn't on a consent list, but the log has 1 text to it."
    assert page.details == [
        LATEST,
        "Nothing shows that it can be texted. To find out why it was texted, contact the help line.",
    ]
    assert page.color_class == ""


def test_a_number_that_only_a_contact_has_says_so() -> None:
    page = LookUpPage(known_numbers.ONLY_A_CONTACT)
    assert page.headline == "(212) 555-0106 isn't on a consent list, but a contact has it."
    assert page.details == [
        LATEST,
        "If the next consent list doesn't have it either, contact the help line.",
    ]


def test_an_unknown_number_is_answered_without_contacts_and_story() -> None:
    page = LookUpPage(known_numbers.UNKNOWN)
    assert page.headline == "(212) 555-0107 is unknown: no consent list, contact or text has it."
    assert page.details == [LATEST, "Check the digits. If a family has this number, contact the help line."]
    assert not page.has_story
    assert not page.subheaders, "nothing more is known"


def test_a_possible_number_that_no_phone_can_have_says_so() -> None:
    note = "It has the length of a phone number, but no phone can have it. Check the digits."
    page = LookUpPage("1115550108")
    assert page.headline.startswith("1115550108 (not in use) is unknown")
    assert page.details[0] == note
    assert note not in LookUpPage(known_numbers.UNKNOWN).details


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("555-0177", "The number has no area code."),
        ("38", "The number has too few digits."),
        ("+1 212 555 0100 0", "The number has too many digits."),
        (
            "2.12555E+09",
            (
                "A spreadsheet wrote this number in scientific form, so its last digits are lost. "
                "Export the column again as text."
            ),
        ),
    ],
)
def test_text_that_is_not_a_number_gets_the_reason_and_is_not_repeated(typed: str, reason: str) -> None:
    page = LookUpPage(typed)
    assert page.headline == reason
    assert page.details == ["Enter the number with its area code: (212) 555-0100 or +1 212 555 0100."]
    assert typed not in page.headline


def test_without_any_consent_list_the_page_says_where_to_import_one(
    tmp_path: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "none.toml").write_text(WITH_SHORT_CODE, encoding="utf-8")
    fill(str(tmp_path / "logs"), known_numbers.tables(consent_list=False))
    monkeypatch.setenv("DISTRICT_TOML", str(tmp_path / "none.toml"))
    page = LookUpPage(known_numbers.SAID_YES)
    assert page.headline == "We can't say if (212) 555-0100 can be texted: there is no consent list yet."
    assert page.details == ["Import a consent list"]
    assert 'href="imports"' in page.html
    assert len(page.story) == 6
    assert SmsStatusPage().empty == (
        "No consent list yet. Until you import one, we can't say which numbers can be texted. "
        "Import a consent list"
    )


def test_contacts_are_listed_with_what_the_contact_list_has_on_them() -> None:
    assert LookUpPage(known_numbers.SAID_YES).owners == [
        "One contact has this number.",
        (
            "Pat <b>Roe</b> · C001 · Lincoln High · Spanish · Mobile · household H7 "
            "Students: Ann Roe (grade 9), Bo Roe"
        ),
    ]
    assert LookUpPage(known_numbers.ONLY_A_CONTACT).owners == [
        "One contact has this number.",
        "C002 · Lincoln High",
    ]


def test_a_number_of_many_contacts_is_one_phone_and_only_some_are_listed() -> None:
    first, *listed, last = LookUpPage(known_numbers.SAID_NO).owners
    assert SHARED_BY == 15
    assert first == "Shared by 15 contacts. It is one phone, so its status applies to all."
    assert len(listed) == 12
    assert listed[0].startswith("Shared 0 · C100")
    assert last == "The first 12 are listed."


def test_a_number_of_no_contact_says_so() -> None:
    assert LookUpPage(known_numbers.NEITHER_CODE).owners == [
        "No contact on the latest contact lists has this number."
    ]


def test_texts_and_status_changes_are_one_list_newest_first() -> None:
    assert LookUpPage(known_numbers.SAID_NO).story == [
        ["Sep 13, 2026, 10:00 AM", "Picture day", "Ineligible to Send", "Opted out or pending"],
        [
            "Sep 1, 2026, 12:00 AM",
            "Status change",
            "Opted Out",
            "comparison of two lists, after Aug 1, 2026",
        ],
    ]
    assert LookUpPage(known_numbers.ONLY_TEXTED).story == [
        ["Sep 14, 2026, 10:00 AM", "Text", "Failed to Send", "The log says: “Gate 7 closed”"]
    ]


@pytest.mark.parametrize(
    ("number", "summary"),
    [
        (known_numbers.IN_MANY_TEXTS, "The log has 11 texts to this number. Latest result: Sent."),
        (known_numbers.ONLY_TEXTED, "The log has 1 text to this number. Latest result: Failed to Send."),
        (known_numbers.NEITHER_CODE, "The log has no texts to this number."),
    ],
)
def test_the_story_begins_with_the_number_of_texts_and_the_latest_result(number: int, summary: str) -> None:
    assert summary in LookUpPage(number).sentences


def test_a_word_of_a_file_acts_on_nothing_in_the_sentences_about_a_status() -> None:
    row = dict.fromkeys(("short_code", "since", "observed_after", "as_of", "last_said_at"))
    (sentences, *_change) = status.details([{**row, "status": OPTED_OUT, "how": "<b>form\x1b[31m"}])
    assert "&lt;b&gt;form\\u001b[31m" in sentences
