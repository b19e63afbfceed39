"""The rows of an order as Parquet, under the question's own column names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

import queries
from pages.parts.downloads.download_order import Order
from pages.parts.downloads.files.pieces import Piece, batches, schema

GROUP_ROWS = 100_000  # readers of Parquet are slow with small groups


def write(order: Order, folder: Path) -> Iterator[Piece]:
    """Write one file, which grows by a group of rows at a time."""
    target, rows, question = folder / "rows.parquet", 0, queries.read(order.question)
    with target.open("wb") as file:
        with pq.ParquetWriter(file, schema(question), compression="zstd") as writer:
            for group in _groups(batches(order, question)):
                writer.write_table(group)
                rows += group.num_rows
                file.flush()
                yield Piece(target.name, file.tell(), rows, is_whole=False)
        file.flush()
        yield Piece(target.name, file.tell(), rows, is_whole=True)


def _groups(rows: Iterator[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Yield batches in groups of at least GROUP_ROWS rows, except the last one."""
    group: list[pa.RecordBatch] = []
    for batch in rows:
        group.append(batch)
        if sum(each.num_rows for each in group) >= GROUP_ROWS:
            yield pa.Table.from_batches(group)
            group = []
    if group:
        yield pa.Table.from_batches(group)
