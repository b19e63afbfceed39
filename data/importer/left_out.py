"""Rows that are in no other table: kept with line, column and reason, to mend and import again."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from data import store
from data.errors import Problem
from data.importer import csv_records
from data.importer.columns import Recognised
from data.importer.sources import Source, as_json, rows_of
from data.tables import LEFT_OUT

REJECTED = "rejected"
BATCH_ROWS = 20_000
ADDED = ("Line", "Column", "Why")  # what a file of rejected rows has before the file's own columns
FAULTS = """
select record, line, fault.kind as kind, fault.field as field, fault.why as why
from judged
where fault is not null
order by record
"""


def keep(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    recognised: Recognised,
    uri: str,
    import_id: str,
) -> Path | None:
    """Append every row left out to `left_out`; the file of the rejected ones, or None."""
    target = rejected_file(uri, import_id)
    rows = _rows(connection, source, recognised, import_id)
    rejected = 0
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*ADDED, *source.header])
        batch: list[dict[str, object]] = []
        for row, cells in rows:
            batch.append(row)
            if row["kind"] == REJECTED:
                writer.writerow([row["line"], row["column"], row["why"], *cells])
                rejected += 1
            if len(batch) == BATCH_ROWS:
                store.append(uri, "left_out", pa.Table.from_pylist(batch, schema=LEFT_OUT))
                batch = []
    if batch:
        store.append(uri, "left_out", pa.Table.from_pylist(batch, schema=LEFT_OUT))
    if not rejected:
        target.unlink()
        return None
    return target


def rejected_file(uri: str, import_id: str) -> Path:
    """Where the rejected rows of an import lie, as CSV with the columns of their own file."""
    folder = store.workspace(uri) / "rejected"
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder / f"{import_id}.csv"


def _rows(
    connection: duckdb.DuckDBPyConnection, source: Source, recognised: Recognised, import_id: str
) -> Iterator[tuple[dict[str, object], list[str | None]]]:
    """Every row left out, in file order, beside its cells as they were."""
    originals = _originals(connection, source)
    place = -1
    for record, line, kind, field, why in _faults(connection):
        while place < record:
            at_line, cells = next(originals)
            place += 1
        yield (
            {
                "import_id": import_id,
                "line": line or at_line,
                "kind": kind,
                "column": recognised.columns.get(field, field),
                "why": why,
                "row": as_json(source.header, cells),
            },
            cells,
        )


def _faults(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    """What is wrong with each record left out, in file order: (record, line, kind, field, why)."""
    for batch in connection.sql(FAULTS).to_arrow_reader(BATCH_ROWS):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _originals(
    connection: duckdb.DuckDBPyConnection, source: Source
) -> Iterator[tuple[int, list[str | None]]]:
    """Every record of the source in order: (line, cells)."""
    if source.container == "csv":
        yield from ((line, cells) for line, cells, _fault in csv_records.records(source))
        return
    cells = ", ".join(f"c{place}" for place in range(len(source.header)))
    # By a cursor: the connection itself is still answering, with the faults.
    with connection.cursor() as beside:
        held = beside.sql(f"select {cells} from ({source.relation})").to_arrow_reader(BATCH_ROWS)
        yield from enumerate(rows_of(held), start=2)


def check_aligned(source: Source, records: int) -> bool:
    """Whether splitting the file record by record finds as many as DuckDB's reader did."""
    try:
        return sum(1 for _record in csv_records.records(source)) == records
    except (Problem, UnicodeDecodeError):
        return False
