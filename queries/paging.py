"""Where a page of the list of texts is: by the daily counts, so that only the days that hold it are read.

A page is one piece or a few, in the order of the list. A piece is what the question "messages" can read
alone: some days, one value of the column that the list is sorted by, or some numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from queries import header
from queries.header import Question

Piece: TypeAlias = Mapping[str, Any]  # parameters of "messages"
PAGED = "messages"
# Among so many texts, the last one's number is looked for; further on, texts are counted per number.
FIRST_NUMBERS = 10_000
MOST_ROWS = 10_000  # of a page; a longer answer isn't one


def pieces(
    question: Question, offered: Mapping[str, Any], ask: Callable[[Question, Mapping[str, Any]], pa.Table]
) -> list[Piece] | None:
    """Return the pieces of the answer, in order; None if it is no page, and read as a whole.

    `offered` are the parameters; `ask` answers a question with parameters.
    """
    if question.name != PAGED or offered["rows"] > MOST_ROWS:
        return None
    sort = str(offered["sort"])
    if sort.removeprefix("-") != "number":
        pieces: list[Piece] = ask(
            header.read("text_places"), {**offered, "sorted_by": offered["sort"]}
        ).to_pylist()
        return pieces
    end = offered["skip"] + offered["rows"]
    by_number = {**offered, "by_number": True}
    if end <= FIRST_NUMBERS:
        last = ask(header.read("numbers_of_texts"), {**by_number, "rows": 1, "skip": end - 1})["number"]
        return [{"by_number": True, **_limit(last, sort)}]
    texts = ask(header.read("texts_per_number"), by_number)
    return [{"by_number": True, **piece} for piece in _pieces_of_numbers(texts, offered)]


def _limit(last: pa.ChunkedArray, sort: str) -> Piece:
    """Return the limit that the number of the last text of a page sets, if there is such a text."""
    number = last[0].as_py() if len(last) else None
    if number is None:
        return {}
    return {"least_number" if sort.startswith("-") else "most_number": int(number)}


def _pieces_of_numbers(texts: pa.Table, offered: Mapping[str, Any]) -> list[Piece]:
    """Return a piece of the numbers of a page, and one of its texts without a number, which come last."""
    is_without = pc.is_null(texts["number"])
    numbers, without = texts.filter(pc.invert(is_without)), texts.filter(is_without)
    if str(offered["sort"]).startswith("-"):
        numbers = numbers.take(pa.array(range(numbers.num_rows - 1, -1, -1), pa.int64()))
    first, end = offered["skip"], offered["skip"] + offered["rows"]
    until = pc.cumulative_sum(numbers["texts"])
    before = pc.subtract(until, numbers["texts"])
    is_shown = pc.and_(pc.greater(until, first), pc.less(before, end))
    of_page, start = numbers["number"].filter(is_shown), before.filter(is_shown)
    all_numbered = pc.sum(numbers["texts"]).as_py() or 0
    pieces: list[Piece] = []
    if of_page:
        limits = pc.min_max(pc.cast(pc.utf8_slice_codeunits(of_page, 1), pa.int64())).as_py()
        rows = min(end, all_numbered) - first
        skip = first - start[0].as_py()
        pieces.append(
            {"least_number": limits["min"], "most_number": limits["max"], "rows": rows, "skip": skip}
        )
    if without.num_rows and end > all_numbered:
        skip = max(first - all_numbered, 0)
        rows = end - max(first, all_numbered)
        pieces.append({"piece_of": "number", "piece": None, "rows": rows, "skip": skip})
    return pieces
