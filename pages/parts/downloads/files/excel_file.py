"""The rows of an order as a workbook for Excel, written as they come, in little memory.

A library makes everything except the rows (formats, About sheet, header rows) as a workbook without rows.
It would write the rows ten times slower, so they are put into its sheets on their way into the file.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pyarrow as pa

from data import settings
from data.words import catalog
from data.words.catalog import _
from pages.parts.downloads.download_order import Order
from pages.parts.downloads.files import excel_rows, pieces
from pages.parts.downloads.files.excel_frame import ABOUT_FILE, Plan, frame, styles
from pages.parts.downloads.files.excel_rows import LONGEST_TEXT, REPLACEMENT, Changes, Styles
from pages.parts.downloads.files.pieces import Piece
from pages.parts.downloads.reports import REPORTS

COMPRESSION = 3  # a fifth larger than zlib's default, in half the time
ROWS_AT_ONCE = 5_000  # as XML they are ten times as large


def write(order: Order, folder: Path) -> Iterator[Piece]:
    """Write one workbook, which grows by a batch of rows at a time."""
    target, report, rows = folder / "rows.xlsx", REPORTS[order.report], 0
    zone, question = catalog.zone_name(settings.load().zone), pieces.question_of(order)
    plan = Plan(_(report.title), order.facts, _(report.sheet), zone, order.rows)
    with target.open("wb") as file:
        for rows in write_workbook(file, plan, pieces.schema(question), pieces.batches(order, question)):
            file.flush()
            yield Piece(target.name, file.tell(), rows, is_whole=False)
        file.flush()
        yield Piece(target.name, file.tell(), rows, is_whole=True)


def write_workbook(
    file: IO[bytes], plan: Plan, schema: pa.Schema, batches: Iterator[pa.RecordBatch]
) -> Iterator[int]:
    """Write batches as a workbook, in their order; yield the rows written so far after each of them.

    Raises ValueError if there are more rows than planned.
    """
    incoming = _Incoming(batches, schema)
    sample = excel_rows.with_added_columns(incoming.first())
    files, changes, rows = frame(plan, sample), Changes(), 0
    formats = styles(files, sample.schema)
    with zipfile.ZipFile(
        _AppendOnly(file), "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION
    ) as archive:
        with_rows = {sheet.file for sheet in plan.sheets()}
        for name in (name for name in files if name not in {ABOUT_FILE, *with_rows}):
            archive.writestr(name, files[name])
        for sheet in plan.sheets():
            with archive.open(sheet.file, "w") as entry:
                start, end = files[sheet.file].split(b"</sheetData>")
                entry.write(start)
                for batch in incoming.take(sheet.rows):
                    entry.write(_xml(batch, formats, changes))
                    rows += batch.num_rows
                    yield rows
                entry.write(b"</sheetData>" + end)
        if incoming.has_more():
            raise ValueError("there are more rows than were counted")
        # Last, because it says what the sheets couldn't hold.
        archive.writestr(ABOUT_FILE, frame(plan, sample, _notes(changes))[ABOUT_FILE])


class _AppendOnly(io.RawIOBase):
    """A file that is never changed behind its end, so that its start can be sent while the rest is made."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        self._file = file

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        return self._file.write(data)


class _Incoming:
    """Batches, taken by as many rows as a sheet holds."""

    def __init__(self, batches: Iterator[pa.RecordBatch], schema: pa.Schema) -> None:
        self._batches = batches
        self._batch = pa.RecordBatch.from_pylist([], schema)

    def first(self) -> pa.RecordBatch:
        """Return the first rows without taking any; a batch of no rows if there are none."""
        self.has_more()
        return self._batch

    def has_more(self) -> bool:
        """Return whether there is another row."""
        while not self._batch.num_rows:
            following = next(self._batches, None)
            if following is None:
                return False
            self._batch = following
        return True

    def take(self, rows: int) -> Iterator[pa.RecordBatch]:
        """Yield up to so many of the next rows, in small batches."""
        while rows and self.has_more():
            taken = self._batch.slice(0, min(rows, ROWS_AT_ONCE))
            self._batch = self._batch.slice(taken.num_rows)
            rows -= taken.num_rows
            yield taken


def _xml(batch: pa.RecordBatch, formats: Styles, changes: Changes) -> memoryview:
    """Return the elements of all rows as they lie in memory, one after the other."""
    rows = excel_rows.rows(excel_rows.with_added_columns(batch), formats, changes)
    _nulls, ends, content = rows.buffers()
    places = memoryview(ends).cast("b").cast("i")
    return memoryview(content)[places[rows.offset] : places[rows.offset + len(rows)]]


def _notes(changes: Changes) -> list[str]:
    cut = _("Text was cut to {limit} characters, the most a cell can hold. The CSV file has all of it.")
    replaced = _("Characters that Excel can't hold are shown as {character}. The CSV file has them.")
    notes = [cut.format(limit=catalog.written(LONGEST_TEXT))] * changes.is_cut
    return [*notes, *[replaced.format(character=REPLACEMENT)] * changes.is_replaced]
