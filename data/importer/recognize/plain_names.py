"""Names of columns as they are compared, and cells that are none."""

from __future__ import annotations

import functools
import re

from data.words import vocabulary

DIGITS_OF_A_VALUE = 7  # no column name has as many digits; numbers and dates do
USUAL_WORDS = ("yes", "no", "true", "false", "mobile", "landline", "mother", "father", "english", "spanish")
SPACES_AND_PUNCTUATION = re.compile(r"[\W_]+")


@functools.lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Return a column name without case, spaces and punctuation."""
    return SPACES_AND_PUNCTUATION.sub("", name.casefold())


def may_be_a_value(name: str) -> bool:
    """Return whether a cell is no column name: it has the digits of a number or date, or is an address."""
    return sum(letter.isdigit() for letter in name) >= DIGITS_OF_A_VALUE or "@" in name


def is_usual_value(name: str) -> bool:
    """Return whether a cell is a number, or a word that rows of lists have."""
    every = (*vocabulary.RESULT_OF, *vocabulary.STATUS_OF, *USUAL_WORDS)
    return name.isdecimal() or plain_name(name) in map(plain_name, every)
