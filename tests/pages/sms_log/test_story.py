"""The story of one text, opened from its row."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import queries
from data import settings
from data.access import Viewer
from data.words import vocabulary
from pages.parts.sms_log import story
from tests.import_files import import_file
from tests.pages.district import (
    FAILED,
    INELIGIBLE,
    OPTED_IN,
    OPTED_OUT,
    SENT,
    html,
    opened,
    pressed,
    said,
    sms_log,
    write_csv,
)

HEADER = (
    "Message ID,Broadcast,Sent By,School,Contact ID,Phone Number,Delivery Results,Reason,Service Status,"
    "Carrier Code,Date/Time,Updated"
)
HOSTILE = "<img src=x onerror=alert(1)> **bold** [a](http://127.0.0.1:9) \"\t'"
SERVICE = "district export"


@pytest.fixture(autouse=True)
def _texts(nothing_imported: Path, tmp_path: Path) -> None:
    """A log of five texts, one for each kind of story, and what lists say of two of the numbers."""
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


def told(message_id: str) -> Mapping[str, Any]:
    with queries.reading(settings.load().logs):
        rows = queries.run("message_story", Viewer(), service=SERVICE, message_id=message_id).to_pylist()
    assert len(rows) == 1
    return dict(rows[0])


def test_a_row_opens_the_story_of_its_text_and_of_no_other() -> None:
    test = pressed(opened(sms_log), "story", f"{SERVICE}\twhy")
    assert f"**{FAILED}, requested Sep 20, 2026 8:05 AM.**" in said(test).replace("\\", "")
    shown = html(test)
    for fact in ("District office", "undeliv", "30008", "(212) 555-0101", "log.csv", OPTED_IN):
        assert f"<dd>{fact}" in shown, fact
    assert "Requested (Central)" in shown
    assert "<dt>Reason</dt><dd>carrier_trouble</dd>" in shown


def test_a_story_stays_open_until_it_is_closed_and_another_takes_its_place() -> None:
    test = pressed(opened(sms_log), "story", f"{SERVICE}\twhy")
    test.run()
    assert "30008" in html(test)
    pressed(test, "story", f"{SERVICE}\tsilent")
    assert "30008" not in html(test)
    assert "(212) 555-0102</dd>" in html(test)


def test_a_text_that_there_is_no_longer_opens_nothing() -> None:
    test = opened(sms_log)
    test.session_state["pressed"] = [("story", f"{SERVICE}\tgone")]
    test.run()
    assert not test.exception
    assert "<dl" not in html(test)
    assert "story" not in test.session_state


def test_a_number_is_in_no_name_that_the_browser_tells() -> None:
    assert "555" not in "".join(
        part.split('"')[0] for part in html(opened(sms_log)).split('data-press="')[1:]
    )


def test_an_undelivered_text_with_a_reason_says_what_the_reason_means() -> None:
    reason = next(reason for reason in vocabulary.REASONS if reason.key == "carrier_trouble")
    assert story.meaning(told("why")).endswith(f"{reason.title}: {reason.meaning}")


def test_an_undelivered_text_without_a_reason_says_that_none_is_guessed() -> None:
    assert story.meaning(told("silent")).endswith("The log gives no reason. None is guessed.")
    assert "reason" not in story.meaning(told("sent"))
    assert not any(story.as_given(told("silent")).values())


def test_a_text_without_a_number_says_so_and_tells_no_status() -> None:
    facts = story.the_number(told("no number"))
    assert facts == {
        "Number": "This contact had no number that a text could be sent to.",
        "Contact": "c3",
    }


def test_the_status_then_is_told_beside_the_status_now() -> None:
    facts = story.the_number(told("sent"))
    assert facts["SMS status then"] == f"{OPTED_IN}, since Sep 1, 2026 12:00 AM"
    assert facts["SMS status now"] == OPTED_OUT
    assert facts["Number"] == "(212) 555-0100"


def test_a_status_that_no_list_knew_is_said_to_be_unknown() -> None:
    facts = story.the_number(told("silent"))
    assert facts["SMS status then"] == "in no list known then"
    assert facts["SMS status now"] == "in no consent list"


def test_other_texts_of_the_same_broadcast_to_the_number_are_counted() -> None:
    assert story.the_number(told("sent"))["Also in this broadcast"] == "1 other text to this number"
    assert story.the_number(told("why"))["Also in this broadcast"] == ""


def test_hostile_words_of_a_log_stay_words() -> None:
    test = pressed(opened(sms_log), "story", story.name({"service": SERVICE, "message_id": HOSTILE}))
    assert "<img" not in html(test) + said(test)
    assert "**bold**" not in said(test)
    assert "&lt;img src=x onerror=alert(1)&gt;" in html(test).rsplit("<h3>As the log gave it</h3>", 1)[1]
