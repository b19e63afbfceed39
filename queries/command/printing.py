"""Print an answer: as a table to read, or exactly, as CSV, JSON Lines or Parquet, for scripts."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TextIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from data.errors import Problem
from data.printing import show, visible
from data.words.catalog import _

FORMATS = ("table", "csv", "json", "parquet")
ROWS_TO_MEASURE = 1_000  # rows from which the columns of a table get their width


def write(batches: Iterable[pa.RecordBatch], schema: pa.Schema, form: str, out: TextIO) -> None:
    """Write the names of the columns, then the rows of every batch; `form` is one of FORMATS.

    Times are ISO 8601 with the offset of their zone. Raises Problem for Parquet on a terminal.
    """
    if form == "parquet":
        _write_parquet(batches, schema)
        return
    texts = (with_iso_times(batch) for batch in batches)
    if form == "json":
        for batch in texts:
            for row in batch.to_pylist():
                show(json.dumps(row, ensure_ascii=False, default=str), to=out)
    elif form == "csv":
        _write_csv(texts, schema, out)
    else:
        _write_table(texts, schema, out)


def with_iso_times(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return a batch with its times as text: 2026-09-30T08:12:00-05:00, and a fraction if they have one."""
    columns = [iso(c) if pa.types.is_timestamp(c.type) else c for c in batch.columns]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def iso(instants: pa.Array) -> pa.Array:
    """Return times as ISO 8601 text, with the offset that their zone has at the time."""
    text = pc.strftime(instants, format="%Y-%m-%dT%H:%M:%S%Ez")
    return pc.replace_substring_regex(text, r"\.0+([+-])", r"\1")


def _write_csv(batches: Iterable[pa.RecordBatch], schema: pa.Schema, out: TextIO) -> None:
    csv.writer(out, lineterminator="\n").writerow(schema.names)
    out.flush()
    options = pa_csv.WriteOptions(include_header=False, quoting_style="needed")
    for batch in batches:
        if out.isatty():
            lines = io.BytesIO()
            pa_csv.write_csv(batch, lines, options)
            show(lines.getvalue().decode(), to=out, end="")
        else:
            pa_csv.write_csv(batch, out.buffer, options)
    out.flush()


def _write_parquet(batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> None:
    if sys.stdout.isatty():
        raise Problem(_("Parquet can't be read on a terminal."), next_step=_("Add `> answer.parquet`."))
    with pq.ParquetWriter(sys.stdout.buffer, schema) as writer:
        for batch in batches:
            writer.write_batch(batch)


def _write_table(batches: Iterable[pa.RecordBatch], schema: pa.Schema, out: TextIO) -> None:
    rows = _rows(batches)
    first = list(islice(rows, ROWS_TO_MEASURE))
    cells = [schema.names, *first]
    widths = [max(len(row[place]) for row in cells) for place in range(len(schema))]
    for row in chain(cells, rows):
        show("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip(), to=out)


def _rows(batches: Iterable[pa.RecordBatch]) -> Iterator[list[str]]:
    for batch in batches:
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            yield [_cell(value) for value in row]


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.2f}" if isinstance(value, float) else visible(str(value)).replace("\n", "\\n")
