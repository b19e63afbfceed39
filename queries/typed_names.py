"""Names that people type, held against the names that there are."""

from __future__ import annotations

from collections.abc import Sequence

from data.errors import Problem
from data.words import vocabulary
from data.words.vocabulary import plain


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


def known_reasons(given: Sequence[str] | None) -> tuple[str, ...] | None:
    """The keys of the reasons meant, by key or by plain title, which several can share.

    Raises Problem for one that there is not.
    """
    meant: dict[str, list[str]] = {}
    for key in (*(reason.key for reason in vocabulary.REASONS), vocabulary.NOT_STATED_KEY):
        for name in (vocabulary.reason_title(key), key):
            meant.setdefault(name, []).append(key)
    names = known(given, list(meant), "reason")
    return None if names is None else tuple(dict.fromkeys(key for name in names for key in meant[name]))
