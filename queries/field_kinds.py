"""The kinds of filter fields: lists of values, one of some values, single days, and numbers of days.

A value has three forms. URLs and `session_state` hold its key, tables and SQL its name, and people read its
title. Values that aren't in the vocabulary, such as schools, are their own key, name and title.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from data.words.catalog import _
from data.words.vocabulary import plain


@dataclass(frozen=True)
class Choice:
    """A value of the vocabulary; `long_title` tells it from another one of the same title."""

    key: str
    name: str
    title: str
    long_title: str = ""


@dataclass(frozen=True)
class Listing:
    """The question whose `column` lists the values of a field, in its rows of `level` if it has levels."""

    question: str
    column: str
    level: str | None = None


@dataclass(frozen=True, kw_only=True)
class Field:
    """The base of all kinds of fields: their key, words, parameters of questions, and command-line option.

    `label`, `link_word` ("This link has filters we can't use (…)") and `help` are entries of the catalog.
    `pages` show the field in their row, `folded_on` are pages that show it under "More filters".
    `option` is "" where the command line has none; `width` is in pixels.
    """

    key: str
    label: str = ""
    link_word: str = ""
    parameters: tuple[str, ...] = ()
    option: str = ""
    metavar: str = "NAME"
    help: str = ""
    pages: tuple[str, ...] = ()
    folded_on: tuple[str, ...] = ()
    width: int = 165

    def is_on(self, page: str) -> bool:
        """Return whether a page has the field."""
        return page in (*self.pages, *self.folded_on)


@dataclass(frozen=True, kw_only=True)
class DayField(Field):
    """A single day; `attribute` is its name in a selection."""

    attribute: str


@dataclass(frozen=True, kw_only=True)
class DaysField(Field):
    """A number of days: one of `options`; 0 doesn't filter.

    In its field, 0 reads as `none_title` and the others as `title` writes them; in a sentence about the
    filters, as `words` does.
    """

    options: tuple[int, ...]
    usual: int
    none_title: str
    title: Callable[[int], str]
    words: Callable[[int], str]

    @property
    def parameter(self) -> str:
        """The parameter of questions that takes it, and its name among the options of the command line."""
        return self.parameters[0]

    def title_of(self, days: int) -> str:
        """Return what people read of a number of days."""
        return self.title(days) if days else _(self.none_title)

    def read(self, text: str) -> int | None:
        """Return the number of days that a URL holds, as its title in old links; None if it's unknown."""
        return next((days for days in self.options if text in (str(days), self.title_of(days))), None)


@dataclass(frozen=True, kw_only=True)
class ChoiceField(Field):
    """One of some values, from key to title as an entry of the catalog; `usual` isn't in the URL."""

    titles: Mapping[str, str]
    usual: str

    def title_of(self, key: str) -> str:
        """Return what people read of a value."""
        return _(self.titles[key])

    def read(self, text: str) -> str | None:
        """Return the key that a URL holds; None if it's unknown."""
        return next((key for key in self.titles if key == plain(text)), None)


@dataclass(frozen=True, kw_only=True)
class ListField(Field):
    """Any number of values; none means all, which reads as `everything`.

    `choices` returns the values of the vocabulary; without it, `listing` says which question lists them.
    `sql_names` are the names that questions take in another form. `summary` says how many values are
    selected, where their names mean nothing to a reader.
    """

    everything: str
    choices: Callable[[], Sequence[Choice]] | None = None
    listing: Listing | None = None
    sql_names: Mapping[str, str] = field(default_factory=dict)
    summary: Callable[[int], str] | None = None

    @property
    def parameter(self) -> str:
        """The parameter of questions that takes its values, and their name in a selection."""
        return self.parameters[0]

    def name_of(self, text: str) -> str | None:
        """Return the name of the value that a URL holds, by its key or its name; None if there is none."""
        if self.choices is None:
            return text
        keys = {plain(word): choice.name for choice in self.choices() for word in (choice.key, choice.name)}
        return keys.get(plain(text))

    def key_of(self, name: str) -> str:
        """Return the key of the value of that name."""
        return self._choice(name).key

    def title_of(self, name: str) -> str:
        """Return what people read of the value of that name."""
        return self._choice(name).title

    def titles(self, names: Iterable[str]) -> list[str]:
        """Return what people read of values, each title once: several values can share one."""
        return list(dict.fromkeys(self.title_of(name) for name in names))

    def sql_values(self, names: Sequence[str] | None) -> list[str] | None:
        """Return values as questions take them; None for all of them."""
        return None if names is None else [self.sql_names.get(name, name) for name in names]

    def _choice(self, name: str) -> Choice:
        offered = self.choices() if self.choices else ()
        return next((choice for choice in offered if choice.name == name), Choice(name, name, name))
