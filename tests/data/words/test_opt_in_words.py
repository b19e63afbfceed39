"""The opt-in words: those that services treat as the same are named together, the settings' word first."""

from __future__ import annotations

import pytest

from data.words import opt_in_words, vocabulary


@pytest.mark.parametrize(
    ("word", "named"),
    [("Y", "“Y” or “Yes”"), ("yes", "“yes” or “Y”"), ("YES", "“YES” or “Y”"), ("SI", "“SI”")],
)
def test_an_answer_names_every_word_that_counts_as_it(word: str, named: str) -> None:
    assert opt_in_words.quoted(word) == named


@pytest.mark.parametrize(("word", "named"), [("Y", "“Y” or “Yes”"), ("SI", "“SI”"), ("", "“Y” or “Yes”")])
def test_the_meaning_of_pending_names_the_districts_words(word: str, named: str) -> None:
    (pending,) = (status.name for status in vocabulary.STATUSES if status.is_pending)
    assert named in opt_in_words.status_meaning(pending, word)
