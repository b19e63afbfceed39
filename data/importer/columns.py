"""Which column of a file is which field: found by name, through the aliases of data/providers/*.toml."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.errors import Problem

KINDS = ("log", "status", "contacts")
KIND_WORDS = {"log": "message log", "status": "consent list", "contacts": "contact list"}
DIGITS_OF_A_VALUE = 7  # no name of a column has as many; numbers and dates do
PROVIDER = Path(__file__).parent.parent / "providers" / "district_export.toml"


@functools.cache
def provider() -> dict[str, Any]:
    """The generic service: its name, its columns per kind of file, and its forms of time."""
    return tomllib.loads(PROVIDER.read_text(encoding="utf-8"))


def fields(kind: str) -> tuple[str, ...]:
    """Every field that a file of this kind may give."""
    return tuple(provider()[kind]["columns"])


def needed(kind: str) -> tuple[str, ...]:
    """The fields without which a file of this kind is refused."""
    return tuple(provider()[kind]["needed"])


@dataclass(frozen=True)
class Recognised:
    """How a file will be read: its kind, and which field each of its columns gives."""

    kind: str
    header: tuple[str, ...]
    positions: tuple[tuple[str, int], ...]

    @property
    def columns(self) -> dict[str, str]:
        """Field to the name of the column that gives it."""
        return {field: self.header[place] for field, place in self.positions}

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field of this kind."""
        return fields(self.kind)

    @property
    def needed(self) -> tuple[str, ...]:
        """The fields that must be there."""
        return needed(self.kind)

    @property
    def missing(self) -> tuple[str, ...]:
        """The needed fields that no column gives."""
        return tuple(field for field in self.needed if field not in self.columns)

    @property
    def unrecognised(self) -> tuple[str, ...]:
        """The file's columns that are not read, by name."""
        used = {place for _field, place in self.positions}
        return tuple(name for place, name in enumerate(self.header) if place not in used)

    @property
    def needs_as_of(self) -> bool:
        """Whether the file does not say of which date it speaks, so that somebody has to."""
        dated = {"changed_at", "as_of"} & set(self.columns)
        return self.kind == "status" and not dated

    def check(self, file_name: str) -> None:
        """Raise Problem where a needed column was not found: then nothing of the file is read."""
        if not self.missing:
            return
        if any(sum(letter.isdigit() for letter in name) >= DIGITS_OF_A_VALUE for name in self.header):
            raise Problem(  # without the cells, which may be somebody's number
                "The first line of this file looks like a row, not like the names of columns.",
                where=f"{file_name}, line 1",
                next_step="Export it again with the names of the columns in the first line.",
            )
        wanted = "; ".join(
            f"{field_words(field)} (for example “{provider()[self.kind]['columns'][field][0]}”)"
            for field in self.missing
        )
        raise Problem(
            f"This file can't be read as a {KIND_WORDS[self.kind]}: no column gives its {wanted}.",
            where=f"{file_name}, line 1. Columns seen: {', '.join(self.header) or 'none'}",
            next_step="Name the column on the Imports page or with --columns, say there or with --kind "
            "what the file is, or export it again with the column.",
        )


def field_words(field: str) -> str:
    """A field's name in words: "requested at"."""
    return field.replace("_", " ")


@functools.lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A column's name without case, spaces and punctuation."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def match(header: tuple[str, ...], kind: str, chosen: Mapping[str, str] | None = None) -> Recognised:
    """Read a header as one kind of file. `chosen` gives columns by hand, field to name; "" for none.

    Raises Problem where `chosen` names a field or a column that does not exist.
    """
    by_name: dict[str, int] = {}
    for place, name in enumerate(header):
        by_name.setdefault(plain(name), place)
    positions = _by_hand(header, kind, chosen or {}, by_name)
    taken = set(positions.values())
    for field, aliases in provider()[kind]["columns"].items():
        if field in positions or field in (chosen or {}):
            continue
        names = [field, *aliases]
        found = next(
            (by_name[plain(n)] for n in names if by_name.get(plain(n), -1) not in taken | {-1}), None
        )
        if found is not None:
            positions[field] = found
            taken.add(found)
    return Recognised(kind, header, tuple(positions.items()))


def _by_hand(
    header: tuple[str, ...], kind: str, chosen: Mapping[str, str], by_name: dict[str, int]
) -> dict[str, int]:
    for field, name in chosen.items():
        if field not in fields(kind) or (name and plain(name) not in by_name):
            raise Problem(
                f"The chosen columns name something that is not there: {field} = “{name}”.",
                where=f"Fields of a {KIND_WORDS[kind]}: {', '.join(fields(kind))}. "
                f"Columns of the file: {', '.join(header)}",
                next_step="Mend that line of the choice.",
            )
    exact = {name: place for place, name in reversed([*enumerate(header)])}
    return {field: exact.get(name, by_name[plain(name)]) for field, name in chosen.items() if name}
