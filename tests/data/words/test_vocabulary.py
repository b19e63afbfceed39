"""The words: those of the field, each with its meaning, and none of them twice."""

from __future__ import annotations

from collections import Counter

import pytest

import queries
from data.words import vocabulary, vocabulary_tables
from data.words.vocabulary import REASONS, RESULTS, STAGES, STATUSES, WORDS

HELD_BACK, NOT_COMPLETED = "Ineligible to Send", "Failed to Send"


def test_the_five_results_stand_under_their_stages_in_the_order_of_a_texts_way() -> None:
    assert STAGES == ("Sending", "Sent", "Undelivered")
    assert [(result.stage, result.name) for result in RESULTS] == [
        ("Sending", "Not Sent Yet"),
        ("Sending", "Sending"),
        ("Sent", "Sent"),
        ("Undelivered", HELD_BACK),
        ("Undelivered", NOT_COMPLETED),
    ]


def test_only_texts_that_are_being_sent_are_without_a_final_word() -> None:
    assert [result.name for result in RESULTS if not result.is_final] == ["Not Sent Yet", "Sending"]


def test_the_nine_reasons_belong_to_the_two_undelivered_results() -> None:
    assert [(reason.result, reason.key, reason.title) for reason in REASONS] == [
        (HELD_BACK, "not_opted_in_or_blocked", "Has not said yes"),
        (HELD_BACK, "consent_denied_or_pending", "Said no or still to answer"),
        (HELD_BACK, "no_active_number", "No usable number"),
        (HELD_BACK, "duplicate_number", "Already got it"),
        (HELD_BACK, "no_sms_number", "No usable number"),
        (NOT_COMPLETED, "carrier_trouble", "Carrier trouble"),
        (NOT_COMPLETED, "carrier_blocked", "Carrier blocks"),
        (NOT_COMPLETED, "account_gone", "Phone account gone"),
        (NOT_COMPLETED, "phone_cannot", "Phone cannot"),
    ]


def test_undelivered_has_four_parts_that_are_always_told_apart() -> None:
    of_parts = {
        part["key"]: {reason.key for reason in REASONS if reason.part == part["key"]}
        for part in WORDS["parts"]
    }
    assert of_parts == {
        "already_reached": {"duplicate_number"},
        "no_consent": {"not_opted_in_or_blocked", "consent_denied_or_pending"},
        "not_reached": {reason.key for reason in REASONS if reason.result == NOT_COMPLETED}
        | {"no_active_number", "no_sms_number"},
        "not_stated": set(),
    }
    assert WORDS["not_stated"]["part"] == "not_stated"


def test_a_reason_that_is_not_stated_has_a_head_of_its_own() -> None:
    assert vocabulary.reason_title(None) == "Not stated"
    assert vocabulary.reason_title("no such key") == "Not stated"
    assert vocabulary.reason_title("duplicate_number") == "Already got it"
    assert "Not stated" not in {reason.title for reason in REASONS}


def test_results_and_reasons_are_known_by_their_names() -> None:
    undelivered = [result.name for result in RESULTS if vocabulary.is_undelivered(result.name)]
    assert undelivered == [HELD_BACK, NOT_COMPLETED]
    assert not vocabulary.is_undelivered("no such result")
    assert vocabulary.meaning(NOT_COMPLETED) == "It was tried, and the carrier did not complete it."
    assert [vocabulary.reason(reason.key) for reason in REASONS] == list(REASONS)
    assert vocabulary.reason(None) is vocabulary.reason("no such key") is None


def test_only_who_said_yes_may_be_texted() -> None:
    assert [(status.name, status.can_be_texted) for status in STATUSES] == [
        ("Pending Opt-In", False),
        ("Opted In", True),
        ("Opted Out", False),
    ]


def test_reminders_go_by_e_mail_or_on_paper_to_whoever_is_in_no_part_before() -> None:
    assert [part.key for part in vocabulary.PENDING_PARTS] == [
        *("takes_no_texts", "no_contact", "reminded", "e_mail", "paper"),
    ]
    assert [reason.key for reason in REASONS if reason.takes_no_texts] == WORDS["take_no_texts"]
    days = [age["days"] for age in WORDS["pending_ages"]]
    assert days == sorted(set(days))
    assert days[0] == 0, "of whatever age a number is, it is counted"
    assert all(phone == vocabulary.plain(phone) for phone in WORDS["landlines"])


def test_everything_has_a_meaning_that_is_a_sentence() -> None:
    meanings = [result.meaning for result in RESULTS]
    meanings += [reason.meaning for reason in REASONS] + [status.meaning for status in STATUSES]
    meanings += [part.meaning for part in vocabulary.PENDING_PARTS]
    for meaning in [*meanings, WORDS["not_stated"]["meaning"]]:
        assert meaning[0].isupper(), meaning
        assert meaning.rstrip(")”").endswith("."), meaning


def test_sent_is_never_called_delivered() -> None:
    meaning = next(result.meaning for result in RESULTS if result.name == "Sent")
    assert "delivered" not in meaning.lower()
    assert "not proof" in meaning


def test_no_two_reasons_are_told_by_the_same_words() -> None:
    telling = Counter(frozenset(word.casefold() for word in reason.telling) for reason in REASONS)
    whole = Counter(word.casefold() for reason in REASONS for word in reason.whole)
    assert all(telling), "a reason without telling words would be recognized in every sentence"
    assert max(telling.values()) == max(whole.values()) == 1


def test_a_word_sets_rows_aside_as_one_kind_and_is_no_result() -> None:
    words = [word.casefold() for kind in WORDS["set_aside"] for word in kind["words"]]
    assert len(words) == len(set(words))
    assert not set(words) & {result.name.casefold() for result in RESULTS}


def test_the_columns_that_tell_who_somebody_is_are_known_by_name() -> None:
    who = {"contact_id", "number", "name", "email", "student_id", "student_name", "household_id"}
    returned = {column for name in queries.names() for column, _ in queries.read(name).columns}
    assert who & returned <= vocabulary.PERSONAL
    assert vocabulary.column_title("undelivered_pct") == "Undelivered share"


@pytest.mark.parametrize("name", queries.names())
def test_no_two_columns_of_an_answer_have_the_same_words(name: str) -> None:
    words = [vocabulary.column_title(column) for column, _ in queries.read(name).columns]
    assert len(words) == len(set(words))


def test_questions_join_the_words_as_tables_in_the_same_order() -> None:
    tables = vocabulary_tables.tables()
    assert tables["results"].to_pylist() == [
        {
            "result": result.name,
            "stage": result.stage,
            "place": place,
            "is_final": result.is_final,
            "is_undelivered": result.stage == "Undelivered",
            "changes": result.changes,
        }
        for place, result in enumerate(RESULTS)
    ]
    assert {result.changes for result in RESULTS} == {"always", "while young", "never"}
    assert tables["reasons"]["reason"].to_pylist() == [reason.key for reason in REASONS]
    assert tables["parts"]["part"].to_pylist() == [part.key for part in vocabulary.PARTS]
    assert tables["statuses"]["status"].to_pylist() == [status.name for status in STATUSES]
    for table in tables.values():
        assert table["place"].to_pylist() == list(range(table.num_rows))


def test_files_and_skipped_rows_are_read_by_title() -> None:
    assert [vocabulary.file_kind_title(kind) for kind in ("log", "status", "contacts", None)] == [
        "message log",
        "consent list",
        "contact list",
        "file",
    ]
    assert vocabulary.skipped_title("e-mail") == "email"
    assert vocabulary.skipped_title("a kind of 2025") == "a kind of 2025"
