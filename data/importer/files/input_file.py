"""The file of an import as it was given: out of its zip, and watched, since somebody may write to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data.errors import Problem
from data.importer.files import opening, zips
from data.importer.files.sources import Source


@dataclass(frozen=True)
class Given:
    """Where a file lies, its place if that is a zip, and its size and time when reading began."""

    path: Path
    place: int | None
    content: Path
    stamp: tuple[int, int]

    def open(self, work: Path) -> Source:
        """The file opened (see containers.open_source)."""
        return opening.open_source(self.content, work, from_zip=self.place is not None)

    def check_unchanged(self, file_name: str) -> None:
        """Raise Problem where somebody has written to the file since reading began."""
        if _stamp(self.path) != self.stamp:
            raise Problem(
                "This file was written to while it was read.",
                where=file_name,
                next_step="Import it again when it is whole.",
            )


def given(path: Path, place: int | None, work: Path) -> Given:
    """The file at `path`, or at that place of the zip there, which is unpacked to `work`.

    Raises Problem for what is no file, or can't be unpacked.
    """
    opening.check_is_file(path)
    stamp = _stamp(path)
    return Given(path, place, path if place is None else zips.unpack(path, place, work), stamp)


def _stamp(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns
