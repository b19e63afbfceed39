"""The people of the sample: contacts, their numbers, and texts that follow their statuses."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from data.sample.people import OAK
from data.sample.school_days import FIRST_DAY, ZONE
from data.sample.service_words import INELIGIBLE, OPTED_IN, PENDING, SENT
from data.sample.statuses import SERVICE_DELAY
from data.words import vocabulary
from tests.sample_logs import Story, contacts, rows_of, stories, texts


def statuses_near(story: Story, at: datetime) -> set[str]:
    """The statuses at an instant, including those that the service may not know yet."""
    before = [status for changed_at, status in story if changed_at <= at - SERVICE_DELAY]
    since = {status for changed_at, status in story if at - SERVICE_DELAY < changed_at <= at}
    return since | set(before[-1:])


def test_texts_follow_the_statuses_of_their_numbers() -> None:
    no_consent = {reason.key for reason in vocabulary.REASONS if reason.part == "no_consent"}
    for row in texts():
        if row["number"] is not None:
            statuses = statuses_near(stories()[row["number"]], row["requested_at"])
            assert row["result"] == INELIGIBLE or OPTED_IN in statuses
            assert row["reason"] not in no_consent or statuses != {OPTED_IN}


def test_a_few_texts_went_to_numbers_that_had_just_opted_out() -> None:
    late = [
        row
        for row in texts()
        if row["result"] == SENT
        and [status for at, status in stories()[row["number"]] if at <= row["requested_at"]][-1] != OPTED_IN
    ]
    assert 1 <= len(late) <= 20


def test_4000_contacts_of_3000_students_speak_three_languages() -> None:
    assert len({row["contact_id"] for row in contacts()}) == 4_000
    assert 2_950 <= len({row["student_id"] for row in contacts()}) <= 3_000
    assert len({row["language"] for row in contacts()}) == 3
    assert all((row["email"] or "x@example.org").endswith("@example.org") for row in contacts())


def test_some_numbers_are_shared_some_contacts_have_two_some_have_none() -> None:
    pairs = {(row["contact_id"], row["number"]) for row in contacts()}
    assert len(pairs) == len(contacts())
    contacts_per_number = Counter(number for _, number in pairs)
    numbers_per_contact = Counter(contact for contact, _ in pairs)
    assert contacts_per_number.pop(None) >= 20
    assert sum(n > 1 for n in contacts_per_number.values()) >= 50
    assert sum(n > 1 for n in numbers_per_contact.values()) >= 100


def test_the_consent_list_repeats_the_newest_status_of_the_log() -> None:
    listed = {row["number"]: row["status"] for row in rows_of("consent_list.parquet")}
    assert listed == {number: story[-1][1] for number, story in stories().items()}
    assert set(listed.values()) == {status.name for status in vocabulary.STATUSES}


def test_opt_ins_grow_and_one_school_has_many_pending() -> None:
    at_first = sum(
        any(status == OPTED_IN and at.astimezone(ZONE).date() < FIRST_DAY for at, status in story)
        for story in stories().values()
    )
    assert sum(story[-1][1] == OPTED_IN for story in stories().values()) > 1.15 * at_first
    pending = Counter(
        r["school"] for r in contacts() if r["number"] and stories()[r["number"]][-1][1] == PENDING
    )
    assert pending[OAK] > 3 * max(n for school, n in pending.items() if school != OAK)
