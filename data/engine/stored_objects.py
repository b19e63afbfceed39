"""The files of an object store for DuckDB, read through Arrow, and only the bytes that a question needs.

DuckDB reads S3 by an extension, which it would have to fetch from its maker's server. It takes any file
system of Python's instead. What it has read it keeps in memory, as it does with its own. Files of a table
never change, so nothing is asked of the store about a file that is known.
"""

from __future__ import annotations

import io
import threading
from datetime import UTC, datetime
from functools import cache, lru_cache
from urllib.parse import urlsplit

import duckdb
import fsspec
import pyarrow as pa

from data.tables import objects

OPENED = 4096  # files whose size is known; each takes some hundred bytes
NEVER_CHANGED = datetime(2000, 1, 1, tzinfo=UTC)  # when each was last changed, which DuckDB compares


def reach(connection: duckdb.DuckDBPyConnection, address: str) -> None:
    """Let a database read the files below an address. Raises Problem if its settings can't be used."""
    objects.file_system(address)
    scheme = urlsplit(address).scheme
    if scheme not in connection.list_filesystems():
        connection.register_filesystem(_of_scheme(scheme))


@cache
def _of_scheme(scheme: str) -> StoredObjects:
    return StoredObjects(scheme)


class StoredObjects(fsspec.AbstractFileSystem):  # type: ignore[misc]
    """The objects of all stores of one scheme, to be read."""

    cachable = False

    def __init__(self, scheme: str) -> None:
        """Set it up for addresses that begin with this scheme."""
        super().__init__()
        self.protocol = scheme

    def open(self, path: str, mode: str = "rb", **_options: object) -> StoredObject:
        """Return an object to be read; nothing is asked of the store yet."""
        if mode != "rb":
            raise io.UnsupportedOperation(mode)
        return StoredObject(path)

    def glob(self, path: str, **_options: object) -> list[str]:
        """Return the path itself: tables name their files, and a name can have a star in it."""
        return [path]

    def exists(self, _path: str, **_options: object) -> bool:
        """Return True: whoever reads a file that is gone gets the error."""
        return True

    def size(self, path: str) -> int:
        """Return the size of an object. Raises FileNotFoundError or OSError."""
        return int(_opened(path).size())

    def modified(self, _path: str) -> datetime:
        """Return the same time for every object."""
        return NEVER_CHANGED


class StoredObject(io.RawIOBase):
    """An object that several threads read, each at its own place. Closing it closes it for nobody else."""

    def __init__(self, path: str) -> None:
        """Begin at the start. Nothing is asked of the store yet."""
        super().__init__()
        self._path = path
        self._here = threading.local()

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        """Let this thread go on at a place, and return it."""
        start = int(_opened(self._path).size()) if whence == io.SEEK_END else 0
        start += getattr(self._here, "place", 0) if whence == io.SEEK_CUR else 0
        self._here.place = start + place
        return start + place

    def read(self, length: int = -1) -> bytes:
        """Return the bytes at this thread's place. Raises OSError if the store doesn't give them."""
        file, place = _opened(self._path), self.seek(0, io.SEEK_CUR)
        content: bytes = file.read_at(file.size() - place if length < 0 else length, place)
        self._here.place = place + len(content)
        return content


@lru_cache(maxsize=OPENED)
def _opened(path: str) -> pa.NativeFile:
    base, place = objects.file_system(path)
    return base.open_input_file(place)
