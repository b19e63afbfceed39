"""Zips: which files they hold, and one of them unpacked. A zip that no export is, is refused as a whole."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import NamedTuple

from data.errors import Problem
from data.importer.files import unpacking

MOST_MEMBERS = 10_000  # a file a day for a quarter of a century
KNOWN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
OF_A_WORKBOOK = ("[Content_Types].xml", "mimetype")  # Excel's zips have the one, OpenDocument's the other
LOCKED = 0x1  # the bit of a member's flags
UNPACK = "Unpack it yourself, look at what is in it, and import the files."


class Member(NamedTuple):
    """A file in a zip: its place there, and its name with the folders that it is in."""

    place: int
    name: str


def unpack(path: Path, place: int, work: Path) -> Path:
    """The file at that place of a zip. Raises Problem for one that is damaged, or grows without bounds."""
    try:
        with zipfile.ZipFile(path) as held:
            info = held.infolist()[place]
            with held.open(info) as stream:
                to = unpacking.target(work / "zip", _parts(info.filename)[-1])
                return unpacking.copy(stream, to, info.compress_size, info.filename)
    except (*unpacking.DAMAGED, IndexError):  # another zip than the one whose files were listed
        raise unpacking.damaged(path.name) from None


def beginning(path: Path, place: int, size: int) -> bytes:
    """The first bytes of the file at that place of a zip; of a damaged one what can be read, or none."""
    try:
        with zipfile.ZipFile(path) as held, held.open(held.infolist()[place]) as stream:
            return stream.read(size)
    except (*unpacking.DAMAGED, OSError):
        return b""


def is_workbook(path: Path) -> bool:
    """Whether a zip is a workbook (or another office document), or so damaged that it could be one."""
    try:
        with zipfile.ZipFile(path) as held:
            return any(name in OF_A_WORKBOOK for name in held.namelist())
    except (*unpacking.DAMAGED, OSError):
        return path.suffix.lower() != ".zip"


def members(path: Path) -> list[Member]:
    """The files of a zip, in all of its folders. Raises Problem for one that can't or mustn't be opened."""
    try:
        with zipfile.ZipFile(path) as held:
            infos = held.infolist()
    except unpacking.DAMAGED:
        raise unpacking.damaged(path.name) from None
    _check(infos, path)
    return [
        Member(place, "/".join(_parts(info.filename)))
        for place, info in enumerate(infos)
        if not info.filename.endswith(("/", "\\"))  # is_dir() fails where there is no name at all
    ]


def _check(infos: list[zipfile.ZipInfo], path: Path) -> None:
    """Raise Problem for what no export is: locked, made to harm, or packed in a way of its own."""
    wrong = None
    if len(infos) > MOST_MEMBERS:
        wrong = f"This zip holds {len(infos):,} files; at most {MOST_MEMBERS:,} are taken in at once."
    elif any(info.flag_bits & LOCKED for info in infos):
        wrong = "This zip is locked with a password."
    elif any(_leads_out(info.filename) for info in infos):
        wrong = "This zip names files outside of itself, as no export does."
    elif sum(info.compress_size for info in infos) > path.stat().st_size:
        wrong = "The files in this zip lie over one another, as in no export."
    elif any(info.compress_type not in KNOWN_METHODS for info in infos):
        wrong = "This zip is packed in a way that can't be read here."
    if wrong:
        raise Problem(wrong, where=path.name, next_step=UNPACK)


def _parts(name: str) -> list[str]:
    """The folders and the file of a name in a zip; some are written with Windows's own strokes."""
    return [part for part in name.replace("\\", "/").split("/") if part] or ["file"]


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in _parts(name) or bool(re.match("[A-Za-z]:", name))
