"""The phone number of a cell that isn't plain: beside a note, with an extension, several, or none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from data import numbers
from data.words import vocabulary
from data.words.catalog import N_

EXTENSION_LINE = N_("This number has an extension. A line behind an extension takes no texts.")
SEVERAL_NUMBERS = N_("This cell has several numbers, and the file doesn't say which one is meant.")
LETTERS = N_("This number has letters in place of digits.")
FEWEST_DIGITS = 7  # of a number without its area code; fewer belong to a note ("call after 5")
SAME_DIGIT = re.compile(r"1?(\d)\1{6,}|0+|1?\d{3}0{7}")
USUAL, ZEROS, NO_DIGITS = re.compile(r"[+0-9][0-9() .-]{9,20}"), re.compile("000"), re.compile("[^0-9]+")
PLUS = "\uff0b"  # as East Asian keyboards write it
LETTER = re.compile(r"[^\W\d_]")
AROUND = " \t\r\n'\"`\u2018\u2019\u201c\u201d=[]{}<>"
ADDRESS = re.compile(r"^(?:tel|sms):", re.IGNORECASE)
DATE = re.compile(r"(?<!\d)(?:(?:19|20)\d\d-[01]?\d-[0-3]?\d|[0-3]?\d([-/.])[0-3]?\d\1(?:19|20)\d\d)(?!\d)")
EXTENSION = re.compile(
    r"(?<![a-z])(?:ext(?:ension|n)?|x|anexo|poste)[\s.:#=]*\d{1,7}(?!\d)"
    r"|\d\s*#\s*\d{1,6}(?![\s.-]*\d)|\d{4}\s*,{1,3}\s*\d{1,6}#?\s*$",
    re.IGNORECASE,
)
CHUNK = re.compile(r"\+?[\s.(-]*\d[\d()\s.-]*")
SLASHED = re.compile(r"(?<!\d)(\d{3})\s*/\s*(?=\d{3}[\s.-]*\d{4}(?!\d))")  # 212/555-0101
WHOLE = re.compile(r"(?:\+?1[\s.-]*)?\(?\d{3}\)?[\s.-]*\d{3}[\s.-]*\d{4}(?!\d)")
BETWEEN = re.compile(r"[;,|\n]+|:::")  # elements of a list
JOINED = re.compile(r"\s+|[/&]|\b(?:and|or|y|o|e|et|ou|u)\b", re.IGNORECASE)
SHORTHAND = re.compile(  # 555-0101/0102
    r"\d{4}\s*(?:/|&|\bor\b|\band\b)\s*\d{2,4}(?![\d\s().-]*\d)", re.IGNORECASE
)
SPELLED = re.compile(r"\d[\s.-]?[a-z]{3,}", re.IGNORECASE)
SPELLED_LENGTHS = (7, 10, 11)
LONGEST_AFTER = 6  # letters right after a number: 2125550101cell
SHORT_END = re.compile(r"\s\d{1,3}$")
LABELS = frozenset(
    [
        "c",
        "h",
        "w",
        "m",
        "p",
        "t",
        "f",
        "cell",
        "cel",
        "home",
        "work",
        "mobile",
        "mob",
        "mom",
        "mum",
        "dad",
        "mother",
        "father",
        "tel",
        "phone",
        "ph",
        "casa",
        "mama",
        "papa",
    ]
)


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
    if SAME_DIGIT.fullmatch(figures) or figures in vocabulary.WORDS["nothing"]["figures"]:
        return None
    number = numbers.read(text, region)
    return None if number is None else NumberCell(number)


def _odd(text: str, region: str) -> NumberCell:
    cell = _plain(text)
    if is_placeholder(cell):
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
    parts = [part.strip(AROUND) for part in BETWEEN.split(without_dates) if not is_placeholder(part)]
    found = _list(parts, region) if len(parts) > 1 else None
    return found or _among_words(without_dates, region)


def is_placeholder(text: str) -> bool:
    """Return whether a cell stands for no number: N/A, ( ) -, 000-000-0000, 999-999-9999, 123-456-7890."""
    word = "".join(letter for letter in text.casefold() if letter.isalnum())
    nothing = vocabulary.WORDS["nothing"]
    return (
        not word
        or word in nothing["words"]
        or word in nothing["numbers"]
        or word in nothing["figures"]
        or bool(SAME_DIGIT.fullmatch(word))
    )


def _plain(text: str) -> str:
    """Return a cell in ASCII digits, dashes and spaces, without marks that no one sees."""
    letters = []
    for letter in text.replace(PLUS, "+"):
        category = unicodedata.category(letter)
        if category == "Nd":
            letters.append(str(unicodedata.decimal(letter)))
        elif category == "Pd" or letter == "\u2212":
            letters.append("-")
        elif category == "Zs":
            letters.append(" ")
        elif category not in {"Cf", "Cc"} or letter in "\t\r\n":
            letters.append(letter)
    return SLASHED.sub(r"\1-", ADDRESS.sub("", "".join(letters).strip(AROUND)))


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
    chunks = [*_chunks(cell)]
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
    is_list = None not in values and not JOINED.sub("", between).strip(AROUND + "()")
    return NumberCell(why=SEVERAL_NUMBERS, parts=tuple(chunk for chunk, _fits in chunks) if is_list else ())


def _chunks(cell: str) -> Iterator[tuple[str, bool]]:
    """Yield everything long enough for a number, and whether the letters right beside it may be a note."""
    for match in CHUNK.finditer(cell):
        after = re.match(r"([^\W\d_]+)(\d?)", cell[match.end() :])
        touches = bool(after) and match[0][-1:].isdigit()
        is_ordinal = touches and SHORT_END.search(match[0])  # 212-555-0101 2nd floor
        before = re.search(r"[^\W\d_]+$", cell[: match.start()])
        fits = not (before and match[0][:1].isdigit() and before[0].casefold() not in LABELS)
        if after and touches and not is_ordinal and (len(after[1]) > LONGEST_AFTER or after[2]):
            fits = False
        for written in _apart(SHORT_END.sub("", match[0]) if is_ordinal else match[0]):
            if _digits(written) >= FEWEST_DIGITS:
                yield written.strip().rstrip("(.- "), fits


def _apart(chunk: str) -> list[str]:
    """Return the numbers in figures that only spaces separate; the chunk itself if they are one number."""
    pieces = chunk.split()
    if len(pieces) > 1 and all(_digits(piece) >= FEWEST_DIGITS + 3 for piece in pieces):
        return pieces
    whole: list[str] = WHOLE.findall(chunk)
    are_all = sum(map(_digits, whole)) == _digits(chunk)
    return whole if len(whole) > 1 and are_all else [chunk]


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


def _digits(text: str) -> int:
    return sum(letter.isdigit() for letter in text)
