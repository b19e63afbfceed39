"""The words of results, reasons and statuses: in any case and spacing, never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import Problem
from data.importer.recognize import cell_words
from data.words import vocabulary
from tests.import_files import (
    FAILED,
    INELIGIBLE,
    LISTED,
    OPTED_IN,
    SENT,
    import_file,
    imported,
    log_file,
    messages,
    number,
    one_message,
    rows_not_imported,
    rows_of,
    text,
    utc,
)

SENTENCES = {  # as services word them, around the telling words
    "not_opted_in_or_blocked": "The contact has not OPTED-IN, or is on a Block List of the district",
    "consent_denied_or_pending": "Consent was denied or is still pending",
    "no_active_number": "The contact has no active SMS number",
    "duplicate_number": "Duplicate: this number was already reached",
    "no_sms_number": "There are no numbers that take SMS",
    "carrier_trouble": "The carrier had technical  issues, such as an overflow",
    "carrier_blocked": "Reported by the carrier as blocked or objectionable",
    "account_gone": "The account is suspended, invalid, or no longer exists",
    "phone_cannot": "The phone has no SMS capability or is switched off",
}


def _varied(name: str) -> tuple[str, ...]:
    return (
        name,
        name.upper(),
        name.lower(),
        f"  {name.replace(' ', '   ')} ",
        name.replace(" ", "\N{NO-BREAK SPACE}"),
    )


@pytest.mark.parametrize("result", vocabulary.RESULTS, ids=lambda result: result.name)
def test_a_result_is_known_in_any_case_and_spacing(result: vocabulary.Result) -> None:
    assert {cell_words.result(cell) for cell in _varied(result.name)} == {result.name}


@pytest.mark.parametrize("status", vocabulary.STATUSES, ids=lambda status: status.name)
def test_a_status_is_known_in_any_case_and_spacing(status: vocabulary.Status) -> None:
    assert {cell_words.status(cell) for cell in _varied(status.name)} == {status.name}


@pytest.mark.parametrize("cell", ["Delivered", "sent!", "Sent Sent", "", " ", "Opted", "Pending Opt"])
def test_any_other_word_is_none(cell: str) -> None:
    assert cell_words.result(cell) is None
    assert cell_words.status(cell) is None


@pytest.mark.parametrize("reason", vocabulary.REASONS, ids=lambda reason: reason.key)
def test_a_reason_is_recognized_by_its_key_its_sentence_and_its_one_word_result(
    reason: vocabulary.Reason,
) -> None:
    for wording in (reason.key, SENTENCES[reason.key], *reason.whole, *reason.telling[:0]):
        for cell in _varied(wording):
            assert cell_words.reason(cell, reason.result) == reason.key, cell


def test_reason_is_recognized_by_its_key_words_in_any_order() -> None:
    for reason in vocabulary.REASONS:
        assert cell_words.reason(" … ".join(reversed(reason.telling)), reason.result) == reason.key


@pytest.mark.parametrize(
    "cell",
    [
        "opted-in",  # one of two telling words
        "It was denied",
        "Blocked by mistake",  # a one-word result counts only as the whole cell
        "Inactive account",
        "unduplicated",  # part of a longer word
        "No Phone Selected today",
        f"{SENTENCES['no_active_number']}. {SENTENCES['duplicate_number']}",  # two fit
        "Something else happened",
        "",
    ],
)
def test_a_cell_that_matches_no_reason_or_two_is_not_stated(cell: str) -> None:
    assert cell_words.reason(cell, INELIGIBLE) is None


def test_a_reason_of_another_result_is_not_stated() -> None:
    for reason in vocabulary.REASONS:
        for result in vocabulary.RESULTS:
            if result.name != reason.result:
                assert cell_words.reason(SENTENCES[reason.key], result.name) is None
    assert cell_words.reason("duplicate_number", None) is None


def test_results_and_reasons_arrive_as_the_vocabulary_spells_them(tmp_path: Path) -> None:
    rows = [
        text(reason.key, result=f" {reason.result.upper()} ", why=SENTENCES[reason.key])
        for reason in vocabulary.REASONS
    ]
    assert imported(log_file(tmp_path, *rows)) == {"stored": len(rows)}
    for reason in vocabulary.REASONS:
        row = messages()[reason.key]
        assert (row["result"], row["reason"]) == (reason.result, reason.key)
        assert row["reason_text"] == SENTENCES[reason.key]


def test_an_unclear_reason_is_stored_as_text_and_not_stated(tmp_path: Path) -> None:
    assert imported(log_file(tmp_path, text("m1", result=FAILED, why="duplicate_number"))) == {"stored": 1}
    row = one_message()
    assert (row["reason"], row["reason_text"]) == (None, "duplicate_number")


def test_a_word_that_is_no_result_is_asked_and_nothing_is_stored_before(tmp_path: Path) -> None:
    rows = [
        text("m1", result="Delivered"),
        text("m2", result="delivered"),
        text("m3"),
        text("m4", result="?"),
    ]
    with pytest.raises(Problem) as refused:
        import_file(log_file(tmp_path, *rows))
    assert refused.value.what_happened == (
        "Some words in the column “Delivery Results” aren't results: “delivered” (2 rows), “?” (1 row)."
    )
    assert messages() == {}


def test_words_are_stored_by_the_meaning_that_a_person_gives_them(tmp_path: Path) -> None:
    rows = [
        text("m1", result="Delivered"),
        text("m2", result="DELIVERED"),
        text("m3"),
        text("m4", result="Test"),
    ]
    meanings = {"result": {"delivered": "sent", "Test": "skip"}}
    assert imported(log_file(tmp_path, *rows), words=meanings) == {"stored": 3, "set_aside": 1}
    assert {row["result"] for row in messages().values()} == {SENT}
    assert rows_not_imported() == [(5, "set aside", "Delivery Results", "skipped by name")]


def test_words_of_rows_that_cannot_be_stored_anyway_are_not_asked(tmp_path: Path) -> None:
    rows = [text("m1", result=" "), text("m2", when="", result="2"), text("m3")]
    assert imported(log_file(tmp_path, *rows)) == {"stored": 1, "rejected": 2}
    assert rows_not_imported()[0] == (2, "rejected", "Delivery Results", "This row has no result.")


@pytest.mark.parametrize(("blank", "stored", "skipped"), [("pending", 3, 0), ("skip", 2, 1)])
def test_a_blank_status_is_asked_where_the_words_are_others(
    tmp_path: Path, blank: str, stored: int, skipped: int
) -> None:
    file = log_file(tmp_path, [number(1), "Y"], [number(2), ""], [number(3), "N"], header=LISTED)
    with pytest.raises(Problem, match=r"aren't statuses: blank \(1 row\), “N” \(1 row\), “Y” \(1 row\)\."):
        import_file(file, as_of=utc(2026, 9, 30))
    meanings = {"status": {"y": "opted_in", "n": "opted_out", "": blank}}
    outcome = import_file(file, as_of=utc(2026, 9, 30), words=meanings)
    assert (outcome.stored, outcome.set_aside) == (stored, skipped)


def test_a_blank_status_is_rejected_where_all_words_are_known(tmp_path: Path) -> None:
    file = log_file(tmp_path, [number(1), OPTED_IN.upper()], [number(2), ""], header=LISTED)
    assert imported(file, as_of=utc(2026, 9, 30)) == {"stored": 1, "rejected": 1}
    assert rows_not_imported() == [(3, "rejected", "SMS Status", "This row has no status.")]
    assert rows_of("status_changes")[0]["status"] == OPTED_IN
