"""The formats of downloaded files, one module each; every one writes the rows of an order piece by piece.

Only the worker imports this folder: the pages need none of its libraries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from pages.parts.downloads.download_order import Order
from pages.parts.downloads.files import csv_file, excel_file, parquet_file
from pages.parts.downloads.files.pieces import Piece
from pages.parts.downloads.reports import CSV, PARQUET, XLSX

WRITERS: Mapping[str, Callable[[Order, Path], Iterator[Piece]]] = {
    XLSX: excel_file.write,
    CSV: csv_file.write,
    PARQUET: parquet_file.write,
}


def write(order: Order, folder: Path) -> Iterator[Piece]:
    """Write the file of an order into a folder; yield each piece as soon as it can be sent."""
    return WRITERS[order.file_format](order, folder)
