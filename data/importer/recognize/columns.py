"""Which column of a file is which field: found by name, through the formats of data/providers/*.toml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.errors import Problem
from data.importer.recognize import formats
from data.importer.recognize.formats import KINDS, Format, plain_name
from data.words import vocabulary

__all__ = ["KINDS", "Recognized", "field_words", "match"]

DIGITS_OF_A_VALUE = 7  # no name of a column has as many; numbers and dates do
# What a Problem names of a file's columns, which may be thousands, or a whole text each.
MOST_SHOWN, LONGEST_SHOWN = 100, 100


@dataclass(frozen=True)
class Recognized:
    """How a file will be read: its format, and which field each of its columns gives.

    `zone` is that of its times without an offset; None where nobody has told it yet, and `asks_zone`
    whether there are such times.
    """

    format: Format
    header: tuple[str, ...]
    positions: tuple[tuple[str, int], ...]
    zone: str | None = None
    asks_zone: bool = False

    @property
    def kind(self) -> str:
        """What the file is: log, status or contacts."""
        return self.format.kind

    @property
    def evidence(self) -> tuple[str, ...]:
        """The file's own columns by which the format was told; none for a generic one."""
        telling = set(map(plain_name, self.format.told_by))
        return tuple(name for name in self.header if plain_name(name) in telling)

    @property
    def columns(self) -> dict[str, str]:
        """Field to the name of the column that gives it."""
        return {field: self.header[place] for field, place in self.positions}

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field of this kind."""
        return formats.fields(self.kind)

    @property
    def needed(self) -> tuple[str, ...]:
        """The fields that must be there."""
        return self.format.needed

    @property
    def missing(self) -> tuple[str, ...]:
        """The needed fields that no column gives."""
        return tuple(field for field in self.needed if field not in self.columns)

    @property
    def unrecognized(self) -> tuple[str, ...]:
        """The file's columns that are not read, by name."""
        used = {place for _field, place in self.positions} | {*self.repeated}
        return tuple(name for place, name in enumerate(self.header) if place not in used)

    @property
    def repeated(self) -> tuple[int, ...]:
        """The places of the columns by which a record is several; none where it is one."""
        name = self.columns.get(self.format.repeats)
        same = tuple(place for place, other in enumerate(self.header) if other == name)
        return same if len(same) > 1 else ()

    @property
    def needs_as_of(self) -> bool:
        """Whether the file does not say of which date it speaks, so that somebody has to."""
        dated = {"changed_at", "as_of"} & set(self.columns)
        return self.kind == "status" and not dated

    def check(self, file_name: str) -> None:
        """Raise Problem where a needed column was not found: then nothing of the file is read."""
        if not self.missing:
            return
        if any(map(_may_be_a_value, self.header)):
            raise Problem(  # without the cells, which may be somebody's number
                "The first line of this file looks like a row, not like the names of columns.",
                where=f"{file_name}, line 1",
                next_step="Export it again with the names of the columns in the first line.",
            )
        wanted = "; ".join(
            f"{field_words(field)} (for example “{self.format.columns[field][0]}”)"
            for field in self.missing
        )
        what = vocabulary.file_kind_title(self.kind) if self.format.is_generic else self.format.full_name
        raise Problem(
            f"This file can't be read as a {what}: no column gives its {wanted}.",
            where=f"{file_name}, line 1. Columns seen: {_shown(self.header) or 'none'}",
            next_step="Name the column on the Imports page or with --columns, say there or with --kind "
            "what the file is, or export it again with the column.",
        )


def _may_be_a_value(name: str) -> bool:
    return sum(letter.isdigit() for letter in name) >= DIGITS_OF_A_VALUE


def _shown(names: Sequence[str]) -> str:
    """Names of columns for a Problem, which may end in a log: what may be somebody's number is left out."""
    short = [
        name if len(name) <= LONGEST_SHOWN else f"{name[:LONGEST_SHOWN]}…" for name in names[:MOST_SHOWN]
    ]
    told = ["…" if _may_be_a_value(name) else name for name in short]
    more = len(names) - len(told)
    return ", ".join([*told, *([f"and {more:,} more"] if more else [])])


def field_words(field: str) -> str:
    """A field's name in words: "requested at"."""
    return field.replace("_", " ")


def match(
    header: tuple[str, ...], of_format: Format, chosen: Mapping[str, str] | None = None
) -> Recognized:
    """Read a header as one format. `chosen` gives columns by hand, field to name; "" for none.

    A service's own format says exactly which column is which field, and one may be two; in a generic
    file the first likely name counts, and no column twice. Raises Problem where `chosen` names a field
    or a column that does not exist.
    """
    by_name: dict[str, int] = {}
    places = [*enumerate(header)]
    for place, name in places if of_format.last_counts else reversed(places):
        by_name[plain_name(name)] = place
    positions = _by_hand(header, of_format, chosen or {}, by_name)
    taken = set(positions.values()) if of_format.is_generic else set()
    for field, aliases in of_format.columns.items():
        if field in positions or field in (chosen or {}):
            continue
        names = map(plain_name, [field, *aliases] if of_format.is_generic else aliases)
        found = next((by_name[name] for name in names if by_name.get(name, -1) not in taken | {-1}), None)
        if found is not None:
            positions[field] = found
            taken |= {found} if of_format.is_generic else set()
    return Recognized(of_format, header, tuple(positions.items()))


def _by_hand(
    header: tuple[str, ...], of_format: Format, chosen: Mapping[str, str], by_name: dict[str, int]
) -> dict[str, int]:
    fields = formats.fields(of_format.kind)
    for field, name in chosen.items():
        if field not in fields or (name and plain_name(name) not in by_name):
            raise Problem(
                f"The chosen columns name something that is not there: {field} = “{_shown([name])}”.",
                where=f"Fields of a {vocabulary.file_kind_title(of_format.kind)}: {', '.join(fields)}. "
                f"Columns of the file: {_shown(header)}",
                next_step="Mend that line of the choice.",
            )
    exact = {name: place for place, name in reversed([*enumerate(header)])}
    return {field: exact.get(name, by_name[plain_name(name)]) for field, name in chosen.items() if name}
