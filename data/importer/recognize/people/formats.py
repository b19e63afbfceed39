"""The people of a format, as data/providers/**/*.toml declares them in `[[formats.NAME.people]]`.

An entry is one person of a row, or several alike: with `count`, once for every number in place of `{n}` in
its words; with `prefixes`, once for each word that may stand before the names of the columns. An entry
without numbers of its own has those of `[[formats.NAME.numbers]]`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from data.importer.recognize.plain_names import plain_name
from data.words.vocabulary import plain


@dataclass(frozen=True)
class NumberColumns:
    """The possible names of columns with numbers of one type, and of the column that states the type."""

    type: str
    columns: tuple[str, ...]
    type_columns: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """One person of a row. Names of columns are plain (see plain_name).

    `word` is the person's own among those of the row, such as “Guardian 1”; empty for a row's only contact.
    `columns` are the possible names of the columns of the person's own fields. Where the list has no ids of
    contacts, one is made of the student's id and `order` (the column that numbers a student's contacts),
    or else the word; or it is the first filled column of `known_by`. `are_ids` is whether these are ids
    after all, so that rows with the same one are one contact.
    """

    word: str
    columns: Mapping[str, tuple[str, ...]]
    numbers: tuple[NumberColumns, ...]
    order: tuple[str, ...] = ()
    known_by: tuple[str, ...] = ()
    are_ids: bool = False

    @functools.cached_property
    def names(self) -> frozenset[str]:
        """Return the names of all columns that may be this person's own."""
        numbers = (name for number in self.numbers for name in number.columns)
        return frozenset(chain(*self.columns.values(), numbers, self.known_by))


@dataclass(frozen=True)
class WideList:
    """Which contacts and numbers a row of a contact list may have. Names of columns are plain.

    `student_names` are columns that together name the student. `separator` stands between the ids of
    several students in one cell. `role` are columns that tell contacts from students and staff, and `roles`
    their words for contacts.
    """

    people: tuple[Person, ...] = ()
    student_names: tuple[str, ...] = ()
    separator: str = ""
    role: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


def wide_list(entry: Mapping[str, Any]) -> WideList:
    """Return what a format of data/providers/**/*.toml declares of a row's contacts."""
    entries = [{"numbers": entry.get("numbers", ()), **one} for one in entry.get("people", ())]
    return WideList(
        tuple(_person(one, word, n) for one in entries for word, n in _words(one)),
        tuple(map(plain_name, entry.get("student_names", ()))),
        entry.get("separator", ""),
        tuple(map(plain_name, entry.get("role", ()))),
        tuple(plain(word) for word in entry.get("roles", ())),
    )


def _words(entry: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Yield the word of each person of an entry, which stands before the columns' names, and the number."""
    for word in entry.get("prefixes", [""]):
        for n in range(1, entry.get("count", 1) + 1):
            yield word.replace("{n}", str(n)), n


def _person(entry: Mapping[str, Any], prefix: str, n: int) -> Person:
    plain_prefix, number_text = plain_name(prefix), str(n)

    def names_of(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(plain_prefix + plain_name(name.replace("{n}", number_text)) for name in names)

    return Person(
        entry.get("word", "").replace("{n}", str(n)) or prefix,
        {field: names_of(names) for field, names in entry.get("columns", {}).items()},
        tuple(
            NumberColumns(
                number.get("type", ""), names_of(number["columns"]), names_of(number.get("typed_by", ()))
            )
            for number in _numbers(entry["numbers"])
        ),
        names_of(entry.get("order", ())),
        names_of(entry.get("known_by", ())),
        entry.get("are_ids", False),
    )


def _numbers(entries: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield the kinds of numbers, one for every number in place of `{k}` where an entry has a `count`."""
    for entry in entries:
        for k in range(1, entry.get("count", 1) + 1):
            names = {
                key: [name.replace("{k}", str(k)) for name in entry.get(key, ())]
                for key in ("columns", "typed_by")
            }
            yield {**entry, **names}
