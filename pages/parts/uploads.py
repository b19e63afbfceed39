"""Files that a browser has sent, kept beside the logs until they are taken in."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Protocol

from data import settings, store

DROPZONE = Path(__file__).with_name("dropzone.html")  # mends the uploader for screen readers
KEPT_SECONDS = 24 * 60 * 60  # a file that nobody confirmed within a day goes when the next one comes


class Sent(Protocol):
    """What is needed of Streamlit's uploaded file."""

    name: str
    file_id: str

    def getbuffer(self) -> memoryview:
        """The content."""
        ...


def keep(sent: Sent) -> Path:
    """The path of a sent file, alone in a folder, under its own name; what was sent long ago is removed."""
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
