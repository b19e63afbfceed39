"""Files beside the tables that can hold rows of a person: rejected rows, uploads, and data kept aside."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from data import csv_writer
from data.keeping.restore import BEFORE
from data.tables import leftovers, store

# Of nobody who could still use them, since the caller holds the lock.
LEFT_BEHIND = ("scratch-*", "restoring-*", f"{BEFORE}*")


@dataclass(frozen=True)
class Found:
    """Files of rejected rows that have some of a person, uploads, and folders with older data."""

    rejected: tuple[Path, ...]
    uploads: tuple[Path, ...]
    older: tuple[Path, ...]


def find(uri: str, is_row: Callable[[Iterable[str]], bool]) -> Found:
    """Return the files that `clear` changes or deletes; `is_row` says whether cells are a person's."""
    workspace = store.workspace(uri)
    rejected = sorted((workspace / "rejected").glob("*.csv"))
    return Found(
        tuple(file for file in rejected if any(is_row(row) for row, _lines in _records(file))),
        tuple(sorted(leftovers.uploads(uri).iterdir())),
        tuple(sorted(folder for pattern in LEFT_BEHIND for folder in workspace.glob(pattern))),
    )


def clear(uri: str, files: Found, is_row: Callable[[Iterable[str]], bool]) -> None:
    """Take a person's rows out of the files of rejected rows, and delete the other files.

    The caller holds the lock. Raises OSError if a file can't be changed.
    """
    for file in files.rejected:
        arriving = file.with_suffix(".arriving")
        with arriving.open("w", encoding="utf-8-sig", newline="") as target:
            target.writelines(lines for row, lines in _records(file) if not is_row(row))
        arriving.replace(file)
    for folder in (*files.uploads, *files.older):
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(FileNotFoundError, IsADirectoryError, PermissionError):
            folder.unlink()
    leftovers.clear_old(uri)
    leftovers.clear_downloads(store.workspace(uri))


def _records(file: Path) -> Iterator[tuple[list[str], str]]:
    """Yield the cells of each record of a CSV file, and its lines as they are."""
    read: list[str] = []
    with file.open(encoding="utf-8-sig", newline="") as lines:

        def noted() -> Iterator[str]:
            for line in lines:
                read.append(line)
                yield line

        for row in csv.reader(noted()):
            yield list(map(csv_writer.unguarded, row)), "".join(read)
            read.clear()
