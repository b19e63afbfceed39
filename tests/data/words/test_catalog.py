"""Sentences of the catalog, and what the locale writes in their places."""

from __future__ import annotations

from datetime import date

import pytest

import queries
from data.words import catalog
from data.words.extraction import question_sentences


@pytest.mark.parametrize(
    ("names", "one_after_the_other", "together"),
    [
        ([], "", ""),
        (["A"], "A", "A"),
        (["A", "B"], "A, B", "A and B"),
        (["A", "B", "C"], "A, B, C", "A, B, and C"),
    ],
)
def test_names_are_listed_as_the_locale_lists_them(
    names: list[str], one_after_the_other: str, together: str
) -> None:
    assert catalog.listing(names) == one_after_the_other
    assert catalog.and_listing(names) == together


def test_a_day_is_written_without_its_year_and_as_a_weekday() -> None:
    assert catalog.short_day(date(2026, 9, 30)) == "Sep 30"
    assert catalog.weekday(date(2026, 9, 30)) == "Wed"


def test_questions_are_sentences_of_the_catalog_and_shared_steps_are_not() -> None:
    questions, steps = (queries.header.files().values(), queries.header.step_files().values())
    for file in questions:
        with file.open("rb") as lines:
            ((_line, _function, sentence, _comments),) = question_sentences(lines, (), (), {})
        assert sentence == queries.read(file.stem).sentence
    for file in steps:
        with file.open("rb") as lines:
            assert not [*question_sentences(lines, (), (), {})]
