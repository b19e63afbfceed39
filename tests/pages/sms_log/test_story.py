"""The details of one text, opened from its row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import queries
from data import settings
from data.access import Viewer, person_at_machine
from data.access.rights import HELP_DESK, SCHOOL
from data.words import vocabulary
from pages.parts.frame.session import OPEN_TEXT, ROW_TOKENS
from pages.parts.sms_log import story
from tests.import_files import import_file
from tests.pages.district import FAILED, INELIGIBLE, OPTED_IN, OPTED_OUT, SENT, write_csv
from tests.pages.sms_log.page import SmsLogPage

HEADER = (
    "Message ID,Broadcast,Sent By,School,Contact ID,Phone Number,Delivery Results,Reason,Service Status,"
    "Carrier Code,Date/Time,Updated"
)
HOSTILE = "<img src=x onerror=alert(1)> **bold** [a](http://127.0.0.1:9) \"\t'"
SERVICE = "district export"


@pytest.fixture(autouse=True)
def _texts(nothing_imported: Path, tmp_path: Path) -> None:
    """A log of texts, one for each kind of details, and lists with two of the numbers."""
    assert nothing_imported
    head, when = ["Picture day", "District office", "Oak"], ["2026-09-20T08:05:00", "2026-09-20T08:06:00"]
    rows = [
        ["sent", *head, "c0", "2125550100", SENT, "", "DELIVRD", "000", *when],
        ["why", *head, "c1", "2125550101", FAILED, "carrier_trouble", "undeliv", "30008", *when],
        ["silent", *head, "c2", "2125550102", FAILED, "", "", "", *when],
        ["no number", *head, "c3", "", INELIGIBLE, "no_sms_number", "", "", *when],
        [
            HOSTILE,
            HOSTILE,
            HOSTILE,
            HOSTILE,
            HOSTILE,
            "2125550104",
            FAILED,
            HOSTILE,
            HOSTILE,
            HOSTILE,
            *when,
        ],
        ["again", *head, "c0", "2125550100", SENT, "", "", "", *when],
    ]
    import_file(write_csv(tmp_path / "log.csv", HEADER, iter(rows)))
    for day, status in (("2026-09-01", OPTED_IN), ("2026-09-25", OPTED_OUT)):
        listed = [["2125550100", status, day], ["2125550101", OPTED_IN, day]]
        kept = listed if status == OPTED_IN else listed[:1]
        import_file(write_csv(tmp_path / f"{day}.csv", "Phone Number,SMS Status,As Of", iter(kept)))


def story_of(message_id: str) -> Mapping[str, Any]:
    with queries.reading(settings.load().logs):
        rows = queries.run(
            queries.with_people(queries.with_reasons("message_story", queries.WHY, queries.WHY_MEANING)),
            person_at_machine(),
            service=SERVICE,
            message_id=message_id,
        ).to_pylist()
    assert len(rows) == 1
    return dict(rows[0])


def name_of(message_id: str, requested_at: datetime = datetime(2026, 9, 20, 13, 5, tzinfo=UTC)) -> str:
    return story.name({"requested_at": requested_at, "service": SERVICE, "message_id": message_id})


def opened_story(message_id: str) -> SmsLogPage:
    return open_story(SmsLogPage(), message_id)


def open_story(page: SmsLogPage, message_id: str) -> SmsLogPage:
    """Click the row of a text, by the token that the session has for it."""
    tokens: dict[str, str] = page.test.session_state[ROW_TOKENS.name]
    (token,) = (token for name, token in tokens.items() if name.endswith(f"\t{SERVICE}\t{message_id}"))
    return page.click("story", token)


def test_row_opens_the_details_of_its_text() -> None:
    page = opened_story("why")
    assert page.headline == (
        "**Failed to Send.** Requested Sep 20, 2026, 8:05 AM CT. Sent to the carrier, but not delivered. "
        "Carrier problem: The carrier had a technical problem, such as an error or an outage."
    )
    assert page.facts == {
        "Broadcast": "Picture day",
        "Sent by": "District office",
        "School": "Oak",
        "Requested (CT)": "Sep 20, 2026, 8:05 AM CT",
        "Result updated": "Sep 20, 2026, 8:06 AM CT",
        "File": "log.csv",
        "Service status": "undeliv",
        "Carrier code": "30008",
        "Reason in the log": "carrier_trouble",
        "Number": "(212) 555-0101",
        "Contact": "c1",
        "Status at the time": f"{OPTED_IN} since Sep 1, 2026, 12:00 AM",
        "How we know": "comparison of two lists",
        "Status now": OPTED_IN,
    }


def test_details_stay_open_until_another_text_takes_their_place() -> None:
    page = opened_story("why")
    assert page.run().facts["Carrier code"] == "30008"
    open_story(page, "silent")
    assert "Carrier code" not in page.facts
    assert page.facts["Number"] == "(212) 555-0102"


def test_text_that_is_gone_opens_nothing() -> None:
    page = SmsLogPage()
    page.test.session_state[ROW_TOKENS.name] = {name_of("gone"): "of-it"}
    page.test.session_state["pressed"] = [("story", "of-it")]
    page.run()
    assert page.facts == {}
    assert OPEN_TEXT.name not in page.test.session_state


def test_text_whose_time_was_corrected_since_the_list_was_drawn_still_opens() -> None:
    an_hour_later = name_of("why", datetime(2026, 9, 20, 14, 5, tzinfo=UTC))
    with queries.reading(settings.load().logs):
        text = story.text_of(person_at_machine(), an_hour_later)
    assert text is not None
    assert text["carrier_code"] == "30008"


def test_no_click_on_a_row_holds_a_phone_number_or_a_text_of_the_file() -> None:
    clicks = SmsLogPage().clicks
    rows = [click for click in clicks if click.startswith("story=")]
    assert rows
    assert not [click for click in clicks if "555" in click]
    assert all(re.fullmatch(r"story=[\w-]{12}", click) for click in rows)


def test_meaning_of_an_undelivered_text_explains_its_reason() -> None:
    reason = vocabulary.REASON_OF["carrier_trouble"]
    assert story.meaning(story_of("why")).endswith(f"{reason.title}: {reason.meaning}")


def test_meaning_of_an_undelivered_text_without_a_reason_says_so() -> None:
    assert story.meaning(story_of("silent")).endswith(" The log states no reason.")
    assert "reason" not in story.meaning(story_of("sent"))
    assert not any(story.log_facts(story_of("silent")).values())


def test_a_reason_in_the_logs_own_words_is_quoted_and_not_called_missing() -> None:
    meaning = story.meaning(story_of(HOSTILE))
    assert "The log says: “<img src=x" in meaning
    assert "states no reason" not in meaning


def test_text_without_a_number_says_so_and_has_no_status() -> None:
    assert story.number_facts(story_of("no number")) == {
        "Number": "This contact had no number to text.",
        "Contact": "c3",
        "Students": None,
    }


def test_status_at_the_time_stands_beside_the_status_now() -> None:
    facts = story.number_facts(story_of("sent"))
    assert facts["Status at the time"] == f"{OPTED_IN} since Sep 1, 2026, 12:00 AM"
    assert facts["Status now"] == OPTED_OUT
    assert facts["Number"] == "(212) 555-0100"


def test_number_that_is_in_no_list_says_so() -> None:
    facts = story.number_facts(story_of("silent"))
    assert facts["Status at the time"] == "In no consent list at the time"
    assert facts["Status now"] == "In no consent list"


def test_other_texts_of_the_broadcast_to_the_number_are_counted() -> None:
    assert story.number_facts(story_of("sent"))["Also in this broadcast"] == "1 other text to this number"
    assert story.number_facts(story_of("why"))["Also in this broadcast"] == ""


@pytest.mark.parametrize(
    ("role", "message_id", "may"),
    [(SCHOOL, "why", True), (SCHOOL, "no number", False), (HELP_DESK, "why", False)],
)
def test_only_a_number_that_may_be_seen_leads_to_its_look_up(
    role: str, message_id: str, *, may: bool
) -> None:
    assert story.may_look_up(Viewer("Pat", role), story_of(message_id)) is may


def test_hostile_words_of_a_log_stay_words() -> None:
    page = opened_story(HOSTILE)
    assert "<img" not in page.html + page.sentences.replace(r"\<img", "")
    assert "**bold**" not in page.sentences
    assert page.facts["Broadcast"] == " ".join(HOSTILE.split())
