"""What an import says about cells of prices, segments and receipts that it leaves empty."""

from __future__ import annotations

from typing import Any

import duckdb

from data import engine, numbers, settings
from data.importer.recognize.columns import Recognized
from data.importer.rows.database import sql
from data.words.catalog import in_english, ngettext

READ = frozenset({"parts", "price", "currency", "delivered_at"})  # fields whose cells may be wrong
LONGEST_SHOWN = 40  # characters of a cell


@in_english()  # notes are stored
def of_stated(connection: duckdb.DuckDBPyConnection, recognized: Recognized) -> tuple[str, ...]:
    """Return sentences about the cells of a judged log, by kind, that are left empty."""
    if recognized.kind != "log" or not READ & {*recognized.columns}:
        return ()
    if not engine.answer(connection, sql("log/unread", "has_any"))["has_any"][0].as_py():
        return ()
    (row,) = engine.answer(connection, sql("log/unread", "counts")).to_pylist()
    return _notes(row, recognized.columns, settings.load().region)


def _notes(row: dict[str, Any], columns: dict[str, str], region: str) -> tuple[str, ...]:
    def cell(name: str) -> str:
        return numbers.without_numbers(row[f"{name}_cell"] or "", region)[:LONGEST_SHOWN]

    every = (
        (row["parts"], lambda n: _parts(n, columns["parts"], cell("parts"))),
        (row["price"], lambda n: _price(n, columns["price"], cell("price"))),
        (row["shared"], _shared),
        (row["currency"], lambda n: _currency(n, cell("currency"))),
        (row["delivered"], lambda n: _delivered(n, columns["delivered_at"], cell("delivered"))),
        (row["too_early"], _too_early),
        (row["not_sent"], _not_sent),
    )
    return tuple(note(count) for count, note in every if count)


def _parts(number: int, column: str, cell: str) -> str:
    return ngettext(
        "{number} cell of “{column}” isn't a number of segments, such as “{cell}”. It is left empty.",
        "{number} cells of “{column}” aren't numbers of segments, such as “{cell}”. They are left empty.",
        number,
        number=number,
        column=column,
        cell=cell,
    )


def _price(number: int, column: str, cell: str) -> str:
    return ngettext(
        "{number} cell of “{column}” isn't a price, such as “{cell}”. It is left empty.",
        "{number} cells of “{column}” aren't prices, such as “{cell}”. They are left empty.",
        number,
        number=number,
        column=column,
        cell=cell,
    )


def _shared(number: int) -> str:
    return ngettext(
        "{number} row has one price for a text to several numbers. The price is left empty.",
        "{number} rows have one price for a text to several numbers. The price is left empty.",
        number,
        number=number,
    )


def _currency(number: int, cell: str) -> str:
    return ngettext(
        "{number} price isn't in a known currency, such as “{cell}”. It is left empty.",
        "{number} prices aren't in a known currency, such as “{cell}”. They are left empty.",
        number,
        number=number,
        cell=cell,
    )


def _delivered(number: int, column: str, cell: str) -> str:
    return ngettext(
        "{number} cell of “{column}” isn't a time, such as “{cell}”. It is left empty.",
        "{number} cells of “{column}” aren't times, such as “{cell}”. They are left empty.",
        number,
        number=number,
        column=column,
        cell=cell,
    )


def _too_early(number: int) -> str:
    return ngettext(
        "{number} time of delivery is before the request of its text. It is left empty.",
        "{number} times of delivery are before the requests of their texts. They are left empty.",
        number,
        number=number,
    )


def _not_sent(number: int) -> str:
    return ngettext(
        "{number} time of delivery is of a text that wasn't sent. It is left empty.",
        "{number} times of delivery are of texts that weren't sent. They are left empty.",
        number,
        number=number,
    )
