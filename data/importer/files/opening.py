"""Open a file of any kind: a table as text or in a workbook, JSON, or any of them packed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data.errors import Problem
from data.importer.files import bundles, contents, unpacking, zips
from data.importer.files.csv import open_csv
from data.importer.files.excel import open_excel
from data.importer.files.html import open_page
from data.importer.files.json.table import open_json
from data.importer.files.parquet import open_parquet
from data.importer.files.sources import ENDINGS, PACKED_ENDINGS, Source
from data.importer.recognize import formats

# Under which keys answers commonly wrap their records, beside those that a service's own formats name.
RECORDS = frozenset({"messages", "objects", "results", "data", "records"})


@dataclass(frozen=True)
class InputFile:
    """Where a file lies, its place if that is a zip, and its size and time when reading began."""

    path: Path
    place: int | None
    content: Path
    stamp: tuple[int, int]

    def open(self, work: Path) -> Source:
        """The file opened (see containers.open_source)."""
        return open_source(self.content, work, from_zip=self.place is not None)

    def check_unchanged(self, file_name: str) -> None:
        """Raise Problem where somebody has written to the file since reading began."""
        if _stamp(self.path) != self.stamp:
            raise Problem(
                "This file was written to while it was read.",
                where=file_name,
                next_step="Import it again when it is whole.",
            )


def open_input(path: Path, place: int | None, work: Path) -> InputFile:
    """The file at `path`, or at that place of the zip there, which is unpacked to `work`.

    Raises Problem for what is no file, or can't be unpacked.
    """
    check_is_file(path)
    stamp = _stamp(path)
    return InputFile(path, place, path if place is None else zips.unpack(path, place, work), stamp)


def _stamp(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def open_source(path: Path, work: Path, *, from_zip: bool = False) -> Source:
    """Open a file; what unpacks or is rewritten goes to the folder `work`.

    A zip is opened where one file in it can be taken in. `from_zip` says that the file was in a zip itself.
    Raises Problem for one that is missing, empty, of another kind, damaged, or packed twice.
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
        raise _not_taken("This file is packed twice.", path, "Unpack it once, and import what is in it.")
    return _open(path, content, work)


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
        case "text":
            return open_csv(path, work)
    raise _not_taken("This file is neither text nor a workbook, whatever its name says.", path)


def check_is_file(path: Path) -> None:
    """Raise Problem for what is no file, or has a name or an ending that can't be taken in."""
    if _readable(str(path)) != str(path):
        raise Problem(
            "This file's name has letters that can't be read.",
            where=_readable(str(path)),
            next_step="Rename the file.",
        )
    if not path.is_file():
        if path.is_dir():
            what = "This is a folder, not a file."
        else:
            what = "This is a pipe or a device, not a file." if path.exists() else "There is no such file."
        raise Problem(what, where=str(path), next_step="Look at the name and its folder.")
    if path.suffix.lower() not in ENDINGS:
        raise _not_taken("This kind of file can't be taken in.", path)


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        start = file.read(contents.LOOKED_AT)
    if not start:
        raise Problem("This file is empty.", where=path.name, next_step="Export it again from the service.")
    return start


def _readable(name: str) -> str:
    """A name with a question mark for every byte that is no letter in any encoding."""
    return name.encode("utf-8", errors="replace").decode()


def _not_taken(what: str, path: Path, next_step: str = "") -> Problem:
    plain = ", ".join(ending for ending in ENDINGS if ending and ending not in PACKED_ENDINGS)
    return Problem(what, where=path.name, next_step=next_step or f"Export it as one of {plain}.")
