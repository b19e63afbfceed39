"""Skipped and rejected rows, kept with line, column and reason, so that people can correct them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeAlias

import duckdb
import pyarrow as pa

from data import csv_writer
from data.importer.files.corrected_rows import ADDED
from data.importer.files.sources import Source, as_json
from data.importer.recognize.columns import Recognized
from data.importer.rows import forgotten, line_numbers
from data.importer.rows.contacts import people
from data.importer.rows.database import sql
from data.importer.rows.run import Run
from data.tables import store
from data.tables.schemas import LEFT_OUT
from data.words import stored_sentences
from data.words.catalog import _

REJECTED = "rejected"
BATCH_ROWS = 20_000
# A row of the table, and its cells as they were.
Left: TypeAlias = tuple[dict[str, object], list[str | None]]


def keep(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    run: Run,
    import_id: str,
) -> Path | None:
    """Append every row that isn't imported to `left_out`, in one step.

    Return the file of the rejected ones, None if there are none. The database has `omitted` and `originals`
    (see originals).
    """
    uri = run.snapshot.uri
    target = rejected_file(uri, import_id)
    omitted = _without_forgotten(rows(connection, source, run.recognized, import_id), run)
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        file.write(csv_writer.line([*map(_, ADDED), *source.header]))
        header_end = file.tell()
        batches = _batches(_noted(omitted, lambda row: file.write(csv_writer.line(row))))
        store.append(uri, "left_out", pa.RecordBatchReader.from_batches(LEFT_OUT, batches))
        has_rejected = file.tell() > header_end
    if not has_rejected:
        target.unlink()
    return target if has_rejected else None


def _without_forgotten(rows: Iterator[Left], run: Run) -> Iterator[Left]:
    """Yield the rows, those that expired or were erased without their cells."""
    is_erased = forgotten.is_erased(run)
    for row, cells in rows:
        if row["why"] in (forgotten.EXPIRED, forgotten.ERASED):
            yield {**row, "row": "{}"}, []
        elif is_erased(cells):
            why = forgotten.rejected() if row["kind"] == REJECTED else forgotten.ERASED
            yield {**row, "why": why, "row": "{}"}, []
        else:
            yield row, cells


def _noted(rows: Iterator[Left], write: Callable[[list[object]], object]) -> Iterator[dict[str, object]]:
    """Yield the rows as the table has them, and write the rejected ones to their file on the way."""
    for row, cells in rows:
        if row["kind"] == REJECTED:
            write([row["line"], row["column"], stored_sentences.shown(str(row["why"] or "")), *cells])
        yield row


def _batches(rows: Iterator[dict[str, object]]) -> Iterator[pa.RecordBatch]:
    while batch := list(islice(rows, BATCH_ROWS)):
        yield pa.RecordBatch.from_pylist(batch, schema=LEFT_OUT)


def rejected_file(uri: str, import_id: str) -> Path:
    """Return the path of an import's rejected rows: CSV with the columns of the imported file."""
    folder = store.workspace(uri) / "rejected"
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder / f"{import_id}.csv"


def rows(
    connection: duckdb.DuckDBPyConnection, source: Source, recognized: Recognized, import_id: str
) -> Iterator[Left]:
    """Yield every row that isn't imported, in the order of the file, beside its cells as they were."""
    omitted = connection.sql(
        sql("left_out", "rows"), params={"first_line": line_numbers.first_line(source)}
    ).to_arrow_reader(BATCH_ROWS)
    width = len(source.header)
    for batch in omitted:
        places = batch[people.NUMBER_PLACE].to_pylist() if recognized.people else [None] * batch.num_rows
        for place, line, kind, field, why, *rest in zip(
            places, *(column.to_pylist() for column in batch.columns), strict=True
        ):
            surplus = rest[width] if source.has_surplus else None
            cells = [*rest[:width], *(surplus or ())]
            yield (
                {
                    "import_id": import_id,
                    "line": line,
                    "kind": kind,
                    "column": _column(recognized, field, place),
                    "why": why,
                    "row": as_json(source.header, cells),
                },
                cells,
            )


def _column(recognized: Recognized, field: str | None, number_place: int | None) -> str | None:
    """Return the name of the column that is the reason; of several columns of numbers the row's own."""
    if field == "number" and number_place is not None:
        return recognized.header[number_place]
    return recognized.columns.get(field or "", field)
