"""Names of columns as they are compared."""

from __future__ import annotations

import functools


@functools.lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Return a column name without case, spaces and punctuation."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())
