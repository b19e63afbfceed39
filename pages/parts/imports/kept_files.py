"""Uploaded files, kept beside the tables until they are imported; those of a zip, one by one."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from data import settings
from data.importer.files import bundles, zips
from data.importer.files.bundles import Item
from data.tables import leftovers


class Upload(Protocol):
    """The part of Streamlit's uploaded file that this module needs."""

    name: str
    file_id: str

    def getbuffer(self) -> memoryview:
        """Return the content."""
        ...


@dataclass(frozen=True)
class Export:
    """An uploaded file, or one of the files in an uploaded zip."""

    upload: Upload
    item: Item

    @property
    def key(self) -> str:
        """A key that no other uploaded file has."""
        name = Path(self.upload.file_id).name
        return name if self.item.place is None else f"{name}-{self.item.place}"


def items(upload: Upload) -> list[Item]:
    """Return the uploaded file, or the files of an uploaded zip."""
    return bundles.items(_stored(upload))


def keep(export: Export) -> Path:
    """Keep an export in a folder of its own, under its own name, and return its path.

    Uploads that nobody imported for a day are removed. Raises Problem if the file can't be unpacked.
    """
    place = export.item.place
    if place is None:
        return _stored(export.upload)
    folder = _folder() / export.key
    if not folder.is_dir():
        arriving = folder.with_name(f"{folder.name}.arriving")
        arriving.mkdir(mode=0o700, exist_ok=True)
        try:
            zips.unpack(_stored(export.upload), place, arriving).parent.rename(folder)
        finally:
            shutil.rmtree(arriving, ignore_errors=True)
    return next(path for path in folder.iterdir() if path.is_file())


def opened_in(path: Path) -> Path:
    """Return the folder in which the importer keeps an opened file; it is removed with the file."""
    return path.parent / "opened"


def drop_zip(upload: Upload) -> None:
    """Remove a zip whose files are kept one by one. If it is needed again, it is written again."""
    shutil.rmtree(_folder() / Path(upload.file_id).name, ignore_errors=True)


def _stored(upload: Upload) -> Path:
    """Return the path of the upload, as it was uploaded."""
    path = _folder() / Path(upload.file_id).name / (Path(upload.name).name or "file")
    if not path.exists():
        leftovers.clear_old(settings.load().logs)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        arriving = path.with_name(path.name + ".arriving")
        arriving.write_bytes(upload.getbuffer())
        arriving.rename(path)
    return path


def _folder() -> Path:
    return leftovers.uploads(settings.load().logs)
