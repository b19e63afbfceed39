"""The result, reason or status that a cell means. An uncertain one is not stated, never guessed."""

from __future__ import annotations

import re

from data.importer.recognize import formats
from data.importer.recognize.format_types import word_key
from data.words import vocabulary
from data.words.vocabulary import plain

_RESULTS = {word_key(result.name): result.name for result in vocabulary.RESULTS}
_STATUSES = {
    word_key(word): status.name for status in vocabulary.STATUSES for word in (status.name, *status.words)
}
_TEXT_CHANNELS = set(map(word_key, vocabulary.WORDS["text_channels"]))
_SET_ASIDE = {
    (kind["of"], word): kind["key"]
    for kind in vocabulary.WORDS["set_aside"]
    for word in map(plain, kind["words"])
}


def result(text: str) -> str | None:
    """Return the result of that name, however it is spelled; None for any other word."""
    return _RESULTS.get(word_key(text))


def status(text: str) -> str | None:
    """Return the status that a word means in a list of the district's own; None for any other word."""
    return _STATUSES.get(word_key(text))


def is_text_channel(text: str) -> bool:
    """Return whether a channel's word means a text message."""
    return word_key(text) in _TEXT_CHANNELS


def is_of_delivery(text: str) -> bool:
    """Return whether the word is a status of texts at some service, such as Delivered or Queued."""
    return any(service.statuses.meaning(text) for service in formats.services().values())


def set_aside(field: str, text: str) -> str | None:
    """Return the key under which rows with this word in a field are skipped; None for texts to families."""
    return _SET_ASIDE.get((field, plain(text)))


def reason(text: str, of_result: str | None) -> str | None:
    """Return the key of the reason that a cell states for a result; None if it states none.

    A cell may hold the key itself, a sentence with all of the reason's telling words, or, as call reports
    do, a single word. What fits no reason, several, or a reason of another result, counts as not stated.
    """
    cell = plain(text)
    matches = [one for one in vocabulary.REASONS if cell == one.key or _states(cell, one)]
    if len(matches) != 1 or matches[0].result != of_result:
        return None
    return matches[0].key


def _states(cell: str, known_reason: vocabulary.Reason) -> bool:
    if cell in map(plain, known_reason.whole):
        return True
    loose = cell.replace("-", " ")
    return all(
        re.search(rf"\b{re.escape(plain(word).replace('-', ' '))}\b", loose)
        for word in known_reason.telling
    )
