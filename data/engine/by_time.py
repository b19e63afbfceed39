"""The texts of each month in the order of time, beside the tables: what lists read.

`messages` is clustered by number, so that a look-up reads little. The newest texts of a month are then all
over its file, and a page of a list would read the whole of it. So each large month is kept a second time,
newest texts first. Its file is named after the files that it was made from, so it is never stale, and after
its own hash. Of a month without one, lists read `messages`: no answer depends on whether it is there.

In the same way, the hashes of the ids of each large month are kept: an import looks for its ids in every
month, and a hash is read ten times as fast as an id.
"""

from __future__ import annotations

import os
import secrets
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa
from filelock import FileLock

from data.engine.connections import connect, open_files, quoted
from data.tables import daily_results, file_hashes, leftovers, store
from data.tables.schemas import MESSAGES
from data.tables.snapshot import MISSING, Snapshot

FOLDER = "by_time"
LEAST_BYTES = 2 << 20  # a smaller month is read as quickly as it is
ROWS_OF_A_GROUP = 61_440  # a page reads one or two of them, and each costs time whenever its file is opened
KEPT_SECONDS = 24 * 60 * 60  # a page or a download may still read an older snapshot
MEMORY = "1GB"
ID_HASHES = pa.schema([("id_hash", pa.uint64()), ("month", pa.string())])
CHECK_WORD = "is this how ids are hashed? "  # its hash is in each file of hashes; no id ends with a space


class Kind(NamedTuple):
    """Files of one kind: their folder, how one is made, and of which version they are."""

    folder: str
    copy: str
    version: str = ""


IN_TIME = Kind(
    FOLDER,
    "copy (select * exclude (month) from messages order by requested_at desc) to {target} "
    f"(format parquet, compression zstd, row_group_size {ROWS_OF_A_GROUP})",
)
# Another version of DuckDB may hash differently.
IDS = Kind(
    "ids",
    "copy (select hash(message_id) as id_hash from messages union all select hash({check_word})) "
    "to {target} (format parquet, compression uncompressed)",
    f".duckdb-{duckdb.__version__}".replace("-", "."),
)


def files(snapshot: Snapshot) -> list[str]:
    """Return the files of the texts at a snapshot: the one in order of time of each month that has one."""
    kept = _kept(snapshot, IN_TIME)
    return [
        file
        for month, sources in _sources(snapshot).items()
        for file in ([str(kept[month])] if month in kept else sources)
    ]


def id_hashes(snapshot: Snapshot, months: set[str]) -> dict[str, str]:
    """Return the file of hashes (ID_HASHES) of each of these months that has one.

    It has the hash of every id of the month and of CHECK_WORD, in no order. A file that has changed since
    it was made is left out: an import that misses an id would store a text twice.
    """
    kept = {month: file for month, file in _kept(snapshot, IDS).items() if month in months}
    return {month: str(file) for month, file in kept.items() if not _has_changed(file)}


def missing(snapshot: Snapshot, least_bytes: int = LEAST_BYTES) -> list[str]:
    """Return the large months of which a file isn't there, newest first. Raises Problem."""
    both = {month for kind in (IN_TIME, IDS) for month in _missing(snapshot, least_bytes, kind)}
    return sorted(both, reverse=True)


def _missing(snapshot: Snapshot, least_bytes: int, kind: Kind) -> list[str]:
    return sorted(set(_large(snapshot, least_bytes)) - _kept(snapshot, kind).keys(), reverse=True)


def changed(snapshot: Snapshot) -> list[Path]:
    """Return the files that have changed since they were made. Raises OSError if one can't be read."""
    kept = [file for kind in (IN_TIME, IDS) for file in _kept(snapshot, kind).values()]
    return [file for file in kept if _has_changed(file)]


def _has_changed(file: Path) -> bool:
    return file.stem.partition("-")[2] != file_hashes.of_file(file)


