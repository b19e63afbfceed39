"""Names that people type, held against the names that there are."""

from __future__ import annotations

from collections.abc import Sequence

from data.errors import Problem
from data.vocabulary import plain


def known(given: Sequence[str] | None, names: Sequence[str], what: str) -> tuple[str, ...] | None:
    """The names meant, in any case and spacing. Raises Problem for one that there is not."""
    if given is None:
        return None
    by_plain = {plain(name): name for name in names}
    for word in given:
        if plain(word) not in by_plain:
            raise Problem(
                f"There is no {what} called “{word}”.", next_step=f"There are: {', '.join(names)}."
            )
    return tuple(by_plain[plain(word)] for word in given)
