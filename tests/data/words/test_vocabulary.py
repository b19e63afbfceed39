"""The vocabulary: the field's terms, each with its meaning, and no term twice."""

from __future__ import annotations

from collections import Counter

import pytest

import queries
from data.words import vocabulary, vocabulary_tables
from data.words.vocabulary import REASONS, RESULTS, STAGES, STATUSES, WORDS

INELIGIBLE, FAILED = "Ineligible to Send", "Failed to Send"


def test_the_five_results_follow_the_stages_of_a_text() -> None:
    assert STAGES == ("Sending", "Sent", "Undelivered")
    assert [(result.stage, result.name) for result in RESULTS] == [
        ("Sending", "Not Sent Yet"),
        ("Sending", "Sending"),
        ("Sent", "Sent"),
        ("Undelivered", INELIGIBLE),
        ("Undelivered", FAILED),
    ]


def test_only_results_of_the_sending_stage_are_not_final() -> None:
    assert [result.name for result in RESULTS if not result.is_final] == ["Not Sent Yet", "Sending"]


def test_the_nine_reasons_belong_to_the_two_undelivered_results() -> None:
    assert [(reason.result, reason.key, reason.title) for reason in REASONS] == [
        (INELIGIBLE, "not_opted_in_or_blocked", "Not opted in"),
        (INELIGIBLE, "consent_denied_or_pending", "Opted out or pending"),
        (INELIGIBLE, "no_active_number", "No usable number"),
        (INELIGIBLE, "duplicate_number", "Duplicate number"),
        (INELIGIBLE, "no_sms_number", "No usable number"),
        (FAILED, "carrier_trouble", "Carrier problem"),
        (FAILED, "carrier_blocked", "Blocked by carrier"),
        (FAILED, "account_gone", "Number no longer in service"),
        (FAILED, "phone_cannot", "Phone can't receive texts"),
    ]


def test_undelivered_has_four_parts() -> None:
    reasons_of_parts = {
        part["key"]: {reason.key for reason in REASONS if reason.part == part["key"]}
        for part in WORDS["parts"]
    }
    assert reasons_of_parts == {
        "already_reached": {"duplicate_number"},
        "no_consent": {"not_opted_in_or_blocked", "consent_denied_or_pending"},
        "not_reached": {reason.key for reason in REASONS if reason.result == FAILED}
        | {"no_active_number", "no_sms_number"},
        "not_stated": set(),
    }
    assert WORDS["not_stated"]["part"] == "not_stated"


def test_a_missing_reason_has_a_title_of_its_own() -> None:
    assert vocabulary.reason_title(None) == "Not stated"
    assert vocabulary.reason_title("no such key") == "Not stated"
    assert vocabulary.reason_title("duplicate_number") == "Duplicate number"
    assert "Not stated" not in {reason.title for reason in REASONS}


def test_results_and_reasons_are_known_by_name_and_key() -> None:
    undelivered = [result.name for result in RESULTS if vocabulary.is_undelivered(result.name)]
    assert undelivered == [INELIGIBLE, FAILED]
    assert not vocabulary.is_undelivered("no such result")
    assert vocabulary.RESULT_OF[FAILED].meaning == "Sent to the carrier, but not delivered."
    assert [vocabulary.reason(reason.key) for reason in REASONS] == list(REASONS)
    assert vocabulary.reason(None) is vocabulary.reason("no such key") is None


def test_only_opted_in_numbers_can_be_texted() -> None:
    assert [(status.name, status.can_be_texted) for status in STATUSES] == [
        ("Pending Opt-In", False),
        ("Opted In", True),
        ("Opted Out", False),
    ]


def test_pending_parts_are_ordered_and_ages_start_at_zero() -> None:
    assert [part.key for part in vocabulary.PENDING_PARTS] == [
        *("takes_no_texts", "no_contact", "reminded", "e_mail", "paper"),
    ]
    assert [reason.key for reason in REASONS if reason.takes_no_texts] == WORDS["take_no_texts"]
    days = [age["days"] for age in WORDS["pending_ages"]]
    assert days == sorted(set(days))
    assert days[0] == 0, "a number of any age is counted"
    assert all(phone == vocabulary.plain(phone) for phone in WORDS["landlines"])


def test_every_meaning_is_a_sentence() -> None:
    meanings = [result.meaning for result in RESULTS]
    meanings += [reason.meaning for reason in REASONS] + [status.meaning for status in STATUSES]
    meanings += [part.meaning for part in vocabulary.PENDING_PARTS]
    for meaning in [*meanings, WORDS["not_stated"]["meaning"]]:
        assert meaning[0].isupper(), meaning
        assert meaning.rstrip(")”").endswith("."), meaning


def test_sent_is_never_called_delivered() -> None:
    meaning = next(result.meaning for result in RESULTS if result.name == "Sent")
    assert "delivered" not in meaning.lower()
    assert "Not proof" in meaning


def test_no_two_reasons_have_the_same_key_words() -> None:
    telling = Counter(frozenset(word.casefold() for word in reason.telling) for reason in REASONS)
    whole = Counter(word.casefold() for reason in REASONS for word in reason.whole)
    assert all(telling), "a reason without telling words would be recognized in every sentence"
    assert max(telling.values()) == max(whole.values()) == 1


def test_a_word_skips_rows_of_one_kind_and_is_no_result() -> None:
    words = [word.casefold() for kind in WORDS["set_aside"] for word in kind["words"]]
    assert len(words) == len(set(words))
    assert not set(words) & {result.name.casefold() for result in RESULTS}


def test_columns_that_identify_a_person_are_marked() -> None:
    personal = {"contact_id", "number", "name", "email", "student_id", "student_name", "household_id"}
    returned = {column for name in queries.names() for column, _ in queries.read(name).columns}
    assert personal & returned <= set(vocabulary.PERSONAL)
    assert vocabulary.column_title("undelivered_pct") == "Undelivered share"


def test_no_two_columns_of_an_answer_have_the_same_title(subtests: pytest.Subtests) -> None:
    for name in queries.names():
        with subtests.test(name):
            titles = [vocabulary.column_title(column) for column, _type in queries.read(name).columns]
            assert len(titles) == len(set(titles))


def test_tables_of_the_vocabulary_keep_its_order() -> None:
    tables = vocabulary_tables.tables()
    assert tables["results"].to_pylist() == [
        {
            "result": result.name,
            "stage": result.stage,
            "place": place,
            "is_final": result.is_final,
            "is_failure": result.key == "failed",
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
