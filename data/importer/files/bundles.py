"""The files that a path stands for: the file itself, or those in a folder or a zip."""

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
from data.words.catalog import _, ngettext

SYSTEMS_OWN = ("__macosx", "thumbs.db", "desktop.ini")
UNSURE = (".txt", ".log", "")  # endings of exports, and of notes too
COLUMNS_OF_A_LIST = 2
SETTLED_SECONDS = 2.0  # a file that hasn't changed for so long is complete


@dataclass(frozen=True)
class Item:
    """A file to import: where it is, the name to show, and its place in the zip if `path` is one.

    `skipped` says why the file is no export and isn't imported; `problem` why it, or a whole folder or zip,
    can't be imported.
    """

    path: Path
    shown: str
    place: int | None = None
    in_folder: bool = False
    skipped: str | None = None
    problem: Problem | None = None


def items(path: Path) -> list[Item]:
    """Return the files that a path stands for, in the natural order of their names (2 before 10).

    Files in a folder's own folders aren't among them: old exports are often moved there. All files of a zip
    are, since zipping a folder puts the folder itself into the zip. A folder may hold zips, a zip may not.
    Hidden files and those of other kinds than exports are skipped.
    """
    try:
        if path.is_dir():
            return _with_problem_if_none(
                [item for one in _in_folder(path) for item in _unzipped(one)], path
            )
        return _unzipped(Item(path, path.name))
    except OSError as error:  # also of a name that is too long
        return [Item(path, path.name or str(path), problem=_unreadable(error, path))]


def only_file(path: Path) -> int:
    """Return the place of the only file of a zip that can be imported. Raises Problem if it isn't one."""
    every = _with_problem_if_none(_in_zip(Item(path, path.name)), path)
    exports = [item for item in every if not item.skipped]
    if exports[0].problem:
        raise exports[0].problem
    if len(exports) > 1 or exports[0].place is None:
        raise Problem(
            ngettext(
                "This zip has {number} file.",
                "This zip has {number} files.",
                len(exports),
                number=len(exports),
            ),
            where=path.name,
            next_step=_("Unpack it and import each file, or import the zip on the command line."),
        )
    return exports[0].place


def is_still_written(item: Item) -> bool:
    """Return whether a file in a folder is changing right now, because it is still being copied there."""
    if not item.in_folder:
        return False
    try:
        before = item.path.stat()
        if time.time() - before.st_mtime > SETTLED_SECONDS:
            return False
        time.sleep(SETTLED_SECONDS / 2)
        after = item.path.stat()
    except OSError:  # it is gone, as opening it will say
        return False
    return (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)


def _in_folder(folder: Path) -> Iterator[Item]:
    for path in sorted(folder.iterdir(), key=lambda path: _natural(path.name)):
        item = Item(path, path.name, in_folder=True)
        yield replace(item, skipped=_why_skipped(path.name) or _why_no_file(path))


def _unzipped(item: Item) -> list[Item]:
    """Return an item, or those of the zip that it is."""
    if item.skipped or not item.path.is_file():
        return [item]
    try:
        if contents.content_of(_beginning(item)) != "zip" or zips.is_workbook(item.path):
            return [_skipped_if_note(item)]
        return _with_problem_if_none(_in_zip(item), item.path)
    except Problem as problem:
        return [replace(item, problem=problem)]
    except OSError as error:
        return [replace(item, problem=_unreadable(error, item.path))]


def _in_zip(zipped: Item) -> list[Item]:
    every = []
    for member in sorted(zips.members(zipped.path), key=lambda member: _natural(member.name)):
        item = replace(zipped, shown=f"{zipped.shown}/{member.name}", place=member.place)
        item = replace(item, skipped=_why_skipped(member.name))
        every.append(_skipped_if_note(item))
        if not item.skipped and member.name.lower().endswith(".zip"):
            every[-1] = replace(item, problem=_zip_in_zip(item))
    return every


def _skipped_if_note(item: Item) -> Item:
    """Return an item, marked as skipped if it came with others and is a note."""
    alone = item.place is None and not item.in_folder
    if alone or item.skipped or PurePosixPath(item.shown).suffix.lower() not in UNSURE:
        return item
    return item if _is_list(_beginning(item)) else replace(item, skipped=_("not a list"))


def _with_problem_if_none(every: list[Item], path: Path) -> list[Item]:
    """Return the items, followed by a problem if all of them are skipped."""
    if any(not item.skipped for item in every):
        return every
    if path.is_dir():
        no_file = _("This folder has no file that can be imported.")
    else:
        no_file = _("This zip has no file that can be imported.")
    next_step = _("Check whether the export has arrived, and whether it is in another folder.")
    problem = Problem(no_file, where=str(path), next_step=next_step)
    return [*every, Item(path, path.name or str(path), problem=problem)]


def _why_skipped(name: str) -> str | None:
    """Return why a file is no export, by its name; None if it may be one."""
    parts = [part.casefold() for part in name.split("/")]
    if parts[-1].startswith("~$"):
        return _("the lock file of an open workbook")
    if any(part in SYSTEMS_OWN for part in parts):
        return _("a system file")
    if any(part.startswith(".") for part in parts):
        return _("a hidden file")
    return (
        None if PurePosixPath(parts[-1]).suffix in ENDINGS else _("not a kind of file that can be imported")
    )


def _why_no_file(path: Path) -> str | None:
    if path.is_dir():
        return _("a folder in the folder; import it separately")
    return None if path.is_file() else _("not a readable file")


def _beginning(item: Item) -> bytes:
    if item.place is not None:
        return zips.beginning(item.path, item.place, contents.LOOKED_AT)
    with item.path.open("rb") as file:
        return file.read(contents.LOOKED_AT)


def _is_list(start: bytes) -> bool:
    """Return whether a file that begins so may be a list. An empty one may: its problem is shown."""
    content = contents.content_of(start) if start else "json"
    if content != "text":
        return content != "unknown"
    lines = encodings.text_of(start).splitlines()[: headers.LOOKED_AT]
    rows = (row for separator in SEPARATORS for row in csv.reader(lines, delimiter=separator))
    return any(headers.recognized_columns(row) >= COLUMNS_OF_A_LIST for row in rows)


def _natural(name: str) -> list[str | int]:
    parts = re.split(r"(\d+)", name.casefold())
    return [int(part) if place % 2 else part for place, part in enumerate(parts)]


def _zip_in_zip(item: Item) -> Problem:
    return Problem(
        _("This is a zip in a zip, which can't be imported."),
        where=item.shown,
        next_step=_("Unpack the outer zip, then import what is in it."),
    )


def _unreadable(error: OSError, path: Path) -> Problem:
    return Problem(
        _("This can't be read: {error}.", error=error.strerror or type(error).__name__),
        where=path.name,
        next_step=_("Check its name and the permissions of this account."),
    )
