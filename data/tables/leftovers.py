"""What a killed process or a person who left the page leaves beside the tables: files with rows in them.

Cleared when a server starts, and by age: once a day by an import (see upkeep.py), and by uploads.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from data import settings
from data.errors import Problem
from data.tables import store

DAY = 24 * 60 * 60
KEPT_SECONDS = DAY  # an uploaded file that isn't imported
CONFIRMED = "confirmed"  # a folder beside an uploaded file that waits for its import, or is imported
SPILLED = re.compile(r"duckdb_temp_(\d+)_")  # the name begins so, with the process


def uploads(uri: str) -> Path:
    """Return the folder of uploaded files, each in a folder of its own until it is imported."""
    folder = _uploads(uri)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def confirm(upload: Path) -> None:
    """Mark the folder of an uploaded file as confirmed, so that no server clears it at its start."""
    with suppress(OSError):  # an import whose file is gone says so
        (upload / CONFIRMED).mkdir(exist_ok=True)


def clear_at_start(uri: str) -> None:
    """Clear what no page or process can use any more as a server starts.

    Uploaded files that nobody has confirmed belonged to pages of an earlier server. An open page of another
    server writes its own again.
    """
    if "://" in uri or Path(uri, "work").is_dir():  # a store that is missing isn't made again
        for upload in _entries(_uploads(uri)):
            if not (upload / CONFIRMED).is_dir():
                shutil.rmtree(upload, ignore_errors=True)
        clear_downloads(store.workspace(uri))
        with suppress(Problem), store.import_lock(uri, wait=0):  # an import at work has a scratch folder
            for folder in store.workspace(uri).glob("scratch-*"):
                shutil.rmtree(folder, ignore_errors=True)
        clear_old(uri)
    _clear_spilled()


def clear_old(uri: str) -> None:
    """Clear uploaded files older than KEPT_SECONDS, and what databases of ended processes spilled."""
    for upload in _entries(_uploads(uri)):
        with suppress(OSError):
            if age(upload) > KEPT_SECONDS:
                shutil.rmtree(upload, ignore_errors=True)
    _clear_spilled()


def clear_downloads(workspace: Path) -> None:
    """Clear the folders of downloads whose server was killed: nobody holds their locks."""
    for lock_file in workspace.glob("download-*.lock"):
        with suppress(Timeout), FileLock(lock_file, timeout=0):
            shutil.rmtree(lock_file.with_suffix(""), ignore_errors=True)
            lock_file.unlink(missing_ok=True)


def _clear_spilled() -> None:
    for file in _entries(settings.spill_folder()):
        process = SPILLED.match(file.name)
        if process and not _is_running(int(process[1])):
            with suppress(OSError):  # Windows deletes no file that is open
                file.unlink()


def age(path: Path) -> float:
    """Return for how many seconds a file or folder hasn't changed. Raises OSError if it is gone."""
    return time.time() - path.stat().st_mtime


def _uploads(uri: str) -> Path:
    return store.workspace(uri) / "sent"


def _entries(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from list(folder.iterdir())


def _is_running(process: int) -> bool:
    if os.name == "nt":  # a signal would end it; a file of a running process can't be deleted there
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
