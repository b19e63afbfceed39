"""The place of a file's header: on the first line, or after a few lines of title.

A header may take two rows: merged cells such as “Guardian 1” and “Guardian 2” above the columns of each.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from data.importer.recognize import columns, formats
from data.importer.recognize.columns import Recognized
from data.importer.recognize.plain_names import plain_name

LOOKED_AT = 30  # rows among which the header is looked for
STUDENT = ("Student", "Child", "Pupil")  # heads of columns that are no contact's


def place_of_header(rows: Sequence[Sequence[str | None]]) -> int:
    """Return the place of the first row with all that some kind of file needs.

    Otherwise it is the first one below heads of groups, or 0.
    """
    for place in range(len(rows[:LOOKED_AT])):
        header = names_at(rows, place)
        if formats.matching(header) or any(not one.missing for one in _generic(header)):
            return place
    return next((place for place in range(len(rows[:LOOKED_AT])) if has_heads(rows, place)), 0)


def recognized_columns(header: Sequence[str | None]) -> int:
    """Return how many columns of a header are recognized, read as the kind of file that it fits best."""
    names = names_of(header)
    own_formats = [columns.match(names, one) for one in formats.matching(names)]
    return max(len(one.columns) for one in (*_generic(names), *own_formats))


def names_at(rows: Sequence[Sequence[str | None]], place: int) -> tuple[str, ...]:
    """Return a row as column names, each with the head of its group if the row above has such heads."""
    names = names_of(rows[place])
    heads = names_of(rows[place - 1]) if place else ()
    if not has_heads(rows, place):
        return names
    grouped = []
    head = ""
    for column, name in enumerate(names):
        head = _head(heads[column] if column < len(heads) else "") or head
        is_grouped = plain_name(head) in _heads() and not plain_name(name).startswith(plain_name(head))
        grouped.append(f"{head} {name}" if name and is_grouped else name)
    return tuple(grouped)


def has_heads(rows: Sequence[Sequence[str | None]], place: int) -> bool:
    """Return whether the row above has heads of people, over several columns each, and fewer cells."""
    if not place:
        return False
    heads, names = names_of(rows[place - 1]), names_of(rows[place])
    filled = [name for name in heads if name]
    return len(filled) < sum(map(bool, names)) and any(
        plain_name(_head(name)) in _heads() for name in filled
    )


def _head(name: str) -> str:
    """Return a head without what some reports write behind it: “Guardian 1 Information”."""
    return re.sub(r"(?i)\W*\b(?:information|info|details)\W*$", "", name)


@functools.cache
def _heads() -> frozenset[str]:
    """Return the words for people that may stand above columns: those of a wide contact list."""
    people = formats.by_id("contacts").wide.people
    words: Iterable[str] = (one.word for one in people if one.word)
    return frozenset(map(plain_name, [*words, *STUDENT]))


def names_of(row: Sequence[str | None]) -> tuple[str, ...]:
    """Return a row as column names, without spaces around them."""
    return tuple((name or "").strip().lstrip("\ufeff") for name in row)


def _generic(header: tuple[str, ...]) -> list[Recognized]:
    return [columns.match(header, formats.by_id(kind)) for kind in columns.KINDS]
