"""Where a page of the list of texts is, so that little more than its rows is read.

A page is one piece or a few, in the order of the list. A piece is what the question "messages" can read
alone: some days, one value of the column that the list is sorted by, or some numbers. The daily counts say
in which days a page is. Of days with many texts, and of numbers, the instants of the texts are read first,
which is one column, and then all columns of the texts between two of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from queries import header
from queries.header import Question

Piece: TypeAlias = Mapping[str, Any]  # parameters of "messages"
Ask: TypeAlias = Callable[[Question, Mapping[str, Any]], pa.Table]
TextedNumber: TypeAlias = Callable[[int], int | None]
PAGED = "messages"
MOST_ROWS = 10_000  # of a page; a longer answer isn't one
MANY_TEXTS = 10_000  # fewer are read as quickly without their instants
# Of a page among so many texts of its days, the instants up to it are read. Further on, it is all of them:
# sorting takes no longer, and they are kept for the next pages.
FIRST_TEXTS = 1_000
# Among so many texts, the numbers up to the page are looked for; further on, texts are counted per number.
FIRST_NUMBERS = 10_000
FEW_NUMBERS = 300  # these are in one group of rows of each month's file
TEXTS_OF_A_NUMBER = 8  # so many, if not more, are expected to each number


def pieces(
    question: Question, offered: Mapping[str, Any], ask: Ask, texted_number: TextedNumber
) -> list[Piece] | None:
    """Return the pieces of the answer, in order; None if it is no page, and read as a whole.

    `offered` are the parameters; `ask` answers a question with parameters. `texted_number` returns the
    number at a place in the order of all numbers that texts went to, from the end if it is negative; None
    if there is none, or that isn't known.
    """
    if question.name != PAGED or offered["rows"] > MOST_ROWS:
        return None
    if str(offered["sort"]).removeprefix("-") != "number":
        places = ask(header.read("text_places"), {**offered, "sorted_by": offered["sort"]})
        return [_between_instants(place, offered, ask) for place in places.to_pylist()]
    by_number = {**offered, "by_number": True}
    if offered["skip"] + offered["rows"] <= FIRST_NUMBERS:
        return _pieces_of_first(_first(by_number, ask, texted_number), offered["skip"])
    texts = ask(header.read("texts_per_number"), by_number)
    return [_between_numbers(piece, by_number, ask) for piece in _pieces_of_numbers(texts, offered)]


def _between_instants(place: dict[str, Any], offered: Mapping[str, Any], ask: Ask) -> Piece:
    """Return a piece of some days, from the first to the last instant of its texts on the page."""
    texts, end = place.pop("texts"), place["skip"] + place["rows"]
    if texts < MANY_TEXTS:
        return place
    values = {
        **offered,
        **place,
        "rows": end if end <= FIRST_TEXTS else texts,
        "sort": offered["sort"] if offered["sort"] == "requested_at" else None,
    }
    instants = ask(header.read("instants_of_texts"), values).slice(0, end)
    return {**place, **_limits(instants, place["skip"])}


def _between_numbers(piece: Piece, by_number: Mapping[str, Any], ask: Ask) -> Piece:
    """Return a piece of some numbers, from the first to the last instant of its texts on the page."""
    if "piece_of" in piece:  # of texts without a number
        return piece
    values = {**by_number, **piece, "rows": piece["skip"] + piece["rows"]}
    return _limits(_with_digits(ask(header.read("numbers_of_texts"), values)), piece["skip"])


def _limits(texts: pa.Table, skip: int) -> Piece:
    """Return the piece between the least and greatest values of some texts.

    They begin with `skip` texts that aren't on the page, of which some are between these values too.
    """
    page, before = texts.slice(skip), texts.slice(0, skip)
    values = {name: pc.min_max(page[name]).as_py() for name in page.schema.names}
    for name, limits in values.items():
        is_between = pc.and_(
            pc.greater_equal(before[name], limits["min"]), pc.less_equal(before[name], limits["max"])
        )
        before = before.filter(is_between)
    at, number = values["requested_at"], values.get("number", {"min": None, "max": None})
    return {
        "from_at": at["min"],
        "until_at": at["max"] + timedelta(microseconds=1),
        "least_number": number["min"],
        "most_number": number["max"],
        "by_number": number["min"] is not None,
        "rows": page.num_rows,
        "skip": before.num_rows,
    }


def _with_digits(texts: pa.Table) -> pa.Table:
    """Return texts with their numbers as integers, which limits of numbers are."""
    digits = pc.cast(pc.utf8_slice_codeunits(texts["number"], 1), pa.int64())
    return texts.set_column(texts.schema.get_field_index("number"), "number", digits)


def _first(by_number: Mapping[str, Any], ask: Ask, texted_number: TextedNumber) -> pa.Table:
    """Return the number and the instant of each text up to the end of the page, in the order of the list.

    Where each file has its numbers in order, a limit of them leaves most of it unread. It is guessed, and
    again by how many texts it had.
    """
    end = by_number["skip"] + by_number["rows"]
    is_descending = str(by_number["sort"]).startswith("-")
    numbers = max(FEW_NUMBERS, end // TEXTS_OF_A_NUMBER)
    while (limit := texted_number(-numbers if is_descending else numbers - 1)) is not None:
        values = {**by_number, "rows": end, "least_number" if is_descending else "most_number": limit}
        first = ask(header.read("numbers_of_texts"), values)
        if first.num_rows == end:
            return first
        if not first.num_rows:  # nothing to guess by
            break
        numbers *= 2 * -(-end // first.num_rows)
    return ask(header.read("numbers_of_texts"), {**by_number, "rows": end})


def _pieces_of_first(texts: pa.Table, skip: int) -> list[Piece]:
    """Return the same pieces of a page that is among the first texts.

    `texts` are those up to the end of the page, of which the first `skip` aren't on it.
    """
    is_without = pc.is_null(texts["number"])
    numbered, without = texts.filter(pc.invert(is_without)), texts.filter(is_without)
    pieces: list[Piece] = []
    if numbered.num_rows > skip:
        pieces.append(_limits(_with_digits(numbered), skip))
    before = max(skip - numbered.num_rows, 0)
    if without.num_rows > before:
        pieces.append(_without_number(without.num_rows - before, before))
    return pieces


def _without_number(rows: int, skip: int) -> Piece:
    return {"by_number": True, "piece_of": "number", "piece": None, "rows": rows, "skip": skip}


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
        pieces.append(_without_number(rows, skip))
    return pieces
