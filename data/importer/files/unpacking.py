"""Compressed files: copied in blocks into the work folder of an import, within limits."""

from __future__ import annotations

import gzip
import re
import shutil
import zipfile
import zlib
from pathlib import Path
from typing import Protocol

from data.errors import Problem
from data.words.catalog import _, ngettext

BLOCK = 1 << 20
# A log shrinks to a tenth, one of identical texts to a fiftieth. A large file that shrinks to less than a
# 200th is made to fill a disk (a zip can hold a thousand times its own size). Small files do no harm.
HARMLESS_BYTES = 1 << 30
HIGHEST_RATIO = 200
FREE_BYTES = 1 << 30  # to stay free on the disk, for the tables and for other programs
LONGEST_NAME = 100
# What the libraries raise for a damaged file, or one with features that no export uses.
DAMAGED = (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError, NotImplementedError, ValueError)


class Stream(Protocol):
    """A file that is unpacked while it is read."""

    def read(self, size: int) -> bytes:
        """Return so many bytes, or as many as there are."""
        ...


def unpack_gzip(path: Path, work: Path) -> Path:
    """Return the content of a gzip file, also of several members, under its name without the ending.

    Raises Problem if it is damaged or cut off: then an unknown number of rows is missing.
    """
    name = path.name[:-3] if path.suffix.lower() == ".gz" else path.name
    with gzip.open(path) as stream:
        return copy(stream, target(work / "gzip", name), path.stat().st_size, path.name)


def target(folder: Path, name: str) -> Path:
    """Return a path for that name, without characters that mean something to a file system."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    plain = re.sub(r"[^\w .()+-]", "_", name)[-LONGEST_NAME:]
    return folder / (plain if plain.strip(" .") else "file")


def copy(stream: Stream, to: Path, packed_bytes: int, name: str) -> Path:
    """Copy a stream, counting the bytes that really come: a packed file may claim any size."""
    size = lines = 0
    with to.open("wb") as written:
        try:
            while block := stream.read(BLOCK):
                size += len(block)
                lines += block.count(b"\n")
                _check_size(size, packed_bytes, to.parent, name)
                written.write(block)
        except EOFError:
            raise Problem(
                ngettext(
                    "This file is cut off after {number} line, so rows are missing.",
                    "This file is cut off after {number} lines, so rows are missing.",
                    lines,
                    number=lines,
                ),
                where=name,
                next_step=_("Download it again."),
            ) from None
        except DAMAGED:
            raise damaged(name) from None
    return to


def _check_size(size: int, packed_bytes: int, folder: Path, name: str) -> None:
    if size > HARMLESS_BYTES and size > packed_bytes * HIGHEST_RATIO:
        raise Problem(
            _(
                "This file unpacks to more than {times} times its size, which no log does.",
                times=HIGHEST_RATIO,
            ),
            where=name,
            next_step=_("Ask the sender what it is."),
        )
    if shutil.disk_usage(folder).free < FREE_BYTES + BLOCK:
        raise Problem(
            _("There is too little free disk space to unpack this file."),
            where=name,
            next_step=_("Free some space, or move `logs` to a larger disk, then import the file again."),
        )


def damaged(name: str) -> Problem:
    """Return the Problem of a compressed file that can't be read."""
    return Problem(
        _("This file is damaged and can't be unpacked."), where=name, next_step=_("Download it again.")
    )
