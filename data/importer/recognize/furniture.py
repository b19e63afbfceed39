"""The furniture of reports: totals, page numbers, titles, headers again. It is no record, and no error.

A row is furniture only if that is proven: it has no phone number, and each of its few filled cells is a
known word of reports, a date, or a figure. Anything else stays a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from data.importer.files.sources import Record
from data.importer.recognize import cell_words
from data.importer.recognize.plain_names import plain_name
from data.words import vocabulary

BEGINNINGS = tuple(
    f"{words} " for kind in vocabulary.WORDS["set_aside"] for words in kind.get("beginnings", ())
)
DIGITS_OF_A_NUMBER, DIGITS_OF_A_TOTAL = 7, 10  # a local phone number; so many are no total
MOST_FILLED = 4  # cells of a line of furniture that isn't a totals line
MARKS = "\ufeff\u200b\u2060\x00\x1a \t\r\n\xa0"  # white space, and what programs leave in cells
UNITS = r"(?:rows?|records?|texts?|messages?|recipients?|contacts?|segments?)"
FIGURE = re.compile(rf"[^\w]*\d[\d.,\s]*(?:%|{UNITS})?", re.IGNORECASE)
LETTERS = re.compile(r"[^\W\d_]+")
SEPARATOR = re.compile(r"[-=_*#~.+|·–—\s]{3,}")
MOMENT = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{1,2}:\d{2}(:\d{2})?|\b(?:19|20)\d\d\b", re.IGNORECASE
)
PHONE = re.compile(r"\+?\d[\d\s().-]*")


def marked(
    records: Iterable[Record], header: tuple[str, ...], preamble: Sequence[str] = ()
) -> Iterator[Record]:
    """Yield the same records, each that is furniture marked with the key under which it is skipped."""
    names = [plain_name(name) for name in header]
    titles = {text.casefold() for text in preamble}
    for line, cells, why in records:
        yield line, cells, kind_of(cells, names, titles) or why


def kind_of(cells: Sequence[str | None], names: Sequence[str], titles: set[str]) -> str | None:
    """Return the key under which a row is skipped as furniture; None if it may be a record.

    `names` are the plain names of the columns, `titles` the lines above them in small letters.
    """
    filled = [text for cell in cells if cell and (text := cell.strip(MARKS))]
    if not filled:
        return vocabulary.BLANK_LINE
    if len(filled) > 1 and _is_header(cells, names):
        return vocabulary.HEADER_AGAIN
    if is_total(filled):
        return vocabulary.TOTAL_LINE
    if len(filled) > MOST_FILLED or any(map(_has_number, filled)):
        return vocabulary.REPORT_LINE if all(map(SEPARATOR.fullmatch, filled)) else None
    if all(map(SEPARATOR.fullmatch, filled)) or _is_report_line(filled):
        return vocabulary.REPORT_LINE
    is_title = " ".join(filled).casefold() in titles
    return vocabulary.REPORT_LINE if is_title and len(filled) < len(names) else None


def is_total(cells: Sequence[str | None]) -> bool:
    """Return whether a row is called a total and has nothing but figures beside that."""
    filled = [text for cell in cells if cell and (text := cell.strip(MARKS))]
    if not filled or any(_digits(cell) >= DIGITS_OF_A_TOTAL for cell in filled):
        return False
    label = " ".join(LETTERS.findall(filled[0]))
    is_named = cell_words.set_aside("line", label) == vocabulary.TOTAL_LINE
    return is_named and all(FIGURE.fullmatch(cell) for cell in filled[1:])


def _is_header(cells: Sequence[str | None], names: Sequence[str]) -> bool:
    """Return whether every filled cell is the name of its own column, and most columns have theirs."""
    here = [plain_name((cell or "").strip(MARKS)) for cell in cells]
    same = [cell for cell, name in zip(here, names, strict=False) if cell and cell == name]
    return len(same) == sum(1 for cell in here if cell) and 2 * len(same) >= sum(
        1 for name in names if name
    )


def _is_report_line(filled: Sequence[str]) -> bool:
    """Return whether a row is a line of a report, such as its page number, its date or its end."""
    return _is_words(filled[0]) and all(
        _is_words(cell) or FIGURE.fullmatch(cell) or MOMENT.search(cell) for cell in filled[1:]
    )


def _is_words(cell: str) -> bool:
    """Return whether a cell is what reports write between their rows, or begins as that does."""
    label = vocabulary.plain(" ".join(LETTERS.findall(cell)))
    return (
        cell.startswith("©")
        or cell_words.set_aside("line", label) == vocabulary.REPORT_LINE
        or f"{label} ".startswith(BEGINNINGS)
    )


def _has_number(cell: str) -> bool:
    """Return whether a cell may hold a phone number: many digits that are no date and no time."""
    without = MOMENT.sub("/", cell)
    return any(_digits(digits) >= DIGITS_OF_A_NUMBER for digits in PHONE.findall(without))


def _digits(cell: str) -> int:
    return sum(letter.isdigit() for letter in cell)
