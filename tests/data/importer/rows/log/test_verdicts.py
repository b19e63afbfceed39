"""What the words of a row mean, cell by cell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.importer.recognize import formats
from data.importer.recognize.columns import Recognized
from data.importer.rows.log import verdicts
from data.words import vocabulary
from tests.import_files import INELIGIBLE, SENDING, SENT

Answer = tuple[object, ...]


def _recognized(format_id: str, **positions: int) -> Recognized:
    header = ("Direction", "Channel", "Status", "Reason", "Code")
    return Recognized(formats.by_id(format_id), header, tuple(positions.items()))


def _verdict(recognized: Recognized, *cells: str | None) -> Answer:
    row = verdicts.reader(recognized)(*cells)
    return row["result"], row["reason"], row["kind"], row["why"]


LOG = _recognized("log", result=2)
OWN_WORDS = replace(LOG, words={"result": {"Gone": "SKIP", "Out": SENT}})


@pytest.mark.parametrize(
    ("cells", "answer"),
    [
        ((None, None, "Sent", None, None), (SENT, None, None, None)),
        ((None, None, "Status", None, None), (None, None, "set aside", vocabulary.HEADER_AGAIN)),
        ((None, None, None, None, None), (None, None, "rejected", "This row has no result.")),
        (("inbound", None, "Sent", None, None), (None, None, "set aside", vocabulary.INBOUND)),
        (("outbound", None, "Sent", None, None), (SENT, None, None, None)),
        ((None, "email", "Sent", None, None), (None, None, "set aside", "e-mail")),
        ((None, "sms", "Sent", None, None), (SENT, None, None, None)),
    ],
)
def test_a_word_of_our_own_is_a_result_or_skipped_or_rejected(
    cells: tuple[str | None, ...], answer: Answer
) -> None:
    assert _verdict(LOG, *cells) == answer


def test_a_missing_column_of_results_repeats_no_header() -> None:
    assert _verdict(_recognized("log"), None, None, None, None, None)[2] == "rejected"


@pytest.mark.parametrize(("word", "is_unknown"), [("Whatever", True), ("", False)])
def test_an_unknown_word_is_one_to_ask_about(word: str, *, is_unknown: bool) -> None:
    row = verdicts.reader(LOG)(None, None, word or None, None, None)
    assert (row["kind"], row["is_unknown"]) == ("rejected", is_unknown)


@pytest.mark.parametrize(
    ("code", "word", "result", "reason", "opts_out"),
    [
        ("21610", "failed", INELIGIBLE, "not_opted_in_or_blocked", True),
        ("0", "delivered", SENT, None, False),
        ("", "sending", SENDING, None, False),
        ("21610", "delivered", SENT, None, False),
    ],
)
def test_a_services_code_says_why_a_text_failed_and_nothing_of_one_that_did_not(
    code: str, word: str, result: str, reason: str | None, *, opts_out: bool
) -> None:
    console = _recognized("twilio console", direction=0, result=2, carrier_code=4)
    row = verdicts.reader(console)("outbound-api", None, word, None, code or None)
    assert (row["result"], row["reason"], row["opts_out"]) == (result, reason, opts_out)


@pytest.mark.parametrize(
    ("format_id", "word", "may_lack_number"),
    [("rapidpro messages", "failed", True), ("rapidpro messages", "sent", False), ("log", "Sent", False)],
)
def test_a_text_may_lack_its_number_where_its_service_says_so(
    format_id: str, word: str, *, may_lack_number: bool
) -> None:
    row = verdicts.reader(_recognized(format_id, result=2))("OUT", None, word, None, None)
    assert (row["kind"], row["may_lack_number"]) == (None, may_lack_number)


def test_a_result_without_a_number_may_be_that_of_a_contact_without_one() -> None:
    console = _recognized("twilio console", direction=0, result=2, carrier_code=4)
    refused = verdicts.reader(console)("outbound-api", None, "failed", None, "21610")
    assert refused["may_lack_number"] is False
    assert verdicts.reader(LOG)(None, None, INELIGIBLE, None, None)["may_lack_number"] is True
