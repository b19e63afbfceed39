"""Masked values: what a viewer reads of a number, a name or an id who need not know it.

A column of data/words/columns.toml says which kind of personal value it has. The patterns are those of RE2,
which Arrow and DuckDB both use, so that a page and a CSV file can't differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from data.access.rights import Right
from data.access.viewer import Viewer
from data.words import vocabulary


class Mask(NamedTuple):
    """A pattern that is replaced wherever it matches, as RE2 writes both."""

    pattern: str
    replacement: str


HIDDEN = Mask(r"(?s)^.+$", "•••")
MASKS: Mapping[str, tuple[Right, Mask]] = {  # by kind of personal value: the right to read it unmasked
    "number": (Right.SEE_FULL_NUMBERS, Mask(r"(?s)^.*(..)$", r"•••••••\1")),  # the last two digits
    "numbers": (Right.SEE_FULL_NUMBERS, Mask(r"\+?[0-9]+([0-9]{2})", r"•••••••\1")),  # several, in one text
    "name": (Right.SEE_NAMES, Mask(r"([^\s,;])[^\s,;]*", r"\1.")),  # initials
    "id": (Right.SEE_NAMES, HIDDEN),
    "email": (Right.SEE_NAMES, HIDDEN),
    # An id made of a text's number and time: every number that ends alike could be tried.
    "made id": (Right.SEE_FULL_NUMBERS, Mask(r"(?s)^[0-9a-f]{32}-m?[0-9].*$", HIDDEN.replacement)),
    # Services write numbers into their reasons, with any signs between the digits.
    "text": (
        Right.SEE_FULL_NUMBERS,
        Mask(r"\+?\(?[0-9](?:[\s._()/\x{2010}-\x{2015}-]{0,3}[0-9]){6,}", "…"),
    ),
    "row": (Right.SEE_FULL_NUMBERS, HIDDEN),
}


def masks(viewer: Viewer, columns: tuple[str, ...]) -> dict[str, Mask]:
    """Return the mask of each of these columns that a viewer doesn't read as it is."""
    kinds = {name: vocabulary.PERSONAL[name] for name in columns if name in vocabulary.PERSONAL}
    return {name: MASKS[kind][1] for name, kind in kinds.items() if not viewer.may(MASKS[kind][0])}


def masked(table: pa.Table, of_columns: Mapping[str, Mask]) -> pa.Table:
    """Return a table with these columns masked; the schema stays."""
    for name, mask in of_columns.items():
        place = table.schema.get_field_index(name)
        cells = pc.replace_substring_regex(
            table.column(place), pattern=mask.pattern, replacement=mask.replacement
        )
        table = table.set_column(place, table.schema.field(place), cells)
    return table
