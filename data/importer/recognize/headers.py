"""The place of a file's header: on the first line, or below the lines of a title, however many they are.

A header may take two rows: merged cells such as “Guardian 1” and “Guardian 2” above the columns of each.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from itertools import islice

from data.importer.recognize import columns, formats
from data.importer.recognize.columns import Recognized
from data.importer.recognize.plain_names import may_be_a_value, plain_name

LOOKED_AT = 30  # filled rows among which most headers are
MOST_LOOKED_AT = 5_000  # filled rows among which the header is looked for, if it isn't among the first
LONGEST_PREAMBLE = 50  # filled rows above the header that are kept as text
ENOUGH_NAMES = 2  # cells with the name of a column, without which no row is a header
ENOUGH_CELLS = 3  # filled cells of a header of which no name is known, below a title of one cell
STUDENT = ("Student", "Child", "Pupil")  # heads of columns that are no contact's

Row = Sequence[str | None]


def place_of_header(rows: Sequence[Row]) -> int:
    """Return the place of the first row with all that some kind of file needs.

    Otherwise it is the first one below heads of groups, or the likeliest one.
    """
    place = place_of_complete(rows)
    if place is not None:
        return place
    grouped = (place for place in range(len(rows[:LOOKED_AT])) if has_heads(rows, place))
    return next(grouped, _place_of_likeliest(rows))


def place_of_complete(rows: Sequence[Row]) -> int | None:
    """Return the place of the first row with all that some kind of file needs; None if there is none."""
    every = formats.column_names()
    for place, row in enumerate(rows[:MOST_LOOKED_AT]):
        if _names_in(row, every) < ENOUGH_NAMES and not has_heads(rows, place):
            continue
        header = names_at(rows, place)
        if formats.matching(header) or any(not one.missing for one in _generic(header)):
            return place
    return None


def _place_of_likeliest(rows: Sequence[Row]) -> int:
    """Return the place of the row that begins the table, below a title with fewer cells; otherwise 0."""
    every = formats.column_names()
    first = _filled(rows[0]) if rows else 0
    if not rows or _names_in(rows[0], every):
        return 0
    wider = [
        (_names_in(row, every), -place)
        for place, row in enumerate(rows[:MOST_LOOKED_AT])
        if _filled(row) > first and not any(may_be_a_value(cell or "") for cell in row)
    ]
    names, place = max(wider, default=(0, 0))
    if names >= ENOUGH_NAMES:
        return -place
    if first > 1:
        return 0
    below = (-place for _names, place in wider if _filled(rows[-place]) >= ENOUGH_CELLS)
    return next(below, 0)


def recognized_columns(header: Row) -> int:
    """Return how many columns of a header are recognized, read as the kind of file that it fits best."""
    names = names_of(header)
    own_formats = [columns.match(names, one) for one in formats.matching(names)]
    return max(len(one.columns) for one in (*_generic(names), *own_formats))


def names_at(rows: Sequence[Row], place: int) -> tuple[str, ...]:
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


def has_heads(rows: Sequence[Row], place: int) -> bool:
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
    return re.sub(r"(?i)\W{0,20}\b(?:information|info|details)\W{0,20}$", "", name)


@functools.cache
def _heads() -> frozenset[str]:
    """Return the words for people that may stand above columns: those of a wide contact list."""
    people = formats.by_id("contacts").wide.people
    words: Iterable[str] = (one.word for one in people if one.word)
    return frozenset(map(plain_name, [*words, *STUDENT]))


def names_of(row: Row) -> tuple[str, ...]:
    """Return a row as column names, without spaces around them."""
    return tuple((name or "").strip().lstrip("\ufeff") for name in row)


def preamble(rows: Iterable[Row]) -> tuple[str, ...]:
    """Return the text of the first rows above a header, a line each."""
    texts = (" ".join(cell for cell in names_of(row) if cell) for row in rows)
    return tuple(islice(filter(None, texts), LONGEST_PREAMBLE))


def _generic(header: tuple[str, ...]) -> list[Recognized]:
    return [columns.match(header, formats.by_id(kind)) for kind in columns.KINDS]


def _names_in(row: Row, every: frozenset[str]) -> int:
    return sum(1 for cell in row if cell and plain_name(cell) in every)


def _filled(row: Row) -> int:
    return sum(1 for cell in row if cell and cell.strip())
