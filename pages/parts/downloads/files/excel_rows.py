"""Rows as they stand in a sheet of a workbook: the XML of SpreadsheetML, made by Arrow, column by column.

A library that is given one cell after the other takes ten times as long. A text is never a formula here: it
stands in an element of its own, and its column has the format of text, so that editing makes it none.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from data.words import vocabulary

LONGEST_TEXT = 32_767  # characters that Excel keeps in a cell, in units of UTF-16
UNFIT = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{fffe}\x{ffff}]"  # XML has no way to write these
LOOKS_ESCAPED = r"_x[0-9a-fA-F]{4}_"  # Excel would read it as the character of that code
DAY_ZERO = 25_569  # Excel's number of 1970-01-01
SECONDS_A_DAY = 86_400
EMPTY = "<c/>"


@dataclass(frozen=True)
class Styles:
    """The numbers of a workbook's formats: of texts, and of instants."""

    text: str
    instant: str


@dataclass
class Mended:
    """What a sheet could not hold as it was: whether texts were cut, whether characters were replaced."""

    is_cut: bool = False
    is_replaced: bool = False


def titled(batch: pa.RecordBatch) -> pa.RecordBatch:
    """A batch with the columns that people get beside it: plain reasons, and the offsets of its times."""
    columns = dict(zip(batch.schema.names, batch.columns, strict=True))
    if {"stage", "reason"} <= columns.keys():
        columns["why"] = _heads(batch)
    for field in batch.schema:
        if pa.types.is_timestamp(field.type):
            columns[f"{field.name} offset"] = offsets(batch[field.name])
    return pa.RecordBatch.from_pydict(columns)


def titles(names: list[str], zone: str) -> list[str]:
    """The words over the columns of a titled batch; `zone` is what people call the district's."""
    timed = [name.removesuffix(" offset") for name in names if name.endswith(" offset")]
    words = {name: f"{vocabulary.column_title(name)} ({zone})" for name in timed}
    words |= {f"{name} offset": f"{vocabulary.column_title(name)}, hours from UTC" for name in timed}
    return [words.get(name) or vocabulary.column_title(name) for name in names]


def rows(batch: pa.RecordBatch, styles: Styles, mended: Mended) -> pa.Array:
    """Each row of a batch as an element; notes in `mended` what Excel can't hold."""
    cells = [_cells(column, styles, mended) for column in batch.columns]
    return pc.binary_join_element_wise("<row>", *cells, "</row>", "")


def offsets(instants: pa.Array) -> pa.Array:
    """The offset from UTC that the clock of the instants' zone had then: "-05:00"."""
    local = pc.local_timestamp(instants).cast(pa.int64())
    minutes = pc.divide(pc.subtract(local, instants.cast(pa.int64())), 60_000_000).dictionary_encode()
    texts = [
        f"{'-' if minute < 0 else '+'}{abs(minute) // 60:02}:{abs(minute) % 60:02}"
        for minute in minutes.dictionary.to_pylist()
    ]
    return pa.array(texts, pa.string()).take(minutes.indices)


def _cells(column: pa.Array, styles: Styles, mended: Mended) -> pa.Array:
    if pa.types.is_timestamp(column.type):
        local = pc.floor(pc.divide(pc.local_timestamp(column).cast(pa.int64()).cast(pa.float64()), 1e6))
        days = pc.add(pc.divide(local, SECONDS_A_DAY), DAY_ZERO).cast(pa.string())
        cells = pc.binary_join_element_wise(f'<c s="{styles.instant}"><v>', days, "</v></c>", "")
    elif pa.types.is_string(column.type):
        each = column.dictionary_encode()  # most columns repeat few texts
        cells = _texts(each.dictionary, styles, mended).take(each.indices)
    else:
        cells = pc.binary_join_element_wise("<c><v>", column.cast(pa.string()), "</v></c>", "")
    return pc.fill_null(cells, EMPTY)


def _texts(texts: pa.Array, styles: Styles, mended: Mended) -> pa.Array:
    fit = _cut(texts, mended)
    if pc.any(pc.match_substring_regex(fit, UNFIT)).as_py():
        mended.is_replaced = True
        fit = pc.replace_substring_regex(fit, UNFIT, "\N{REPLACEMENT CHARACTER}")
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        fit = pc.replace_substring(fit, sign, entity)
    escaped = pc.replace_substring(fit, "_x", "_x005F_x")
    fit = pc.if_else(pc.match_substring_regex(fit, LOOKS_ESCAPED), escaped, fit)
    # Without the word, spaces at the ends and line ends would be lost.
    spaced = pc.if_else(pc.match_substring_regex(fit, r"^\s|\s$|\n"), ' xml:space="preserve"', "")
    head = f'<c s="{styles.text}" t="inlineStr"><is><t'
    return pc.binary_join_element_wise(head, spaced, ">", fit, "</t></is></c>", "")


def _cut(texts: pa.Array, mended: Mended) -> pa.Array:
    longest = pc.max(pc.binary_length(texts)).as_py() or 0
    if longest <= LONGEST_TEXT:  # bytes, of which there are never fewer than units
        return texts
    cut = [
        text if text is None else text.encode("utf-16-le")[: 2 * LONGEST_TEXT].decode("utf-16-le", "ignore")
        for text in texts.to_pylist()
    ]
    mended.is_cut |= cut != texts.to_pylist()
    return pa.array(cut, pa.string())


def _heads(batch: pa.RecordBatch) -> pa.Array:
    keys = batch["reason"].dictionary_encode(null_encoding="encode")
    heads = pa.array([vocabulary.reason_title(key) for key in keys.dictionary.to_pylist()], pa.string())
    is_undelivered = pc.equal(batch["stage"], vocabulary.UNDELIVERED)
    return pc.if_else(is_undelivered, heads.take(keys.indices), None)
