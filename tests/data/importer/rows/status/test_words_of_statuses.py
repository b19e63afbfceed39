"""What the words of a consent list mean, cell by cell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.importer.recognize import formats
from data.importer.recognize.columns import Recognized
from data.importer.rows import status
from data.words import vocabulary
from tests.import_files import OPTED_IN, OPTED_OUT

LIST = Recognized(formats.by_id("status"), ("SMS Status",), (("status", 0),))
ANSWERED = replace(LIST, words={"status": {"Maybe": "opted_out", "Gone": "skip", "": "opted_in"}})
AUDIENCE = Recognized(formats.by_id("mailchimp audience"), ("SMS Status",), (("status", 0),))


@pytest.mark.parametrize(
    ("recognized", "text", "meaning"),
    [
        (LIST, "opted in", {"text": "opted in", "status": OPTED_IN}),
        (LIST, None, {}),
        (LIST, "SMS Status", {"text": "SMS Status", "kind": "set aside", "why": vocabulary.HEADER_AGAIN}),
        (ANSWERED, "maybe", {"text": "maybe", "status": OPTED_OUT}),
        (ANSWERED, None, {"text": "", "status": OPTED_IN}),
        (ANSWERED, "gone", {"text": "gone", "kind": "set aside", "why": vocabulary.SKIPPED_BY_NAME}),
    ],
)
def test_a_word_is_a_status_or_skipped(
    recognized: Recognized, text: str | None, meaning: dict[str, object]
) -> None:
    assert status._reader(recognized)(text) == meaning


@pytest.mark.parametrize(
    ("recognized", "words"),
    [
        (LIST, "Pending Opt-In, Opted In, Opted Out"),
        (AUDIENCE, "subscribed, unsubscribed, pending, non-subscribed, cleaned, archived"),
    ],
)
def test_an_unknown_word_is_rejected_with_the_words_that_the_list_may_have(
    recognized: Recognized, words: str
) -> None:
    read = status._reader(recognized)("perhaps")
    assert (read["kind"], read["is_unknown"]) == ("rejected", True)
    assert read["why"] == f"“perhaps” isn't one of the statuses: {words}."
