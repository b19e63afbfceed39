"""The rows of an order as a file for Excel, as CSV or as Parquet, told piece by piece while it is made."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

import queries
from data import settings
from data.engine.csv_answers import has_reasons
from data.words import vocabulary
from pages.parts.downloads.download_order import REPORTS, Order
from pages.parts.downloads.files import excel_file
from pages.parts.downloads.files.excel_frame import Plan
from pages.parts.draw import formatting
from queries import Selection

AT_ONCE = 2  # slices of a CSV file in the making
ROW_GROUP = 100_000


@dataclass(frozen=True)
class Piece:
    """A file of the folder, its first bytes that can be sent, the rows made so far, and if it is whole."""

    file: str
    ready: int
    rows: int
    is_whole: bool


def _csv(order: Order, folder: Path) -> Iterator[Piece]:
    """A file for the head and one a slice."""
    question = queries.read(REPORTS[order.report].question)
    names = [name for name, _type in question.columns]
    names += ["why"] if has_reasons(question.columns) else []
    head, rows = folder / "head.csv", 0
    # Without its mark, Excel takes UTF-8 for an old code page.
    with head.open("w", encoding="utf-8-sig", newline="") as heads:
        csv.writer(heads, lineterminator="\n").writerow(map(vocabulary.column_title, names))
    for place, (file, found) in enumerate(_csv_slices(order, folder)):
        if place == 0:  # not before: whoever asks hears of a question that fails
            yield Piece(head.name, head.stat().st_size, 0, is_whole=True)
        rows += found
        yield Piece(file.name, file.stat().st_size, rows, is_whole=True)


def _csv_slices(order: Order, folder: Path) -> Iterator[tuple[Path, int]]:
    """The file of every slice, in their order, and its rows; the next ones are made meanwhile."""

    def make(chosen: Selection, target: Path) -> tuple[Path, int]:
        return target, queries.write_csv(REPORTS[order.report].question, order.viewer, target, chosen)

    making: deque[Future[tuple[Path, int]]] = deque()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for place, chosen in enumerate(order.slices):
            if len(making) > AT_ONCE:  # one more is ready to begin, so that neither waits for the other
                yield making.popleft().result()
            making.append(threads.submit(copy_context().run, make, chosen, folder / f"{place}.csv"))
        while making:
            yield making.popleft().result()


def _parquet(order: Order, folder: Path) -> Iterator[Piece]:
    """One file, under the question's own names, that grows by a group of rows at a time."""
    target, schema = folder / "rows.parquet", _schema(order)
    rows = 0
    with target.open("wb") as file:
        with pq.ParquetWriter(file, schema, compression="zstd") as writer:
            for group in _groups(_batches(order)):
                writer.write_table(group)
                rows += group.num_rows
                file.flush()
                yield Piece(target.name, file.tell(), rows, is_whole=False)
        file.flush()
        yield Piece(target.name, file.tell(), rows, is_whole=True)


def _excel(order: Order, folder: Path) -> Iterator[Piece]:
    """One workbook, which grows by a batch of rows at a time."""
    target, report, rows = folder / "rows.xlsx", REPORTS[order.report], 0
    plan = Plan(
        report.title, order.facts, report.sheet, formatting.zone_words(settings.load().zone), order.rows
    )
    with target.open("wb") as file:
        for rows in excel_file.write(file, plan, _schema(order), _batches(order)):
            file.flush()
            yield Piece(target.name, file.tell(), rows, is_whole=False)
        file.flush()
        yield Piece(target.name, file.tell(), rows, is_whole=True)


def _batches(order: Order) -> Iterator[pa.RecordBatch]:
    for chosen in order.slices:
        yield from queries.stream(REPORTS[order.report].question, order.viewer, chosen)


def _groups(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Batches put together to the groups that readers of Parquet like."""
    held: list[pa.RecordBatch] = []
    for batch in batches:
        held.append(batch)
        if sum(one.num_rows for one in held) >= ROW_GROUP:
            yield pa.Table.from_batches(held)
            held = []
    if held:
        yield pa.Table.from_batches(held)


def _schema(order: Order) -> pa.Schema:
    return queries.read(REPORTS[order.report].question).schema(settings.load().timezone)


MAKERS: dict[str, Callable[[Order, Path], Iterator[Piece]]] = {
    "xlsx": _excel,
    "csv": _csv,
    "parquet": _parquet,
}
