"""A workbook for Excel that is written as its rows come, whatever their number, in little memory.

All but the rows (formats, cover sheet, heads of the sheets) is made by a library, as a workbook without
rows; the rows, which it would write ten times slower, are put into its sheets on their way into the file.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import IO, Any

import pyarrow as pa

from pages.parts.downloads.files import excel_rows
from pages.parts.downloads.files.excel_frame import COVERS_FILE, Plan, frame, styles
from pages.parts.downloads.files.excel_rows import Mended, Styles

COMPRESSION = 3  # a fifth larger than by zlib's own choice, in half the time
ROWS_AT_ONCE = 5_000  # as elements of a sheet they are ten times as large
CUT = f"Excel holds {excel_rows.LONGEST_TEXT:,} characters in a cell; longer texts are cut."
REPLACED = "Characters that Excel can’t hold are shown as \N{REPLACEMENT CHARACTER}."
ELSEWHERE = " The CSV file has them whole."


def write(
    file: IO[bytes], plan: Plan, schema: pa.Schema, batches: Iterator[pa.RecordBatch]
) -> Iterator[int]:
    """Write the batches, in their order, as a workbook; the rows written so far, after each of them.

    Raises ValueError where there are more rows than planned.
    """
    incoming = _Incoming(batches, schema)
    sample = excel_rows.titled(incoming.first())
    files, mended, done = frame(plan, sample), Mended(), 0
    numbers = styles(files, sample.schema)
    with zipfile.ZipFile(_OneWay(file), "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION) as archive:
        with_rows = {name for _sheet, name, _rows in plan.sheets()}
        for name in (name for name in files if name not in {COVERS_FILE, *with_rows}):
            archive.writestr(name, files[name])
        for _sheet, name, wanted in plan.sheets():
            with archive.open(name, "w") as entry:
                head, tail = files[name].split(b"</sheetData>")
                entry.write(head)
                for batch in incoming.take(wanted):
                    entry.write(_content(batch, numbers, mended))
                    done += batch.num_rows
                    yield done
                entry.write(b"</sheetData>" + tail)
        if incoming.has_more():
            raise ValueError("there are more rows than were counted")
        # Last, since only now it is known what the sheets could not hold.
        archive.writestr(COVERS_FILE, frame(plan, sample, _notes(mended))[COVERS_FILE])


class _OneWay(io.RawIOBase):
    """A file to which is only added: what stands in it can be sent while the rest is made."""

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
        self._held = pa.RecordBatch.from_pylist([], schema)

    def first(self) -> pa.RecordBatch:
        """The first rows, of which none is taken; a batch without any where there are none."""
        self.has_more()
        return self._held

    def has_more(self) -> bool:
        """Whether there is another row."""
        while not self._held.num_rows:
            following = next(self._batches, None)
            if following is None:
                return False
            self._held = following
        return True

    def take(self, wanted: int) -> Iterator[pa.RecordBatch]:
        """The next so many rows, as far as there are so many."""
        while wanted and self.has_more():
            taken = self._held.slice(0, min(wanted, ROWS_AT_ONCE))
            self._held = self._held.slice(taken.num_rows)
            wanted -= taken.num_rows
            yield taken


def _content(batch: pa.RecordBatch, numbers: Styles, mended: Mended) -> memoryview:
    """The elements of all rows, one after the other, as they lie in the memory."""
    rows = excel_rows.rows(excel_rows.titled(batch), numbers, mended)
    _nulls, ends, content = rows.buffers()
    places = memoryview(ends).cast("b").cast("i")
    return memoryview(content)[places[rows.offset] : places[rows.offset + len(rows)]]


def _notes(mended: Mended) -> list[str]:
    return [CUT + ELSEWHERE] * mended.is_cut + [REPLACED + ELSEWHERE] * mended.is_replaced
