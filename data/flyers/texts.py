"""The words of texts.toml: the languages that there is a flyer in, and what it says in one of them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.settings import Answering, Settings
from data.words import vocabulary

_GIVEN: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
SAME_WORDS: tuple[tuple[str, ...], ...] = tuple(tuple(words) for words in _GIVEN["same_words"])
TEXTS: dict[str, dict[str, Any]] = {key: given for key, given in _GIVEN.items() if isinstance(given, dict)}
PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Language:
    """A language that there is a flyer in: its key, its names, and the words by which lists name it."""

    key: str
    name: str
    english_name: str
    known_as: tuple[str, ...]


_LANGUAGES = tuple(
    Language(key, given["name"], given["english_name"], tuple(given["known_as"]))
    for key, given in TEXTS.items()
)
_KEYS = {vocabulary.plain(word): known.key for known in _LANGUAGES for word in known.known_as}


def languages() -> tuple[Language, ...]:
    """The languages that there is a flyer in, as in texts.toml; the first stands in for others."""
    return _LANGUAGES


def language_of(text: str | None) -> str:
    """The key of the language that a contact list names so, such as "es" of "Spanish" or "es-MX".

    Of an unknown or absent one it is the first language's; is_spoken tells those apart.
    """
    return _found(text) or _LANGUAGES[0].key


def is_spoken(text: str | None) -> bool:
    """Whether there is a flyer in the language that a contact list names so."""
    return _found(text) is not None


def _found(text: str | None) -> str | None:
    named = vocabulary.plain(text or "")
    first = re.split(r"[^\w]|_", named, maxsplit=1)[0]  # "es-MX", "spa_419", "Spanish; Castilian"
    return _KEYS.get(named) or _KEYS.get(first)


def words_for_yes(word: str) -> tuple[str, ...]:
    """The word for yes, and those that services take for the same."""
    for words in SAME_WORDS:
        others = tuple(other for other in words if vocabulary.plain(other) != vocabulary.plain(word))
        if len(others) < len(words):
            return (word, *others)
    return (word,)


def filled(language: str, answering: Answering) -> dict[str, Any]:
    """What the flyer says, by the keys of texts.toml, with the short code, words and support filled in.

    Raises KeyError for a language that is none of languages().
    """
    given = TEXTS[language]
    words = words_for_yes(answering.opt_in_word)
    support = given["office"] if answering.support in ("", Settings.support) else answering.support
    values = {"code": answering.short_code, "word": words[0], "support": support.rstrip(".")}
    both = {"first": words[0], "second": words[-1]}
    values["words"] = _put(given["either"], both) if len(words) > 1 else f"“{words[0]}”"
    return {key: _each(value, values) for key, value in given.items()}


def _each(value: Any, values: dict[str, str]) -> Any:
    return [_put(one, values) for one in value] if isinstance(value, list) else _put(value, values)


def _put(text: str, values: dict[str, str]) -> str:
    """The text with its places filled at once, so that a brace in somebody's name stays a brace."""
    return PLACE.sub(lambda place: values.get(place[1], place[0]), text)
