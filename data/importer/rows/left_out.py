"""Rows that are in no other table: kept with line, column and reason, to mend and import again."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeAlias

import duckdb
import pyarrow as pa

from data.importer.files.sources import Source, as_json
from data.importer.recognize.columns import Recognized
from data.importer.rows import line_numbers
from data.tables import store
from data.tables.schemas import LEFT_OUT

REJECTED = "rejected"
BATCH_ROWS = 20_000
ADDED = ("Line", "Column", "Why")  # what a file of rejected rows has before the file's own columns
# A row of the table, and its cells as they were.
Left: TypeAlias = tuple[dict[str, object], list[str | None]]
FAULTS = """
select
    coalesce(faulty.line, $first_line + faulty.lines_before) as line,
    faulty.fault.kind, faulty.fault.field, faulty.fault.why, {cells}
from ({originals}) as originals
inner join faulty using (record)
order by record
"""


def keep(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    recognized: Recognized,
    uri: str,
    import_id: str,
) -> Path | None:
    """Append every row left out to `left_out`, in one step; the file of the rejected ones, or None.

    `source` is that of the faulty records alone (see originals).
    """
    target = rejected_file(uri, import_id)
    rows = _rows(connection, source, recognized, import_id)
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*ADDED, *source.header])
        nothing = file.tell()
        batches = _batches(_noted(rows, writer.writerow))
        store.append(uri, "left_out", pa.RecordBatchReader.from_batches(LEFT_OUT, batches))
        has_rejected = file.tell() > nothing
    if not has_rejected:
        target.unlink()
    return target if has_rejected else None


def _noted(rows: Iterator[Left], write: Callable[[list[object]], object]) -> Iterator[dict[str, object]]:
    """The rows as the table holds them; those rejected are written to their file on the way."""
    for row, cells in rows:
        if row["kind"] == REJECTED:
            write([row["line"], row["column"], row["why"], *cells])
        yield row


def _batches(rows: Iterator[dict[str, object]]) -> Iterator[pa.RecordBatch]:
    while batch := list(islice(rows, BATCH_ROWS)):
        yield pa.RecordBatch.from_pylist(batch, schema=LEFT_OUT)


def rejected_file(uri: str, import_id: str) -> Path:
    """Where the rejected rows of an import lie, as CSV with the columns of their own file."""
    folder = store.workspace(uri) / "rejected"
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder / f"{import_id}.csv"


def _rows(
    connection: duckdb.DuckDBPyConnection, source: Source, recognized: Recognized, import_id: str
) -> Iterator[Left]:
    """Every row left out, in file order, beside its cells as they were."""
    named = [f"c{place}" for place in range(len(source.header))]
    cells = ", ".join([*named, "surplus" if source.has_surplus else "null"])
    asked = FAULTS.format(cells=cells, originals=source.relation)
    found = connection.sql(asked, params={"first_line": line_numbers.first_line(source)})
    for batch in found.to_arrow_reader(BATCH_ROWS):
        rows = zip(*(column.to_pylist() for column in batch.columns), strict=True)
        for line, kind, field, why, *given, surplus in rows:
            row = [*given, *(surplus or ())]
            yield (
                {
                    "import_id": import_id,
                    "line": line,
                    "kind": kind,
                    "column": recognized.columns.get(field or "", field),
                    "why": why,
                    "row": as_json(source.header, row),
                },
                row,
            )


def tell_lines(connection: duckdb.DuckDBPyConnection, source: Source, records: int) -> bool:
    """See to it that the lines of records can be told; whether they can.

    They can't for a CSV file whose lines DuckDB's reader does not tell: it has to be split carefully.
    """
    if not source.careful:
        return line_numbers.tell(connection, source, records)
    connection.execute(line_numbers.NONE_INSIDE)
    return True
