"""What comes packed: copied in blocks into the work folder of an import, and never without bounds."""

from __future__ import annotations

import gzip
import re
import shutil
import zipfile
import zlib
from pathlib import Path
from typing import Protocol

from data.errors import Problem

BLOCK = 1 << 20
# A log shrinks to a tenth, one of texts all alike to a fiftieth. What shrinks to less than a 200th and is
# large is made to fill a disk (a zip can hold a thousand times its own size); what is small does no harm.
HARMLESS_BYTES = 1 << 30
HIGHEST_RATIO = 200
FREE_BYTES = 1 << 30  # that stay free on the disk, for the tables and for the rest of the machine
LONGEST_NAME = 100
# What the libraries raise for a file that is damaged, or that asks for what no export does.
DAMAGED = (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError, NotImplementedError, ValueError)


class Stream(Protocol):
    """What is needed of a file that is unpacked while it is read."""

    def read(self, size: int) -> bytes:
        """So many bytes, or what there is."""
        ...


def unpack_gzip(path: Path, work: Path) -> Path:
    """What a gzip file holds, also one of several members, under its name without the ending.

    Raises Problem for one that is damaged, or cut off: then rows may be missing, and which is not known.
    """
    name = path.name[:-3] if path.suffix.lower() == ".gz" else path.name
    with gzip.open(path) as stream:
        return copy(stream, target(work / "gzip", name), path.stat().st_size, path.name)


def target(folder: Path, name: str) -> Path:
    """A file of that name, without letters that mean something to a file system."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    plain = re.sub(r"[^\w .()+-]", "_", name)[-LONGEST_NAME:]
    return folder / (plain if plain.strip(" .") else "file")


def copy(stream: Stream, to: Path, packed_bytes: int, name: str) -> Path:
    """Copy what unpacks, counting the bytes that really come, whatever the packed file says of them."""
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
                f"This file is cut off after {lines:,} lines: there is no telling what is missing.",
                where=name,
                next_step="Download it again.",
            ) from None
        except DAMAGED:
            raise damaged(name) from None
    return to


def _check_size(size: int, packed_bytes: int, folder: Path, name: str) -> None:
    if size > HARMLESS_BYTES and size > packed_bytes * HIGHEST_RATIO:
        raise Problem(
            f"This file unpacks to more than {HIGHEST_RATIO} times its size, as no log does.",
            where=name,
            next_step="Ask whoever sent it what it is.",
        )
    if shutil.disk_usage(folder).free < FREE_BYTES + BLOCK:
        raise Problem(
            "There is too little free space on the disk to unpack this file.",
            where=name,
            next_step="Make some space, or let `logs` lie on a larger disk, and import the file again.",
        )


def damaged(name: str) -> Problem:
    """What is said of a packed file that can't be read."""
    return Problem(
        "This file is damaged and can't be unpacked.", where=name, next_step="Download it again."
    )
