"""A file that is opened and parsed once, and kept on disk from recognition over preview to import.

The worker that imports is another process, so what is kept lies in a folder of the upload, and goes with
it. It is only used for the very same file (path, size, time and content) and the very same importer.
"""

from __future__ import annotations

import functools
import hashlib
import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from data.importer.files.csv import split_carefully
from data.importer.files.opening import InputFile, open_input
from data.importer.files.sources import Source
from data.importer.order import ImportOrder
from data.importer.recognize import formats, own_formats

KEPT = "opened.json"
IMPORTER = Path(__file__).parent


@dataclass(frozen=True)
class OpenedFile:
    """A file and its source. `work` is a folder for files of this run, `kept_in` one that outlives it."""

    file: InputFile
    source: Source
    work: Path
    kept_in: Path | None

    def split_carefully(self, source: Source) -> Source:
        """Return a source of this file split record by record, which DuckDB's own reader couldn't read."""
        if self.kept_in is None or source != self.source:
            return split_carefully(source, self.work)
        split = split_carefully(source, _new_folder(self.kept_in))
        _keep(self.file, split, self.kept_in)
        return split


@contextmanager
def opened(order: ImportOrder) -> Iterator[OpenedFile]:
    """Yield the order's file opened, with a temporary work folder. Raises Problem if it can't be opened."""
    with TemporaryDirectory(prefix="sms-reports-") as work:
        yield open_file(order, Path(work))


def open_file(order: ImportOrder, work: Path) -> OpenedFile:
    """Return the order's file opened, kept or opened now. Raises Problem if it can't be opened."""
    file = open_input(order.path, order.place, work, order.encoding)
    kept_in = order.kept_in if order.place is None else None
    if kept_in is None:
        return OpenedFile(file, file.open(work), work, None)
    source = _kept(file, kept_in)
    if source is None:
        source = file.open(_new_folder(kept_in))
        file.check_unchanged(order.file_name)
        _keep(file, source, kept_in)
    return OpenedFile(file, source, work, kept_in)


def _new_folder(kept_in: Path) -> Path:
    """Return a folder of its own, so that two threads that open the same file don't meet."""
    folder = kept_in / uuid.uuid4().hex
    folder.mkdir(mode=0o700, parents=True)
    return folder


def _keep(file: InputFile, source: Source, kept_in: Path) -> None:
    fields = {**asdict(source), "path": str(source.path)}
    written = kept_in / f"{uuid.uuid4().hex}.json"
    written.write_text(json.dumps({"mark": _mark(file), "source": fields}), encoding="ascii")
    written.replace(kept_in / KEPT)


def _kept(file: InputFile, kept_in: Path) -> Source | None:
    """Return the source that is kept of this file; None if there is none of this file and importer."""
    try:
        kept = json.loads((kept_in / KEPT).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    if kept["mark"] != _mark(file):
        return None
    source = Source(**kept["source"])
    return replace(
        source,
        path=Path(source.path),
        header=tuple(source.header),
        preamble=tuple(source.preamble),
        sheets_not_read=tuple(source.sheets_not_read),
    )


def _mark(file: InputFile) -> list[str]:
    return [
        str(file.path),
        *map(str, file.stamp),
        file.hash,
        str(file.code_page),
        _importer_mark(),
        str(own_formats.files()),
    ]


@functools.cache
def _importer_mark() -> str:
    """Return what changes with the code of the importer and with the formats of services."""
    files = sorted([*IMPORTER.rglob("*.py"), *formats.FOLDER.rglob("*.toml")])
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
