"""An opened file: a header, and all records as text cells, numbered in the order of the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from data.engine import quoted
from data.errors import Problem
from data.words.catalog import _, in_english, ngettext

BATCH_ROWS = 50_000
MOST_COLUMNS = 5_000  # lists have hundreds; 16,000 cost DuckDB all memory, 150,000 take minutes
CSV_ENDINGS = (".csv", ".txt", ".tsv", ".tab")
EXCEL_ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
PARQUET_ENDINGS = (".parquet", ".pq")
JSON_ENDINGS = (".json", ".jsonl", ".ndjson", ".log")
DAYS_FROM_1900, DAYS_FROM_1904 = "1899-12-30", "1904-01-01"  # the two epochs of spreadsheets
PACKED_ENDINGS = (".gz", ".zip")
# Files that Amazon writes into a bucket have no ending.
ENDINGS = (*CSV_ENDINGS, *EXCEL_ENDINGS, *PARQUET_ENDINGS, *JSON_ENDINGS, *PACKED_ENDINGS, "")
FILE_TYPES = [ending[1:] for ending in ENDINGS if ending]  # as a field for files takes them
# The line on which a record begins, its cells, and why it can't be read (None if it can).
Record: TypeAlias = tuple[int, list[str | None], str | None]


class NoRecords(Problem):
    """A complete file without records, which is no error where many files are imported at once."""


@dataclass(frozen=True)
class Source:
    """A file that can be read.

    `relation` is SQL for its records: columns c0, c1, … as text, `line` (from 1) and `broken` (why a
    record can't be read, null if it can). `careful` is whether every record was split one by one. Then
    broken records are among them, and a column `record` numbers them from 0 in the order of the file.
    Otherwise DuckDB reads the file itself: it yields the records in the order of the file, without
    `record`, and `line` is null. `lines_before` are the lines of the original file before the header,
    `preamble` is the text of the first of them that are filled. `row_end` is the line end of the header.
    `day_zero` is the day from which a spreadsheet counts dates that are numbers. `has_surplus` is whether
    the relation has a column `surplus`: the list of a record's cells beyond the header. `has_heads` is
    whether the names of the header begin with heads of groups, such as “Guardian 1”, from the line above.
    """

    path: Path
    container: str
    header: tuple[str, ...]
    relation: str
    careful: bool
    separator: str = ","
    row_end: str = "\n"
    lines_before: int = 0
    preamble: tuple[str, ...] = ()
    day_zero: str = DAYS_FROM_1900
    has_surplus: bool = False
    has_heads: bool = False
    sheets_not_read: tuple[str, ...] = ()


def address(path: Path) -> str:
    """Return a path as an SQL literal, with the characters escaped that DuckDB reads as a pattern."""
    return quoted(re.sub(r"[\[*?]", r"[\g<0>]", path.as_posix()))


def check_header(header: Iterable[object], file_name: str) -> tuple[str, ...]:
    """Return the column names without spaces around them. Raises Problem if there are none, or too many."""
    names = tuple("" if name is None else str(name).strip().lstrip("\ufeff") for name in header)
    if not any(names):
        raise Problem(
            _("This file has no header, so its columns are unknown."),
            where=_("{file}, line 1", file=file_name),
            next_step=_("Export it again with the column names in the first line."),
        )
    if len(names) > MOST_COLUMNS:
        raise Problem(
            _(
                "This file has {number} columns, more than any export of texts or contacts.",
                number=len(names),
            ),
            where=_("{file}, line 1", file=file_name),
            next_step=_(
                "Export it again with only the columns that are needed, at most {limit}.",
                limit=MOST_COLUMNS,
            ),
        )
    return names


def write_records(
    records: Iterable[Record], header: tuple[str, ...], target: Path, *, least: int | None = None
) -> str:
    """Write records to a Parquet file. Return the relation of a Source that reads it.

    A record is broken if it has fewer or more cells than the header. If `least` is set, only so many are
    needed: the header's names behind them aren't sure.
    """
    width = len(header)
    schema = pa.schema(
        [(f"c{place}", pa.string()) for place in range(width)]
        + [(name, pa.int64()) for name in ("record", "line")]
        + [("broken", pa.string()), ("surplus", pa.list_(pa.string()))]
    )
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        batch: list[list[object]] = []
        for record, (line, cells, why) in enumerate(records):
            surplus = cells[width:] if any(cells[width:]) else None
            broken = None if least and len(cells) >= least else _broken(cells, header)
            batch.append([*_fitted(cells, width), record, line, why or broken, surplus])
            if len(batch) == BATCH_ROWS:
                writer.write_batch(_columns(batch, schema))
                batch = []
        writer.write_batch(_columns(batch, schema))
    return f"select * from read_parquet({address(target)})"


def as_json(header: tuple[str, ...], cells: list[str | None]) -> str:
    """Return a record's cells as a JSON object. A repeated column name gets its place behind it."""
    named: dict[str, str | None] = {}
    for place, cell in enumerate(cells):
        name = header[place] if place < len(header) else ""
        named[name if name and name not in named else f"{name} ({place + 1})".strip()] = cell
    return json.dumps(named, ensure_ascii=False)


def _fitted(cells: list[str | None], width: int) -> list[str | None]:
    return (cells + [None] * width)[:width]


@in_english()  # the reason is stored
def _broken(cells: list[str | None], header: tuple[str, ...]) -> str | None:
    named = max(place for place, name in enumerate(header, start=1) if name)
    surplus = [cell for cell in cells[len(header) :] if cell and cell.strip()]
    if len(cells) >= named and not surplus:
        return None
    return ngettext(
        "This row has {number} cell, but the header has {columns}.",
        "This row has {number} cells, but the header has {columns}.",
        len(cells),
        number=len(cells),
        columns=len(header),
    )


def _columns(batch: list[list[object]], schema: pa.Schema) -> pa.RecordBatch:
    columns = list(zip(*batch, strict=True)) or [()] * len(schema)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
