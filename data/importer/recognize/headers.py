"""The place of a file's header: on the first line, or after a few lines of title."""

from __future__ import annotations

from collections.abc import Sequence

from data.importer.recognize import columns, formats
from data.importer.recognize.columns import Recognized

LOOKED_AT = 30  # rows among which the header is looked for


def place_of_header(rows: Sequence[Sequence[str | None]]) -> int:
    """Return the place of the first row with all that some kind of file needs, otherwise 0."""
    for place, row in enumerate(rows[:LOOKED_AT]):
        header = names_of(row)
        if formats.matching(header) or any(not one.missing for one in _generic(header)):
            return place
    return 0


def recognized_columns(header: Sequence[str | None]) -> int:
    """Return how many columns of a header are recognized, read as the kind of file that it fits best."""
    names = names_of(header)
    own_formats = [columns.match(names, one) for one in formats.matching(names)]
    return max(len(one.positions) for one in (*_generic(names), *own_formats))


def names_of(row: Sequence[str | None]) -> tuple[str, ...]:
    """Return a row as column names, without spaces around them."""
    return tuple((name or "").strip().lstrip("\ufeff") for name in row)


def _generic(header: tuple[str, ...]) -> list[Recognized]:
    return [columns.match(header, formats.by_id(kind)) for kind in columns.KINDS]
