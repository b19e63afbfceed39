"""What an order asks of the importer: recognize its file, preview its first rows, import it."""

from __future__ import annotations

import pyarrow as pa

from data.importer import recognition
from data.importer.import_file import take_in
from data.importer.order import ImportOrder
from data.importer.outcome import Outcome, Progress
from data.importer.recognize.columns import Recognised


def recognize(order: ImportOrder) -> Recognised:
    """Return how the order's file will be read. Raises Problem if it can't be opened."""
    return recognition.recognise(
        order.path, order.kind, order.columns, format_id=order.format_id, zone=order.zone
    )


def preview(order: ImportOrder) -> pa.Table:
    """Return the first rows as they will be stored. Raises Problem if a needed column is missing."""
    return recognition.preview(
        order.path,
        kind=order.kind,
        columns=order.columns,
        format_id=order.format_id,
        zone=order.zone,
        as_of=order.as_of,
    )


def import_file(order: ImportOrder, *, uri: str | None = None, progress: Progress | None = None) -> Outcome:
    """Import the order's file into the tables at `uri`, by default the district's.

    `progress` gets each step and the share done, 0 to 1. Raises Problem if nothing could be stored.
    """
    return take_in(
        order.path,
        kind=order.kind,
        format_id=order.format_id,
        columns=order.columns,
        zone=order.zone,
        as_of=order.as_of,
        by=order.by,
        dry_run=order.dry_run,
        file_name=order.file_name,
        uri=uri,
        progress=progress,
        place=order.place,
    )
