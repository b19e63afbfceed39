"""Rows that are in no other table: kept with line, column and reason, to mend and import again."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from data import store
from data.importer import lines
from data.importer.columns import Recognised
from data.importer.sources import Source, as_json, rows_of
from data.tables import LEFT_OUT

REJECTED = "rejected"
BATCH_ROWS = 20_000
ADDED = ("Line", "Column", "Why")  # what a file of rejected rows has before the file's own columns
FAULTS = """
select
    cast(coalesce(judged.line, originals.line) as bigint) as line, judged.fault.kind, judged.fault.field,
    judged.fault.why, {cells}
from originals
inner join judged using (record)
where judged.fault is not null
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
    cells = ", ".join(f"c{place}" for place in range(len(source.header)))
    asked = f"{FAULTS.format(cells=cells)} order by record"
    for batch in connection.sql(asked).to_arrow_reader(BATCH_ROWS):
        for line, kind, field, why, *row in rows_of([batch]):
            yield (
                {
                    "import_id": import_id,
                    "line": line,
                    "kind": kind,
                    "column": recognised.columns.get(field or "", field),
                    "why": why,
                    "row": as_json(source.header, row),
                },
                row,
            )


def open_originals(connection: duckdb.DuckDBPyConnection, source: Source, records: int) -> bool:
    """Make the view `originals`, the records as they were, each with its line; whether that can be done.

    It can't for a CSV file whose lines DuckDB's reader does not tell: it has to be split carefully.
    """
    if source.careful:
        relation = f"select row_number() over () - 1 as record, * from ({source.relation})"
    else:
        relation = lines.relation(connection, source, records) or ""
    if relation:
        connection.execute(f"create view originals as {relation}")
    return bool(relation)
