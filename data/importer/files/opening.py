"""Open a file of any kind: a table as text or in a workbook, JSON, or any of them packed."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import xxhash

from data.errors import Problem
from data.importer.files import bundles, contents, corrected_rows, unpacking, zips
from data.importer.files.csv import open_csv
from data.importer.files.json.table import open_json
from data.importer.files.parquet import open_parquet
from data.importer.files.sheets.excel import open_excel
from data.importer.files.sheets.html import open_page
from data.importer.files.sources import ENDINGS, PACKED_ENDINGS, Source
from data.importer.recognize import formats
from data.words.catalog import _, listing

HASHED_AT_ONCE = 1 << 20  # bytes
# Keys under which answers commonly wrap their records, beside those that a service's own formats name.
RECORDS = frozenset({"messages", "objects", "results", "data", "records"})


@dataclass(frozen=True)
class InputFile:
    """A file to import: `path`, its place if that is a zip, and its size and time when reading began.

    `content` is the file itself, unpacked if it was in a zip. `code_page` is what a person says of its
    letters.
    """

    path: Path
    place: int | None
    content: Path
    stamp: tuple[int, int]
    code_page: str | None = None

    @functools.cached_property
    def hash(self) -> str:
        """Return a hash of the content. It is no secret, and xxh3 is eight times as fast as sha256."""
        content = xxhash.xxh3_128()
        with self.content.open("rb") as file:
            while block := file.read(HASHED_AT_ONCE):
                content.update(block)
        return content.hexdigest()

    def open(self, work: Path) -> Source:
        """Return the file opened (see open_source); rejected rows as they were before they were written."""
        source = open_source(self.content, work, from_zip=self.place is not None, code_page=self.code_page)
        return corrected_rows.unguarded(source, work)

    def check_unchanged(self, file_name: str) -> None:
        """Raise Problem if the file was written to since reading began."""
        if stamp(self.path) != self.stamp:
            raise Problem(
                _("This file changed while it was being read."),
                where=file_name,
                next_step=_("Import it again when it is complete."),
            )


def open_input(path: Path, place: int | None, work: Path, code_page: str | None = None) -> InputFile:
    """Return the file at `path`, or the one at that place of the zip there, unpacked to `work`.

    Raises Problem if it is no file or can't be unpacked.
    """
    check_is_file(path)
    began_at = stamp(path)
    return InputFile(
        path, place, path if place is None else zips.unpack(path, place, work), began_at, code_page
    )


def stamp(path: Path) -> tuple[int, int]:
    """Return a file's size and the time of its last change, in nanoseconds."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def open_source(path: Path, work: Path, *, from_zip: bool = False, code_page: str | None = None) -> Source:
    """Return a file opened. What is unpacked or rewritten goes to the folder `work`.

    A zip is opened if exactly one file in it can be imported. `from_zip` is whether the file itself was in
    a zip. `code_page` is what a person says of the letters of a text file. Raises Problem if the file is
    missing, empty, of another kind, damaged, or compressed twice.
    """
    check_is_file(path)
    content = contents.content_of(_start(path))
    if content == "zip" and not from_zip and not zips.is_workbook(path):
        path = zips.unpack(path, bundles.only_file(path), work)
        content = contents.content_of(_start(path))
        from_zip = True
    if content == "gzip":
        path = unpacking.unpack_gzip(path, work)
        content = contents.content_of(_start(path))
        from_zip = True
    if content == "gzip" or (content == "zip" and from_zip and not zips.is_workbook(path)):
        raise Problem(
            _("This file is compressed twice."),
            where=path.name,
            next_step=_("Unpack it once, then import the file inside."),
        )
    return open_csv(path, work, code_page) if content == "text" else _open(path, content, work)


def _open(path: Path, content: contents.Content, work: Path) -> Source:
    match content:
        case "parquet":
            return open_parquet(path)
        case "zip" | "old workbook":
            return open_excel(path, work)
        case "json":
            records, each = formats.json_places()
            return open_json(path, work, RECORDS | records, each)
        case "page":
            return open_page(path, work)
    raise _not_importable(_("This file is neither text nor a workbook."), path)


def check_is_file(path: Path) -> None:
    """Raise Problem if `path` is no file, or has a name or an ending that can't be imported."""
    if _readable(str(path)) != str(path):
        raise Problem(
            _("This file's name has characters that can't be read."),
            where=_readable(str(path)),
            next_step=_("Rename the file."),
        )
    if not path.is_file():
        if path.is_dir():
            problem = _("This is a folder, not a file.")
        elif path.exists():
            problem = _("This is a pipe or a device, not a file.")
        else:
            problem = _("This file doesn't exist.")
        raise Problem(problem, where=str(path), next_step=_("Check the name and its folder."))
    if path.suffix.lower() not in ENDINGS:
        raise _not_importable(_("This kind of file can't be imported."), path)


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        start = file.read(contents.LOOKED_AT)
    if not start:
        raise Problem(
            _("This file is empty."),
            where=path.name,
            next_step=_("Export it again from the messaging service."),
        )
    return start


def _readable(name: str) -> str:
    """Return a name with a question mark for every byte that is no character in any encoding."""
    return name.encode("utf-8", errors="replace").decode()


def _not_importable(problem: str, path: Path) -> Problem:
    plain = listing(ending for ending in ENDINGS if ending and ending not in PACKED_ENDINGS)
    return Problem(problem, where=path.name, next_step=_("Export it as one of {endings}.", endings=plain))
