"""The languages that the flyer is printed in, and which of them a contact list means."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from data.words import vocabulary


@dataclass(frozen=True)
class Language:
    """A language of the flyer: its code, its name in itself and in English, and what lists call it."""

    key: str
    name: str
    english_name: str
    known_as: tuple[str, ...]


LANGUAGES: tuple[Language, ...] = tuple(
    Language(key, entry["name"], entry["english_name"], tuple(entry["known_as"]))
    for key, entry in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
)
DEFAULT = LANGUAGES[0].key
_KEYS = {vocabulary.plain(name): language.key for language in LANGUAGES for name in language.known_as}


def languages() -> tuple[Language, ...]:
    """Return the languages of the flyer, in the order of languages.toml."""
    return LANGUAGES


def language_of(text: str | None) -> str:
    """Return the key of the language that a contact list calls so: "es" for "Spanish" or "es-MX".

    An unknown or missing language is the first one's; `has_flyer` tells the two apart.
    """
    return _key_of(text) or DEFAULT


def has_flyer(text: str | None) -> bool:
    """Return whether the flyer exists in the language that a contact list calls so."""
    return _key_of(text) is not None


def _key_of(text: str | None) -> str | None:
    name = vocabulary.plain(text or "")
    first_word = re.split(r"[^\w]|_", name, maxsplit=1)[0]  # "es-MX", "spa_419", "Spanish; Castilian"
    return _KEYS.get(name) or _KEYS.get(first_word)
