"""The times of staged records that SQL can't read: forms.py reads each distinct text once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa

from data import engine
from data.errors import Problem
from data.importer.recognize import questions
from data.importer.recognize.columns import Recognized
from data.importer.recognize.time_columns import TimeColumn
from data.importer.rows.database import sql
from data.importer.rows.times import forms, orders_of_columns
from data.importer.rows.times.forms import Written

NOTED = ("requested_at", "changed_at", "as_of")  # the times whose clock is noted
MONTHLY = "requested_at"  # the time that says in which month a text belongs
READ_AT_ONCE = 100_000
SCHEMA = pa.schema(
    [
        ("text", pa.string()),
        ("local", pa.timestamp("us")),
        ("zoned", pa.timestamp("us", "UTC")),
        ("note", pa.string()),
    ]
)


def fill(connection: duckdb.DuckDBPyConnection, recognized: Recognized, day_zero: str) -> Recognized:
    """Put the times that Python reads into the table `kept`. Return the file as its times prove it.

    The order of a column's dates differs from the one that it was staged with, if the first records left
    it open and a later date doesn't fit: then the file has to be staged again. Raises Problem if the dates
    of a column contradict each other.
    """
    for column in recognized.times:
        others = _fill(connection, column, day_zero)
        if others and column.order_because not in {orders_of_columns.ORDER, orders_of_columns.COLUMN}:
            return _turned(recognized, column, others)
    times = tuple(_proven(connection, column) for column in recognized.times)
    return replace(recognized, times=times)


def _fill(connection: duckdb.DuckDBPyConnection, column: TimeColumn, day_zero: str) -> frozenset[str]:
    """Read the texts of one column. Return the orders that fit the dates that its own order doesn't fit."""
    stem = column.field.removesuffix("_at")
    odd = f"select distinct {stem}_text as text from kept where {stem}_text is not null"
    others: list[frozenset[str]] = []
    is_empty = True
    for batch in connection.sql(odd).to_arrow_table().to_batches(READ_AT_ONCE):
        if is_empty:
            connection.execute(sql("times/times", "create_times_read"))
            is_empty = False
        rows = []
        for text in batch["text"].to_pylist():
            written = forms.read(text, day_zero)
            if written is None:
                continue
            local = written.local(column.date_order)
            if local is None:
                others.append(frozenset(written.date.by_order))
            else:
                rows.append({"text": text, **_read(written, local)})
        engine.add(connection, "times_read", pa.Table.from_pylist(rows, schema=SCHEMA))
    if not is_empty:
        _update(connection, column.field, stem)
    return _common(others)


def _common(others: list[frozenset[str]]) -> frozenset[str]:
    """Return the orders that fit all of the dates; every one of them if none does: a contradiction."""
    if not others:
        return frozenset()
    return frozenset.intersection(*others) or frozenset.union(*others)


def _read(written: Written, local: datetime) -> dict[str, object]:
    """Return a row of times_read without its text: a local time, or an instant by the zone in the text."""
    if written.zone is None:
        return {"local": local}
    zoned = local.replace(tzinfo=written.zone)
    instant = zoned.astimezone(UTC)
    if not isinstance(written.zone, ZoneInfo):
        return {"zoned": instant}
    is_repeated = zoned.replace(fold=1).utcoffset() != zoned.utcoffset()
    if instant.astimezone(written.zone).replace(tzinfo=None) != local:
        return {"zoned": instant, "note": "skipped"}
    return {"zoned": instant, "note": "repeated" if is_repeated else None}


def _update(connection: duckdb.DuckDBPyConnection, field: str, stem: str) -> None:
    """Put the instants into the rows with their texts. Rows keep their place, which is their number."""
    connection.execute(sql("times/times", "instants_read"), {"field": field})
    also = ", clock_note = coalesce(instants_read.note, clock_note)" if field in NOTED else ""
    if field == MONTHLY:
        also += ", month = strftime(make_timestamp(epoch_us(instants_read.moment)), '%Y-%m')"
    connection.execute(
        f"update kept set {field} = instants_read.moment, {stem}_text = null{also} from instants_read "
        f"where kept.{stem}_text = instants_read.text and instants_read.moment is not null"
    )


def _turned(recognized: Recognized, column: TimeColumn, others: frozenset[str]) -> Recognized:
    """Return the file with the only order that fits a column's dates. Raises Problem if none does."""
    is_open = column.order_because != orders_of_columns.VALUES and len(others) > 1
    if column.order_because == orders_of_columns.VALUES or len(others) > 1:
        question = questions.of_date_order(recognized.columns[column.field], is_open=is_open)
        raise Problem(question.problem, next_step=question.next_step)
    turned = replace(column, date_order=next(iter(others)), order_because=orders_of_columns.VALUES)
    return replace(recognized, times=tuple(turned if one == column else one for one in recognized.times))


def _proven(connection: duckdb.DuckDBPyConnection, column: TimeColumn) -> TimeColumn:
    """Return a column whose order was assumed, as proven if a later date proves it.

    A date in UTC from the 14th on is one from the 13th on in every zone, and only one order has a month 13.
    """
    if column.order_because != orders_of_columns.REGION or not column.has_figures:
        return column
    later = connection.sql(
        f"select 1 from kept where day(make_timestamp(epoch_us({column.field}))) > 13 limit 1"
    )
    if not later.to_arrow_table().num_rows:
        return column
    return replace(column, order_because=orders_of_columns.VALUES)
