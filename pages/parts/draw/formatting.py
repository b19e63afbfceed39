"""Values in sentences of pages: places of Markdown, shares, phone numbers and the rows of a list.

Whole sentences, whole numbers, days and instants are written by data.words.catalog.
"""

from __future__ import annotations

import functools
import re

from data import numbers, printing, settings
from data.words import catalog, vocabulary
from data.words.catalog import N_, _, ngettext, written

NO_SHARE = "–"
UNITS = ((1e9, N_("{size} GB")), (1e6, N_("{size} MB")), (1e3, N_("{size} KB")))  # in bytes
SMALLEST_WHOLE = 10  # a smaller size has one decimal, except in kilobytes
MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")
SPACES = re.compile(r"\s+")
# Streamlit makes links, icons and arrows of text after it has read Markdown, escaped or not. A word joiner,
# which has no width, keeps it from recognizing them.
JOINER = "\u2060"
MADE_LATER = re.compile(
    r"(?<=:)(?=//|[\w+-]+[:/])"  # https://, :material/home:, :smile:
    r"|(?<=www)(?=\.)"
    r"|(?<=[\w.+-])(?=@[\w-])"
    r"|(?<=[<>~-])(?=[=>-])|(?<=<)(?=-)",  # ->, <-, --, >=
    re.IGNORECASE,
)


def markdown(sentence: str, /, **places: object) -> str:
    """Return a sentence of the catalog that holds Markdown, filled: text in its places is escaped.

    Whole numbers, days and instants are written as the locale writes them.
    """
    return sentence.format(**{name: _markdown(value) for name, value in places.items()})


def plain(text: str) -> str:
    """Return text from the data as Markdown that shows it as it is, without links, pictures or emphasis."""
    one_line = printing.visible(SPACES.sub(" ", text))
    return MARKDOWN.sub(r"\\\1", MADE_LATER.sub(JOINER, one_line))


def capitalized(words: str) -> str:
    """Return words with a capital first letter, as a cell of a table begins."""
    return words[:1].upper() + words[1:]


def percent(share: float | None) -> str:
    """Return a share of 0 to 100 as "94.1%", as catalog.percent does; a dash where there is none."""
    return NO_SHARE if share is None else catalog.percent(share)


def points(change: float, places: int = 1) -> str:
    """Return a difference of shares, in percentage points: "+1.4 points", "No change"."""
    if not round(change, places):
        return _("No change")
    return _("{change} points", change=signed(change, places))


def signed(change: float, places: int = 1) -> str:
    """Return a difference with its sign and so many decimal places: "+1.4"."""
    size = catalog.decimal(abs(change), places)
    if not round(change, places):
        return size
    return _("+{size}", size=size) if change > 0 else _("\N{MINUS SIGN}{size}", size=size)


def number(e164: str | None, region: str) -> str:
    """Return a number, such as "+12125550101", as `region` writes it, marked if no phone can have it.

    A masked number stays as it is.
    """
    if e164 is None:
        return ""
    if not e164.startswith("+"):  # masked
        return e164
    shown, is_valid = _number(int(e164.removeprefix("+")), region)
    return shown if is_valid else _("{number} (not in use)", number=shown)


@functools.lru_cache(maxsize=2048)  # a page of a list that is drawn again has the same ones
def _number(digits: int, region: str) -> tuple[str, bool]:
    return numbers.on_screen(digits, region), numbers.is_valid(digits)


def time_title(column: str) -> str:
    """Return the title of a column of times with the zone in which they are written: "Since (CT)"."""
    zone = catalog.zone_name(settings.load().zone)
    return _("{column} ({zone})", column=vocabulary.column_title(column), zone=zone)


def file_size(size: float) -> str:
    """Return a number of bytes as people write it: "412 KB", "1.2 MB"."""
    for unit, sentence in UNITS:
        if size >= unit:
            is_whole = size / unit >= SMALLEST_WHOLE or unit == UNITS[-1][0]
            return _(sentence, size=catalog.decimal(size / unit, 0 if is_whole else 1))
    number = round(size)
    return ngettext("{number} byte", "{number} bytes", number, number=number)


def _markdown(value: object) -> object:
    return plain(str(catalog.shortened(value))) if isinstance(value, str) else written(value)
