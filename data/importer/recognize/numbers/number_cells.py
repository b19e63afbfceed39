"""The phone number of a cell that isn't plain: beside a note, with an extension, several, or none."""

from __future__ import annotations

import re
from typing import NamedTuple

from data import numbers
from data.importer.recognize.numbers import number_parts
from data.words import vocabulary
from data.words.catalog import N_

EXTENSION_LINE = N_("This number has an extension. A line behind an extension takes no texts.")
SEVERAL_NUMBERS = N_("This cell has several numbers, and the file doesn't say which one is meant.")
LETTERS = N_("This number has letters in place of digits.")
USUAL, ZEROS, NO_DIGITS = re.compile(r"[+0-9][0-9() .-]{9,20}"), re.compile("000"), re.compile("[^0-9]+")
LETTER = re.compile(r"[^\W\d_]")
DATE = re.compile(r"(?<!\d)(?:(?:19|20)\d\d-[01]?\d-[0-3]?\d|[0-3]?\d([-/.])[0-3]?\d\1(?:19|20)\d\d)(?!\d)")
EXTENSION = re.compile(
    r"(?<![a-z])(?:ext(?:ension|n)?|x|anexo|poste)[\s.:#=]*\d{1,7}(?!\d)"
    r"|\d\s*#\s*\d{1,6}(?![\s.-]*\d)|\d{4}\s*,{1,3}\s*\d{1,6}#?\s*$",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"[;,|\n]+|:::")  # elements of a list
JOINED = re.compile(r"\s+|[/&]|\b(?:and|or|y|o|e|et|ou|u)\b", re.IGNORECASE)
SHORTHAND = re.compile(  # 555-0101/0102
    r"\d{4}\s*(?:/|&|\bor\b|\band\b)\s*\d{2,4}(?![\d\s().-]*\d)", re.IGNORECASE
)
SPELLED = re.compile(r"\d[\s.-]?[a-z]{3,}", re.IGNORECASE)
SPELLED_LENGTHS = (7, 10, 11)


class NumberCell(NamedTuple):
    """The number of a cell, or why it has none. Both are None if the cell stands for nothing.

    `why` is English; the caller translates it. `has_words` is whether something beside the number isn't
    read. `parts` are the cells of a list of numbers, which the importer reads as one row for each.
    """

    number: int | None = None
    why: str | None = None
    has_words: bool = False
    parts: tuple[str, ...] = ()


def read(text: str, region: str) -> NumberCell:
    """Return the only possible number of a cell, alone or beside words, never one of several."""
    return _usual(text, region) or _odd(text, region)


def _usual(text: str, region: str) -> NumberCell | None:
    """Return the number of a cell as most are; None if it needs a closer look, which takes longer."""
    if not USUAL.fullmatch(text) or ZEROS.search(text):
        return None
    figures = NO_DIGITS.sub("", text)
    if number_parts.SAME_DIGIT.fullmatch(figures) or figures in vocabulary.WORDS["nothing"]["figures"]:
        return None
    number = numbers.read(text, region)
    return None if number is None else NumberCell(number)


def _odd(text: str, region: str) -> NumberCell:
    cell = number_parts.plain(text)
    if number_parts.is_placeholder(cell):
        return NumberCell()
    written = numbers.as_written(cell)
    if written is None:
        return NumberCell(why=numbers.DIGITS_LOST)
    if "@" in cell:
        return NumberCell(why=numbers.NOT_A_NUMBER)
    if EXTENSION.search(cell):
        return NumberCell(why=EXTENSION_LINE)
    without_dates = DATE.sub(" ", written)
    if without_dates == written and not LETTER.search(written):
        number = numbers.read(written, region)
        if number is not None and not _lacks_area_code(written):
            return NumberCell(number)
    pieces = [piece.strip(number_parts.AROUND) for piece in BETWEEN.split(without_dates)]
    parts = [piece for piece in pieces if not number_parts.is_placeholder(piece)]
    several = _list(parts, region) if len(parts) > 1 else None
    return several or _among_words(without_dates, region)


def _list(parts: list[str], region: str) -> NumberCell | None:
    """Return a list of numbers, one a part; None if a part isn't one number."""
    read_parts = [read(part, region) for part in parts]
    values = {one.number for one in read_parts}
    if None in values:
        return None
    if len(values) == 1:
        return NumberCell(values.pop(), has_words=True)
    return NumberCell(why=SEVERAL_NUMBERS, parts=tuple(parts))


def _among_words(cell: str, region: str) -> NumberCell:
    """Return the only possible number of a cell, or why there isn't exactly one."""
    chunks = [*number_parts.chunks(cell)]
    values = [numbers.read(chunk, region) if fits else None for chunk, fits in chunks]
    if SHORTHAND.search(cell) and any(values):
        return NumberCell(why=SEVERAL_NUMBERS)
    if len(chunks) == 1 and values[0] is not None and not _lacks_area_code(chunks[0][0]):
        return NumberCell(values[0], has_words=True)
    if len(chunks) == 1:
        return _unread(cell, chunks[0][0], region, fits=chunks[0][1])
    if len(chunks) > 1:
        return _joined(cell, chunks, values)
    if _is_spelled(cell):
        return NumberCell(why=LETTERS)
    return NumberCell(why=numbers.NOT_A_NUMBER if LETTER.search(cell) else _length(cell, region))


def _joined(cell: str, chunks: list[tuple[str, bool]], values: list[int | None]) -> NumberCell:
    """Return several numbers in a cell: as a list, if nothing but “and”, “or” or a mark joins them."""
    if None not in values and len(set(values)) == 1:
        return NumberCell(values[0], has_words=True)
    between = cell
    for chunk, _fits in chunks:
        between = between.replace(chunk, " ", 1)
    is_list = None not in values and not JOINED.sub("", between).strip(number_parts.AROUND + "()")
    return NumberCell(why=SEVERAL_NUMBERS, parts=tuple(chunk for chunk, _fits in chunks) if is_list else ())


def _unread(cell: str, chunk: str, region: str, *, fits: bool) -> NumberCell:
    if not fits:
        return NumberCell(why=numbers.NOT_A_NUMBER)
    return NumberCell(why=LETTERS if _is_spelled(cell) else _length(chunk, region))


def _is_spelled(cell: str) -> bool:
    """Return whether letters stand where digits should: 1-800-FLOWERS, 212-555-HELP."""
    count = sum(letter.isalnum() for letter in cell)
    return bool(SPELLED.search(cell)) and count in SPELLED_LENGTHS and " " not in cell.strip()


def _length(written: str, region: str) -> str:
    if _lacks_area_code(written):
        return numbers.NO_AREA_CODE
    return numbers.wrong_length_of(written, region) or numbers.NOT_A_NUMBER


def _lacks_area_code(written: str) -> bool:
    """Return whether zeros stand for the area code: 000-555-0101."""
    return bool(re.fullmatch(r"\D*(?:\+?1\D*)?000\D*(?:\d\D*){7}", written))
