"""The totals line that many reports end with. A totals line is neither a record nor an error."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from data.importer.files.sources import Record
from data.importer.recognize import cell_words
from data.words import vocabulary

DIGITS_OF_A_NUMBER = 10  # a total has fewer; so many may be a phone number
FIGURE = re.compile(r"[^\w]*\d[\d.,\s]*%?")


def marked(records: Iterable[Record]) -> Iterator[Record]:
    """Yield the same records, the last filled one marked as skipped if it is a totals line."""
    held: list[Record] = []
    for record in records:
        if not held or any(cell and cell.strip() for cell in record[1]):
            yield from held
            held = []
            if not is_total(record[1]):
                yield record
                continue
        held.append(record)
    for place, (line, cells, why) in enumerate(held):
        yield line, cells, why if place else vocabulary.TOTAL_LINE


def is_total(cells: list[str | None]) -> bool:
    """Return whether a row is called a total and has nothing but figures beside that."""
    filled = [cell.strip() for cell in cells if cell and cell.strip()]
    if not filled or any(_digits(cell) >= DIGITS_OF_A_NUMBER for cell in filled):
        return False
    label = " ".join(re.findall(r"[^\W\d_]+", filled[0]))
    is_named = cell_words.set_aside("line", label) == vocabulary.TOTAL_LINE
    return is_named and all(FIGURE.fullmatch(cell) for cell in filled[1:])


def _digits(cell: str) -> int:
    return sum(letter.isdigit() for letter in cell)
