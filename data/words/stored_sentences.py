"""Sentences that are stored in English, shown in the reader's language.

Notes on imports and reasons for rejected rows are written by one person and read by others. They are stored
in English, with their values in them, and matched with the sentences of the reader's catalog when shown.
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Mapping
from pathlib import Path

from babel.messages import pofile

from data.words.catalog import _, ngettext

PLACE = re.compile(r"\{(\w+)\}")
REST = "rest_of_text"
NUMBER = "[0-9,]+"
KEPT = 4_096  # translated texts; the rows of a file have few reasons


def shown(text: str) -> str:
    """Return stored English sentences in the reader's language; unknown ones stay as they are."""
    file = os.environ.get("SMS_REPORTS_CATALOG")
    return _translated(text, file) if file and text else text


@functools.lru_cache(KEPT)
def _translated(text: str, file: str) -> str:
    for pattern, key, is_many in _patterns(file):
        if match := pattern.fullmatch(text):
            places = match.groupdict()
            rest = places.pop(REST)
            first = _filled(key, places, is_many=is_many)
            return f"{first} {_translated(rest, file)}" if rest else first
    return text


def _filled(key: str | tuple[str, str], places: Mapping[str, str], *, is_many: bool) -> str:
    """Return a sentence in the reader's language with the values that its English form had."""
    if isinstance(key, str):
        return _(key, **places)
    number = places.get("number", "").replace(",", "")
    if not number.isdecimal():
        return ngettext(*key, 2 if is_many else 1, **places)
    return ngettext(*key, int(number), **{**places, "number": int(number)})


@functools.cache
def _patterns(file: str) -> tuple[tuple[re.Pattern[str], str | tuple[str, str], bool], ...]:
    """Return a pattern for each form of the catalog's sentences, the most specific first, and its entry."""
    with Path(file).open("rb") as lines:
        keys = [message.id for message in pofile.read_po(lines) if message.id]
    forms = [
        (form, (key[0], key[1]) if isinstance(key, list | tuple) else key, place > 0)
        for key in keys
        for place, form in enumerate([key] if isinstance(key, str) else key)
        if form.endswith(".")
    ]
    # A value in front could swallow a whole sentence before the one that is meant.
    forms.sort(key=lambda form: (form[0].startswith("{"), -len(PLACE.sub("", form[0]))))
    return tuple((_pattern(form), key, is_many) for form, key, is_many in forms)


def _pattern(form: str) -> re.Pattern[str]:
    """Return what matches a sentence with values in its places, and further sentences behind it."""
    literals, pattern, names = PLACE.split(form), "", set()
    for position, part in enumerate(literals):
        if position % 2 == 0:
            pattern += re.escape(part)
        else:
            pattern += (
                f"(?P={part})" if part in names else f"(?P<{part}>{NUMBER if part == 'number' else '.+?'})"
            )
            names.add(part)
    return re.compile(f"{pattern}(?: (?P<{REST}>.+))?", re.DOTALL)
