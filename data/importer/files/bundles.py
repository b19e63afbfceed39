"""The files that a path means: the file itself, those of a folder, or those of a zip, which is a folder."""

from __future__ import annotations

import csv
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from data.errors import Problem
from data.importer.files import contents, encodings, zips
from data.importer.files.csv import SEPARATORS
from data.importer.files.sources import ENDINGS
from data.importer.recognize import headers

SYSTEMS_OWN = ("__macosx", "thumbs.db", "desktop.ini")
UNSURE = (".txt", ".log", "")  # endings of lists as well as of notes
COLUMNS_OF_A_LIST = 2
SETTLED_SECONDS = 2.0  # what has not changed for so long is no longer being written


@dataclass(frozen=True)
class Item:
    """A file to take in: where it is, the name to show, and its place in the zip if `path` is one.

    `skipped` is why a file is no export, so that it does no harm to leave it; `problem` why it, or a
    whole folder or zip, can't be taken in.
    """

    path: Path
    shown: str
    place: int | None = None
    in_folder: bool = False
    skipped: str | None = None
    problem: Problem | None = None


def items(path: Path) -> list[Item]:
    """The files that a path means, in the natural order of their names ("part 2" before "part 10").

    Of a folder they are those in it, not those in its folders: old exports are often moved to one. Of a
    zip they are all, since a folder that is made a zip lies in it as a folder. A zip may lie in a folder,
    not in a zip. What is hidden or of no kind that an export has is skipped.
    """
    try:
        if path.is_dir():
            return _with_something([item for one in _in_folder(path) for item in _unzipped(one)], path)
        return _unzipped(Item(path, path.name))
    except OSError as fault:  # also of a name that is too long
        return [Item(path, path.name or str(path), problem=_unreadable(fault, path))]


def only_file(path: Path) -> int:
    """The place of the one file of a zip that can be taken in. Raises Problem where it is not one."""
    found = _with_something(_in_zip(Item(path, path.name)), path)
    wanted = [item for item in found if not item.skipped]
    if wanted[0].problem:
        raise wanted[0].problem
    if len(wanted) > 1 or wanted[0].place is None:
        raise Problem(
            f"This zip holds {len(wanted):,} files.",
            where=path.name,
            next_step="Unpack it and import them one by one, or import the zip on the command line.",
        )
    return wanted[0].place


def is_still_written(item: Item) -> bool:
    """Whether a file of a folder changes while one looks at it: somebody may be just sending it."""
    if not item.in_folder:
        return False
    try:
        before = item.path.stat()
        if time.time() - before.st_mtime > SETTLED_SECONDS:
            return False
        time.sleep(SETTLED_SECONDS / 2)
        after = item.path.stat()
    except OSError:  # it is gone, which is told when it is opened
        return False
    return (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)


def _in_folder(folder: Path) -> Iterator[Item]:
    for path in sorted(folder.iterdir(), key=lambda path: _natural(path.name)):
        item = Item(path, path.name, in_folder=True)
        yield replace(item, skipped=_why_skipped(path.name) or _why_no_file(path))


def _unzipped(item: Item) -> list[Item]:
    """An item, or those of the zip that it is."""
    if item.skipped or not item.path.is_file():
        return [item]
    try:
        if contents.content_of(_beginning(item)) != "zip" or zips.is_workbook(item.path):
            return [_looked_at(item)]
        return _with_something(_in_zip(item), item.path)
    except Problem as problem:
        return [replace(item, problem=problem)]
    except OSError as fault:
        return [replace(item, problem=_unreadable(fault, item.path))]


def _in_zip(zipped: Item) -> list[Item]:
    found = []
    for member in sorted(zips.members(zipped.path), key=lambda member: _natural(member.name)):
        item = replace(zipped, shown=f"{zipped.shown}/{member.name}", place=member.place)
        item = replace(item, skipped=_why_skipped(member.name))
        found.append(_looked_at(item))
        if not item.skipped and member.name.lower().endswith(".zip"):
            found[-1] = replace(item, problem=_packed_twice(item))
    return found


def _looked_at(item: Item) -> Item:
    """An item that came with others, skipped where it is a note."""
    alone = item.place is None and not item.in_folder
    if alone or item.skipped or PurePosixPath(item.shown).suffix.lower() not in UNSURE:
        return item
    return item if _is_list(_beginning(item)) else replace(item, skipped="no list of anything")


def _with_something(found: list[Item], path: Path) -> list[Item]:
    """The items, and a problem behind them where all are skipped."""
    if any(not item.skipped for item in found):
        return found
    what = "In this folder" if path.is_dir() else "In this zip"
    told = Problem(
        f"{what} is no file that can be taken in.",
        where=str(path),
        next_step="Look whether the export has arrived, and whether it was put somewhere else.",
    )
    return [*found, Item(path, path.name or str(path), problem=told)]


def _why_skipped(name: str) -> str | None:
    """Why a file is no export, by its name."""
    parts = [part.casefold() for part in name.split("/")]
    if parts[-1].startswith("~$"):
        return "the lock of a workbook that somebody has open"
    if any(part in SYSTEMS_OWN for part in parts):
        return "a file of the system's own"
    if any(part.startswith(".") for part in parts):
        return "a hidden file"
    return None if PurePosixPath(parts[-1]).suffix in ENDINGS else "not a kind of file that exports are"


def _why_no_file(path: Path) -> str | None:
    if path.is_dir():
        return "a folder in the folder; name it to take in its files"
    return None if path.is_file() else "no file that can be read"


def _beginning(item: Item) -> bytes:
    if item.place is not None:
        return zips.beginning(item.path, item.place, contents.LOOKED_AT)
    with item.path.open("rb") as file:
        return file.read(contents.LOOKED_AT)


def _is_list(start: bytes) -> bool:
    """Whether a file that begins so may be a list; an empty one may, so that it is told of."""
    content = contents.content_of(start) if start else "json"
    if content != "text":
        return content != "unknown"
    lines = encodings.text_of(start).splitlines()[: headers.LOOKED_AT]
    rows = (row for separator in SEPARATORS for row in csv.reader(lines, delimiter=separator))
    return any(headers.known(row) >= COLUMNS_OF_A_LIST for row in rows)


def _natural(name: str) -> list[str | int]:
    parts = re.split(r"(\d+)", name.casefold())
    return [int(part) if place % 2 else part for place, part in enumerate(parts)]


def _packed_twice(item: Item) -> Problem:
    return Problem(
        "A zip in a zip is not opened.",
        where=item.shown,
        next_step="Unpack the outer one, and import what is in it.",
    )


def _unreadable(fault: OSError, path: Path) -> Problem:
    return Problem(
        f"This can't be read: {fault.strerror or type(fault).__name__}.",
        where=path.name,
        next_step="Look at its name and at the rights of this account.",
    )
