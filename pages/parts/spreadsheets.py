"""Rows as a file that people open in a spreadsheet."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from data import vocabulary

BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # without it Excel takes UTF-8 for an old code page
ISO_8601 = "%Y-%m-%dT%H:%M:%S%Ez"
# A spreadsheet runs a cell that begins so; a number in E.164 form is only a number.
BEGINS_FORMULA = r"^[=+\-@\t\r]"
IS_NUMBER = r"^\+\d{7,15}$"
WHY = "Why"  # the plain title of a reason, which two reasons can share; the reason itself stands beside it


def as_csv(rows: pa.Table, *, is_first: bool = True) -> bytes:
    """Rows as CSV: words over the columns, times of the rows' own zone with offset, no cell that runs.

    Only the first piece of a file has the header, and the mark that tells Excel of UTF-8.
    """
    columns = {vocabulary.column_words(name): _cells(rows[name]) for name in rows.column_names}
    if "reason" in rows.column_names:
        columns[WHY] = _heads(rows)
    file = io.BytesIO(BYTE_ORDER_MARK if is_first else b"")
    file.seek(0, io.SEEK_END)
    csv.write_csv(pa.table(columns), file, csv.WriteOptions(include_header=is_first))
    return file.getvalue()


def _cells(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_timestamp(column.type):
        return pc.strftime(column.cast(pa.timestamp("s", column.type.tz), safe=False), format=ISO_8601)
    if not pa.types.is_string(column.type):
        return column
    runs = pc.and_not(
        pc.match_substring_regex(column, BEGINS_FORMULA), pc.match_substring_regex(column, IS_NUMBER)
    )
    return pc.if_else(runs, pc.binary_join_element_wise("'", column, ""), column)


def _heads(rows: pa.Table) -> pa.Array:
    given = zip(rows["stage"].to_pylist(), rows["reason"].to_pylist(), strict=True)
    heads = [
        vocabulary.reason_head(key) if stage == vocabulary.UNDELIVERED else None for stage, key in given
    ]
    return pa.array(heads, pa.string())
