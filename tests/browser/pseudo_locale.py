"""An invented language: every sentence of the catalog in wide letters, dates and numbers in Greek.

A page in it shows no plain Latin letters but those of the data. Anything else in Latin letters didn't come
from the catalog.
"""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages import pofile

FOLDER = Path(__file__).parents[2] / "data/words/locales"
WIDE = {code: code + 0xFEE0 for code in (*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1))}
# Places, HTML, and code: these stay as they are.
KEPT = re.compile(r"(\{[^{}]*\}|<[^<>]*>|`[^`]*`|&\w+;|\]\([^()]*\))")


def write_catalog(target: Path) -> Path:
    """Write the pseudo-locale's catalog, made of messages.pot, and return its path."""
    with (FOLDER / "messages.pot").open("rb") as template:
        catalog = pofile.read_po(template, locale="el")
    for message in catalog:
        if isinstance(message.id, tuple):
            message.string = tuple(widened(form) for form in message.id)
        elif isinstance(message.id, str) and message.id:
            message.string = widened(message.id)
    with target.open("wb") as file:
        pofile.write_po(file, catalog)
    return target


def widened(sentence: str) -> str:
    """Return a sentence with its letters widened, and its places and marks as they are."""
    parts = KEPT.split(sentence)
    parts[::2] = [part.translate(WIDE) for part in parts[::2]]
    return "".join(parts)