def make(snapshot: Snapshot, least_bytes: int = LEAST_BYTES) -> list[str]:
    """Make the files of large months that aren't there yet, newest first; return the months put in order.

    Files that no page needs any more are deleted. Raises Problem if the texts can't be read, OSError if
    there is no space, and DuckDB's own errors.
    """
    sources, made = _sources(snapshot), []
    if missing(snapshot, least_bytes):
        with FileLock(store.workspace(snapshot.uri) / f"{FOLDER}.lock"):  # another process may make them
            for month in _missing(snapshot, least_bytes, IN_TIME):
                _make_month(sources[month], month, snapshot.uri, IN_TIME)
                made.append(month)
            for month in _missing(snapshot, least_bytes, IDS):
                if _are_there(sources[month]):
                    _make_month(sources[month], month, snapshot.uri, IDS)
    clear(snapshot)
    return made


def clear(snapshot: Snapshot, kept_seconds: float = KEPT_SECONDS) -> list[str]:
    """Delete the files of other snapshots that haven't been current for so long; return those still there.

    On Windows, a file that is being read stays until the next time.
    """
    left = []
    current = {file for kind in (IN_TIME, IDS) for file in _kept(snapshot, kind).values()}
    folders = [_folder(snapshot.uri, kind) for kind in (IN_TIME, IDS)]
    for file in [file for folder in folders for file in folder.glob("*/*")]:
        try:
            if file not in current and leftovers.age(file) >= kept_seconds:
                file.unlink(missing_ok=True)
        except OSError:
            left.append(str(file))
    return left


def _make_month(files: list[str], month: str, uri: str, kind: Kind) -> None:
    folder = _folder(uri, kind) / f"month={month}"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    arriving = folder / f"{secrets.token_hex(8)}.arriving"
    try:
        with connect(memory=MEMORY) as connection:
            open_files(connection, "messages", MESSAGES, files)
            connection.execute(kind.copy.format(target=quoted(arriving), check_word=quoted(CHECK_WORD)))
        mark = f"{daily_results.mark(files)}{kind.version}"
        made = folder / f"{mark}-{file_hashes.of_file(arriving)}.parquet"
        _outdate(folder)
        arriving.replace(made)
        # Later than the others: the system's own clock is coarse.
        os.utime(made, (time.time(), time.time()))
        if not _are_there(files):
            made.unlink(missing_ok=True)  # their texts were erased meanwhile
    finally:
        arriving.unlink(missing_ok=True)


def _are_there(files: list[str]) -> bool:
    return all("://" in file or Path(file).exists() for file in files)


def _outdate(folder: Path) -> None:
    """Let the time for which the month's newest file is kept begin now; that of older ones has begun."""
    with suppress(OSError, ValueError):
        os.utime(max(folder.glob("*.parquet"), key=lambda file: file.stat().st_mtime))


def _large(snapshot: Snapshot, least_bytes: int) -> Iterator[str]:
    """Yield the months whose files have so many bytes."""
    if snapshot.number < 0 or snapshot.version("messages") == MISSING:
        return
    actions = pa.table(snapshot.open_table("messages").get_add_actions(flatten=True))
    sizes: dict[str, int] = defaultdict(int)
    for path, size in zip(actions["path"].to_pylist(), actions["size_bytes"].to_pylist(), strict=True):
        sizes[daily_results.month_of(path)] += size
    yield from (month for month, size in sizes.items() if size >= least_bytes)


def _sources(snapshot: Snapshot) -> dict[str, list[str]]:
    """Return the files of `messages` by month."""
    return daily_results.by_month(snapshot.files("messages"))


def _kept(snapshot: Snapshot, kind: Kind) -> dict[str, Path]:
    """Return the file of a kind of each month that has one, made from the month's own files."""
    folder = _folder(snapshot.uri, kind)
    kept: dict[str, Path] = {}
    for month, sources in _sources(snapshot).items():
        for file in (folder / f"month={month}").glob(
            f"{daily_results.mark(sources)}{kind.version}-*.parquet"
        ):
            kept[month] = file
    return kept


def _folder(uri: str, kind: Kind) -> Path:
    return store.workspace_place(uri) / kind.folder
