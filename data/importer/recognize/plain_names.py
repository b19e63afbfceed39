"""Names of columns as they are compared."""

from __future__ import annotations

import functools
import re

SPACES_AND_PUNCTUATION = re.compile(r"[\W_]+")


@functools.lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Return a column name without case, spaces and punctuation."""
    return SPACES_AND_PUNCTUATION.sub("", name.casefold())
