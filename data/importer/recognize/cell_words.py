"""The words of a log's cells: which result, reason or status is meant; never a guess."""

from __future__ import annotations

import re

from data.words import vocabulary
from data.words.vocabulary import plain

_RESULTS = {plain(result.name): result.name for result in vocabulary.RESULTS}
_STATUSES = {plain(status.name): status.name for status in vocabulary.STATUSES}
_SET_ASIDE = {
    (kind["of"], word): kind["key"]
    for kind in vocabulary.WORDS["set_aside"]
    for word in map(plain, kind["words"])
}


def result(text: str) -> str | None:
    """The result of that name, in any case and spacing; None for any other word."""
    return _RESULTS.get(plain(text))


def status(text: str) -> str | None:
    """The status of that name, in any case and spacing; None for any other word."""
    return _STATUSES.get(plain(text))


def set_aside(field: str, text: str) -> str | None:
    """The kind under which rows are set aside whose field says this; None for texts to families."""
    return _SET_ASIDE.get((field, plain(text)))


def reason(text: str, of_result: str | None) -> str | None:
    """The key of the reason that a cell states for a result, or None: not stated.

    A key stands for itself. A sentence is recognized by all of its telling words, and a one-word result
    of the call reports as the whole cell (design, section 2). What fits none, or two, or a reason of
    another result, counts as not stated.
    """
    said = plain(text)
    found = [known for known in vocabulary.REASONS if said == known.key or _tells(said, known)]
    if len(found) != 1 or found[0].result != of_result:
        return None
    return found[0].key


def _tells(said: str, known: vocabulary.Reason) -> bool:
    if said in map(plain, known.whole):
        return True
    loose = said.replace("-", " ")
    return all(
        re.search(rf"\b{re.escape(plain(word).replace('-', ' '))}\b", loose) for word in known.telling
    )
