"""Files that a browser has sent, kept beside the logs until they are taken in; of a zip, those in it."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from data import settings
from data.importer.files import bundles, zips
from data.importer.files.bundles import Item
from data.tables import store

DROPZONE = Path(__file__).with_name("dropzone.html")  # mends the uploader for screen readers
KEPT_SECONDS = 24 * 60 * 60  # a file that nobody confirmed within a day goes when the next one comes


class Sent(Protocol):
    """What is needed of Streamlit's uploaded file."""

    name: str
    file_id: str

    def getbuffer(self) -> memoryview:
        """The content."""
        ...


@dataclass(frozen=True)
class Export:
    """What was sent, and the file that it is or one of those in the zip that it is."""

    sent: Sent
    item: Item

    @property
    def key(self) -> str:
        """What tells it from every other file that was sent."""
        name = Path(self.sent.file_id).name
        return name if self.item.place is None else f"{name}-{self.item.place}"


def items(sent: Sent) -> list[Item]:
    """The file that was sent, or those of the zip that it is."""
    return bundles.items(_whole(sent))


def keep(export: Export) -> Path:
    """The path of an export, alone in a folder, under its own name; what was sent long ago is removed.

    Raises Problem where it can't be unpacked.
    """
    place = export.item.place
    if place is None:
        return _whole(export.sent)
    folder = _folder() / export.key
    if not folder.is_dir():
        arriving = folder.with_name(f"{folder.name}.arriving")
        arriving.mkdir(mode=0o700, exist_ok=True)
        try:
            zips.unpack(_whole(export.sent), place, arriving).parent.rename(folder)
        finally:
            shutil.rmtree(arriving, ignore_errors=True)
    return next(folder.iterdir())


def drop_zip(sent: Sent) -> None:
    """Remove a zip whose files are kept each by itself; where it is needed again, it is written again."""
    shutil.rmtree(_folder() / Path(sent.file_id).name, ignore_errors=True)


def _whole(sent: Sent) -> Path:
    """The path of what was sent, as it was sent."""
    path = _folder() / Path(sent.file_id).name / (Path(sent.name).name or "file")
    if not path.exists():
        _remove_old()
        path.parent.mkdir(mode=0o700, exist_ok=True)
        arriving = path.with_name(path.name + ".arriving")
        arriving.write_bytes(sent.getbuffer())
        arriving.rename(path)
    return path


def _remove_old() -> None:
    for folder in _folder().iterdir():
        if time.time() - folder.stat().st_mtime > KEPT_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def _folder() -> Path:
    folder = store.workspace(settings.load().logs) / "sent"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
