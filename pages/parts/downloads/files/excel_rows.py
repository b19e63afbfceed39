"""Rows as a sheet of a workbook holds them: the XML of SpreadsheetML, made by Arrow, column by column.

A library that gets one cell after the other takes ten times as long. Text is never a formula here: it is in
an element of its own, and its column has the format of text, so that editing doesn't make it one.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from data.words import vocabulary
from data.words.catalog import _

LONGEST_TEXT = 32_767  # characters that Excel keeps in a cell, in units of UTF-16
INVALID = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{fffe}\x{ffff}]"  # XML has no way to write these
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
LOOKS_ESCAPED = r"_x[0-9a-fA-F]{4}_"  # Excel would read it as the character of that code
DAY_ZERO = 25_569  # Excel's number of 1970-01-01
SECONDS_PER_DAY = 86_400
EMPTY = "<c/>"
OFFSET = " offset"  # ends the name of a column that is added beside a time


@dataclass(frozen=True)
class Styles:
    """The numbers of a workbook's formats of text and of times."""

    text: str
    time: str


@dataclass
class Changes:
    """The limits of Excel that were met: whether text was cut, and characters replaced."""

    is_cut: bool = False
    is_replaced: bool = False


def with_added_columns(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return a batch with columns that only people need: the UTC offsets of its times."""
    columns = dict(zip(batch.schema.names, batch.columns, strict=True))
    for field in batch.schema:
        if pa.types.is_timestamp(field.type):
            columns[f"{field.name}{OFFSET}"] = offsets(batch[field.name])
    return pa.RecordBatch.from_pydict(columns)


def titles(names: list[str], zone: str) -> list[str]:
    """Return the titles of the columns of such a batch; `zone` is the name of the zone of its times."""
    return [_title(name, names, zone) for name in names]


def _title(name: str, names: list[str], zone: str) -> str:
    if name.endswith(OFFSET):
        title = vocabulary.column_title(name.removesuffix(OFFSET))
        return _("{column}, UTC offset", column=title)
    title = vocabulary.column_title(name)
    is_time = f"{name}{OFFSET}" in names
    return _("{column} ({zone})", column=title, zone=zone) if is_time else title


def rows(batch: pa.RecordBatch, styles: Styles, changes: Changes) -> pa.Array:
    """Return each row of a batch as an element; note in `changes` what Excel can't hold."""
    cells = [_cells(column, styles, changes) for column in batch.columns]
    return pc.binary_join_element_wise("<row>", *cells, "</row>", "")


def offsets(instants: pa.Array) -> pa.Array:
    """Return the UTC offset that each instant has in the zone of its type: "-05:00"."""
    local = pc.local_timestamp(instants).cast(pa.int64())
    minutes = pc.divide(pc.subtract(local, instants.cast(pa.int64())), 60_000_000).dictionary_encode()
    texts = [
        f"{'-' if minute < 0 else '+'}{abs(minute) // 60:02}:{abs(minute) % 60:02}"
        for minute in minutes.dictionary.to_pylist()
    ]
    return pa.array(texts, pa.string()).take(minutes.indices)


def _cells(column: pa.Array, styles: Styles, changes: Changes) -> pa.Array:
    if pa.types.is_timestamp(column.type):
        local = pc.floor(pc.divide(pc.local_timestamp(column).cast(pa.int64()).cast(pa.float64()), 1e6))
        days = pc.add(pc.divide(local, SECONDS_PER_DAY), DAY_ZERO).cast(pa.string())
        cells = pc.binary_join_element_wise(f'<c s="{styles.time}"><v>', days, "</v></c>", "")
    elif pa.types.is_string(column.type):
        each = column.dictionary_encode()  # most columns repeat a few texts
        cells = _texts(each.dictionary, styles, changes).take(each.indices)
    elif pa.types.is_boolean(column.type):
        cells = pc.if_else(column, '<c t="b"><v>1</v></c>', '<c t="b"><v>0</v></c>')
    else:
        cells = pc.binary_join_element_wise("<c><v>", column.cast(pa.string()), "</v></c>", "")
    return pc.fill_null(cells, EMPTY)


def _texts(texts: pa.Array, styles: Styles, changes: Changes) -> pa.Array:
    fit = _cut(texts, changes)
    if pc.any(pc.match_substring_regex(fit, INVALID)).as_py():
        changes.is_replaced = True
        fit = pc.replace_substring_regex(fit, INVALID, REPLACEMENT)
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        fit = pc.replace_substring(fit, sign, entity)
    escaped = pc.replace_substring(fit, "_x", "_x005F_x")
    fit = pc.if_else(pc.match_substring_regex(fit, LOOKS_ESCAPED), escaped, fit)
    # Without xml:space, spaces at the ends and line ends would be lost.
    spaced = pc.if_else(pc.match_substring_regex(fit, r"^\s|\s$|\n"), ' xml:space="preserve"', "")
    start = f'<c s="{styles.text}" t="inlineStr"><is><t'
    return pc.binary_join_element_wise(start, spaced, ">", fit, "</t></is></c>", "")


def _cut(texts: pa.Array, changes: Changes) -> pa.Array:
    longest = pc.max(pc.binary_length(texts)).as_py() or 0
    if longest <= LONGEST_TEXT:  # in bytes: never fewer than UTF-16 units
        return texts
    cut = [
        text if text is None else text.encode("utf-16-le")[: 2 * LONGEST_TEXT].decode("utf-16-le", "ignore")
        for text in texts.to_pylist()
    ]
    changes.is_cut |= cut != texts.to_pylist()
    return pa.array(cut, pa.string())
