"""What the sample promises of people: contacts, their numbers, and texts that follow their consent."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from data.sample.consent import HEARD_AFTER
from data.sample.people import OAK
from data.sample.school_days import FIRST_DAY, ZONE
from data.sample.service_words import AWAITED, HELD_BACK, SAID_YES, TAKEN
from data.words import vocabulary
from tests.sample_logs import Story, contacts, rows_of, stories, texts


def statuses_near(story: Story, at: datetime) -> set[str]:
    """The statuses of the time in which the service may not have heard of a change yet."""
    before = [status for changed_at, status in story if changed_at <= at - HEARD_AFTER]
    since = {status for changed_at, status in story if at - HEARD_AFTER < changed_at <= at}
    return since | set(before[-1:])


def test_texts_to_numbers_follow_what_the_numbers_consented_to() -> None:
    no_consent = {reason.key for reason in vocabulary.REASONS if reason.part == "no_consent"}
    for row in texts():
        if row["number"] is not None:
            statuses = statuses_near(stories()[row["number"]], row["requested_at"])
            assert row["result"] == HELD_BACK or SAID_YES in statuses
            assert row["reason"] not in no_consent or statuses != {SAID_YES}


def test_a_few_texts_went_out_after_a_no_that_the_service_had_not_heard_of() -> None:
    late = [
        row
        for row in texts()
        if row["result"] == TAKEN
        and [status for at, status in stories()[row["number"]] if at <= row["requested_at"]][-1] != SAID_YES
    ]
    assert 1 <= len(late) <= 20


def test_4000_contacts_of_3000_students_speak_three_languages() -> None:
    assert len({row["contact_id"] for row in contacts()}) == 4_000
    assert 2_950 <= len({row["student_id"] for row in contacts()}) <= 3_000
    assert len({row["language"] for row in contacts()}) == 3
    assert all((row["email"] or "x@example.org").endswith("@example.org") for row in contacts())


def test_numbers_are_shared_doubled_and_missing() -> None:
    pairs = {(row["contact_id"], row["number"]) for row in contacts()}
    assert len(pairs) == len(contacts())
    of_number = Counter(number for _, number in pairs)
    of_contact = Counter(contact for contact, _ in pairs)
    assert of_number.pop(None) >= 20
    assert sum(n > 1 for n in of_number.values()) >= 50
    assert sum(n > 1 for n in of_contact.values()) >= 100


def test_the_consent_list_repeats_the_newest_status_of_the_log() -> None:
    listed = {row["number"]: row["status"] for row in rows_of("consent_list.parquet")}
    assert listed == {number: story[-1][1] for number, story in stories().items()}
    assert set(listed.values()) == {status.name for status in vocabulary.STATUSES}


def test_opt_ins_grow_and_one_school_has_many_pending() -> None:
    at_first = sum(
        any(status == SAID_YES and at.astimezone(ZONE).date() < FIRST_DAY for at, status in story)
        for story in stories().values()
    )
    assert sum(story[-1][1] == SAID_YES for story in stories().values()) > 1.15 * at_first
    pending = Counter(
        r["school"] for r in contacts() if r["number"] and stories()[r["number"]][-1][1] == AWAITED
    )
    assert pending[OAK] > 3 * max(n for school, n in pending.items() if school != OAK)
