"""Zips: the files in them, and one of them unpacked. A zip that can't be an export is refused."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import NamedTuple

from data.errors import Problem
from data.importer.files import unpacking
from data.words.catalog import N_, _

MOST_MEMBERS = 10_000  # a file a day for a quarter of a century
KNOWN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
OF_A_WORKBOOK = ("[Content_Types].xml", "mimetype")  # in the zips of Excel and of OpenDocument
LOCKED = 0x1  # the bit of a member's flags
UNPACK = N_("Unpack it yourself, check what is in it, and import the files.")


class Member(NamedTuple):
    """A file in a zip: its place there, and its name with the folders that it is in."""

    place: int
    name: str


def unpack(path: Path, place: int, work: Path) -> Path:
    """Return the file at that place of a zip. Raises Problem if it is damaged or unpacks beyond limits."""
    try:
        with zipfile.ZipFile(path) as held:
            info = held.infolist()[place]
            with held.open(info) as stream:
                to = unpacking.target(work / "zip", _parts(info.filename)[-1])
                return unpacking.copy(stream, to, info.compress_size, info.filename)
    except (*unpacking.DAMAGED, IndexError):  # the zip has changed since its files were listed
        raise unpacking.damaged(path.name) from None


def beginning(path: Path, place: int, size: int) -> bytes:
    """Return the first bytes of the file at that place of a zip; none of a damaged one."""
    try:
        with zipfile.ZipFile(path) as held, held.open(held.infolist()[place]) as stream:
            return stream.read(size)
    except (*unpacking.DAMAGED, OSError):
        return b""


def is_workbook(path: Path) -> bool:
    """Return whether a zip is an office document, or so damaged that it could be one."""
    try:
        with zipfile.ZipFile(path) as held:
            return any(name in OF_A_WORKBOOK for name in held.namelist())
    except (*unpacking.DAMAGED, OSError):
        return path.suffix.lower() != ".zip"


def members(path: Path) -> list[Member]:
    """Return the files of a zip, in all of its folders. Raises Problem if it can't or mustn't be opened."""
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
    """Raise Problem if a zip is locked, made to do harm, or compressed in an unusual way."""
    wrong = None
    if len(infos) > MOST_MEMBERS:
        wrong = _(
            "This zip has {number} files. At most {limit} can be imported at once.",
            number=len(infos),
            limit=MOST_MEMBERS,
        )
    elif any(info.flag_bits & LOCKED for info in infos):
        wrong = _("This zip is protected by a password.")
    elif any(_leads_out(info.filename) for info in infos):
        wrong = _("This zip has paths that lead out of it, which no export has.")
    elif sum(info.compress_size for info in infos) > path.stat().st_size:
        wrong = _("The files in this zip overlap, which no export does.")
    elif any(info.compress_type not in KNOWN_METHODS for info in infos):
        wrong = _("This zip uses a compression that isn't supported.")
    if wrong:
        raise Problem(wrong, where=path.name, next_step=_(UNPACK))


def _parts(name: str) -> list[str]:
    """Return the folders and the file of a name in a zip, which may have Windows's separators."""
    return [part for part in name.replace("\\", "/").split("/") if part] or ["file"]


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in _parts(name) or bool(re.match("[A-Za-z]:", name))
