"""The rows of an order as CSV: a file for the header, and one for each slice, which are sent in turn."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path

import queries
from data import csv_writer
from data.words import vocabulary
from pages.parts.downloads.download_order import Order
from pages.parts.downloads.files.pieces import Piece, question_of
from queries import Selection

THREADS = 2  # slices written at once
CountedFile = tuple[Path, int]


def write(order: Order, folder: Path) -> Iterator[Piece]:
    """Write the header and the slices, and yield each as a whole file."""
    header, rows = _write_header(order, folder), 0
    for place, (file, added) in enumerate(_slices(order, folder)):
        if place == 0:  # not before: a question that fails must fail before the response begins
            yield Piece(header.name, header.stat().st_size, 0, is_whole=True)
        rows += added
        yield Piece(file.name, file.stat().st_size, rows, is_whole=True)


def _write_header(order: Order, folder: Path) -> Path:
    names = [name for name, _type in question_of(order).columns]
    header = folder / "header.csv"
    titles = csv_writer.line(map(vocabulary.column_title, names), end="\n")  # as DuckDB ends its lines
    header.write_bytes(f"{csv_writer.MARK}{titles}".encode())
    return header


def _slices(order: Order, folder: Path) -> Iterator[CountedFile]:
    """Yield the file of every slice and its rows, in their order, while threads write the next ones."""
    question = question_of(order)

    def write_slice(selection: Selection, target: Path) -> CountedFile:
        return target, queries.write_csv(question, order.viewer, target, selection)

    pending: deque[Future[CountedFile]] = deque()
    with ThreadPoolExecutor(THREADS) as threads:
        for place, selection in enumerate(order.slices):
            if len(pending) > THREADS:  # one more is queued, so that no thread waits for the other one
                yield pending.popleft().result()
            target = folder / f"{place}.csv"
            pending.append(threads.submit(copy_context().run, write_slice, selection, target))
        while pending:
            yield pending.popleft().result()
