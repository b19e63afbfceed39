"""Where a file's header stands: on its first line, or after a few lines of title."""

from __future__ import annotations

from collections.abc import Sequence

from data.importer.recognize import columns, formats
from data.importer.recognize.columns import Recognized

LOOKED_AT = 30  # rows among which the header is looked for


def place_of_header(rows: Sequence[Sequence[str | None]]) -> int:
    """The place of the first row that names all that some kind of file needs; else of the first row."""
    for place, row in enumerate(rows[:LOOKED_AT]):
        header = names_of(row)
        if formats.told(header) or any(not one.missing for one in _generic(header)):
            return place
    return 0


def known(header: Sequence[str | None]) -> int:
    """How many columns of a header are recognized, read as the kind of file that it fits best."""
    names = names_of(header)
    return max(len(one.positions) for one in (*_generic(names), *_told(names)))


def _generic(header: tuple[str, ...]) -> list[Recognized]:
    return [columns.match(header, formats.of(kind)) for kind in columns.KINDS]


def _told(header: tuple[str, ...]) -> list[Recognized]:
    return [columns.match(header, one) for one in formats.told(header)]


def names_of(row: Sequence[str | None]) -> tuple[str, ...]:
    """A row as the names of columns, without spaces around them."""
    return tuple((name or "").strip().lstrip("\ufeff") for name in row)
