"""What a file holds, whatever its container: a header, and every record as text cells in file order."""

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

BATCH_ROWS = 50_000
MOST_COLUMNS = 5_000  # lists have hundreds; of 16,000 DuckDB takes all memory, of 150,000 minutes
CSV_ENDINGS = (".csv", ".txt", ".tsv", ".tab")
EXCEL_ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
PARQUET_ENDINGS = (".parquet", ".pq")
JSON_ENDINGS = (".json", ".jsonl", ".ndjson", ".log")
DAYS_FROM_1900, DAYS_FROM_1904 = "1899-12-30", "1904-01-01"  # the two epochs of spreadsheets
PACKED_ENDINGS = (".gz", ".zip")
# Files without an ending are told by what is in them: so are those that Amazon writes into a bucket.
ENDINGS = (*CSV_ENDINGS, *EXCEL_ENDINGS, *PARQUET_ENDINGS, *JSON_ENDINGS, *PACKED_ENDINGS, "")
# The line on which a record begins, its cells, and why it can't be read (else None).
Record: TypeAlias = tuple[int, list[str | None], str | None]


class NoRecords(Problem):
    """A file that is whole and has nothing in it: no fault, where many files are taken in at once."""


@dataclass(frozen=True)
class Source:
    """A file that can be read.

    `relation` is SQL for its records in file order: columns c0, c1, … as text, `line` (from 1, null
    where it must be looked up) and `broken` (why a record can't be read, else null). `careful` is
    whether every record was split one by one, so that lines are known and broken records are kept.
    `lines_before` are the lines of the file as it was given that stood before the header. `day_zero` is
    that of dates which are numbers: a spreadsheet counts its days from it. `has_surplus` is whether the
    relation has a column `surplus`: the cells of a record beyond the header, a list.
    """

    path: Path
    container: str
    header: tuple[str, ...]
    relation: str
    careful: bool
    separator: str = ","
    lines_before: int = 0
    day_zero: str = DAYS_FROM_1900
    has_surplus: bool = False


def address(path: Path) -> str:
    """A file's path as an SQL literal; DuckDB would take stars and brackets in it for a pattern."""
    return quoted(re.sub(r"[\[*?]", r"[\g<0>]", path.as_posix()))


def check_header(header: Iterable[object], file_name: str) -> tuple[str, ...]:
    """The names of the columns, without spaces around them. Raises Problem where there are none."""
    names = tuple("" if name is None else str(name).strip().lstrip("\ufeff") for name in header)
    if not any(names):
        raise Problem(
            "This file has no header, so its columns can't be told.",
            where=f"{file_name}, line 1",
            next_step="Export it again with the names of the columns in the first line.",
        )
    if len(names) > MOST_COLUMNS:
        raise Problem(
            f"This file has {len(names):,} columns, more than any export of texts or contacts has.",
            where=f"{file_name}, line 1",
            next_step=f"Export it again with only the columns that are needed, at most {MOST_COLUMNS:,}.",
        )
    return names


def write_records(records: Iterable[Record], header: tuple[str, ...], target: Path) -> str:
    """Write records to a Parquet file; the SQL that reads them as a Source's relation."""
    width = len(header)
    schema = pa.schema(
        [(f"c{place}", pa.string()) for place in range(width)]
        + [("line", pa.int64()), ("broken", pa.string()), ("surplus", pa.list_(pa.string()))]
    )
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        batch: list[list[object]] = []
        for line, cells, fault in records:
            surplus = cells[width:] if any(cells[width:]) else None
            batch.append([*_fitted(cells, width), line, fault or _broken(cells, header), surplus])
            if len(batch) == BATCH_ROWS:
                writer.write_batch(_columns(batch, schema))
                batch = []
        writer.write_batch(_columns(batch, schema))
    return f"select * from read_parquet({address(target)})"


def as_json(header: tuple[str, ...], cells: list[str | None]) -> str:
    """A record as it was, as a JSON object; a name that comes twice gets its place behind it."""
    named: dict[str, str | None] = {}
    for place, cell in enumerate(cells):
        name = header[place] if place < len(header) else ""
        named[name if name and name not in named else f"{name} ({place + 1})".strip()] = cell
    return json.dumps(named, ensure_ascii=False)


def _fitted(cells: list[str | None], width: int) -> list[str | None]:
    return (cells + [None] * width)[:width]


def _broken(cells: list[str | None], header: tuple[str, ...]) -> str | None:
    named = max(place for place, name in enumerate(header, start=1) if name)
    surplus = [cell for cell in cells[len(header) :] if cell and cell.strip()]
    if len(cells) >= named and not surplus:
        return None
    return f"the row has {len(cells)} cells, the header {len(header)}"


def _columns(batch: list[list[object]], schema: pa.Schema) -> pa.RecordBatch:
    columns = list(zip(*batch, strict=True)) or [()] * len(schema)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
