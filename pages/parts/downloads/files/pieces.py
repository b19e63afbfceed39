"""Pieces of a file, each sent while the rest is made, and the rows of an order that they hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa

import queries
from data import settings
from pages.parts.downloads.download_order import Order


@dataclass(frozen=True)
class Piece:
    """A file in the folder: its bytes that can be sent, the rows made so far, and whether it is whole."""

    file: str
    ready: int
    rows: int
    is_whole: bool


def batches(order: Order, *words: str) -> Iterator[pa.RecordBatch]:
    """Yield the rows of an order, slice by slice, in its schema; `words` are columns of reasons to add."""
    for selection in order.slices:
        yield from queries.stream(queries.with_reasons(order.question, *words), order.viewer, selection)


def schema(order: Order, *words: str) -> pa.Schema:
    """Return the schema of the order's question; `words` are columns of reasons to add."""
    return queries.with_reasons(order.question, *words).schema(settings.load().timezone)
