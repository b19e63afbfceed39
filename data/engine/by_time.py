"""The texts of each month in the order of time, beside the tables: what lists read.

`messages` is clustered by number, so that a look-up reads little. The newest texts of a month are then all
over its file, and a page of a list would read the whole of it. So each large month is kept a second time,
newest texts first. The file is named after the files that it was made from, so it is never stale: of a
month without such a file, lists read `messages`. No answer depends on whether it is there.
"""

from __future__ import annotations

import os
import secrets
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pyarrow as pa

from data.engine.connections import connect, open_files, quoted
from data.tables import daily_results, leftovers, store
from data.tables.schemas import MESSAGES
from data.tables.snapshot import MISSING, Snapshot

LEAST_BYTES = 4 << 20  # a smaller month is read as quickly as it is
ROWS_OF_A_GROUP = 61_440  # a page reads one or two of them, and each costs time whenever its file is opened
KEPT_SECONDS = 24 * 60 * 60  # a page or a download may still read an older snapshot
MEMORY = "1GB"
COPY = "copy (select * exclude (month) from messages order by requested_at desc) to {target} ({options})"
OPTIONS = f"format parquet, compression zstd, row_group_size {ROWS_OF_A_GROUP}"


def files(snapshot: Snapshot) -> list[str]:
    """Return the files of the texts at a snapshot: the one in order of time of each month that has one."""
    months = _months(snapshot.files("messages"))
    kept = {month: _file(snapshot.uri, month, names) for month, names in months.items()}
    return [
        name
        for month, names in months.items()
        for name in ([str(kept[month])] if kept[month].exists() else names)
    ]


def make(snapshot: Snapshot, least_bytes: int = LEAST_BYTES) -> list[str]:
    """Make the files of large months that aren't there yet, newest first; return those months.

    Files that no page needs any more are deleted. Raises Problem if the texts can't be read, OSError if
    there is no space, and DuckDB's own errors.
    """
    months = _months(snapshot.files("messages"))
    made = []
    for month in sorted(_large(snapshot, least_bytes), reverse=True):
        target = _file(snapshot.uri, month, months[month])
        if not target.exists():
            _make_month(months[month], target)
            made.append(month)
    clear(snapshot)
    return made


def clear(snapshot: Snapshot, kept_seconds: float = KEPT_SECONDS) -> None:
    """Delete the files of other snapshots that haven't been current for so long."""
    months = _months(snapshot.files("messages"))
    current = {_file(snapshot.uri, month, names) for month, names in months.items()}
    for file in _folder(snapshot.uri).glob("*/*"):
        with suppress(OSError):  # on Windows, a file that is being read stays until the next time
            if file not in current and leftovers.age(file) >= kept_seconds:
                file.unlink()


def _make_month(files: list[str], target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    arriving = target.with_suffix(f".{secrets.token_hex(4)}.arriving")
    try:
        with connect(memory=MEMORY) as connection:
            open_files(connection, "messages", MESSAGES, files)
            connection.execute(COPY.format(target=quoted(arriving), options=OPTIONS))
        _outdate(target.parent)
        arriving.replace(target)
    finally:
        arriving.unlink(missing_ok=True)


def _outdate(folder: Path) -> None:
    """Let the time for which the month's other files are kept begin now."""
    for file in folder.glob("*.parquet"):
        with suppress(OSError):
            os.utime(file, (time.time(), time.time()))


def _large(snapshot: Snapshot, least_bytes: int) -> Iterator[str]:
    """Yield the months whose files have so many bytes."""
    if snapshot.number < 0 or snapshot.version("messages") == MISSING:
        return
    actions = pa.table(snapshot.open_table("messages").get_add_actions(flatten=True))
    sizes: dict[str, int] = defaultdict(int)
    for path, size in zip(actions["path"].to_pylist(), actions["size_bytes"].to_pylist(), strict=True):
        sizes[daily_results.month_of(path)] += size
    yield from (month for month, size in sizes.items() if size >= least_bytes)


def _months(files: list[str]) -> dict[str, list[str]]:
    months: dict[str, list[str]] = defaultdict(list)
    for file in files:
        months[daily_results.month_of(file)].append(file)
    return months


def _file(uri: str, month: str, files: list[str]) -> Path:
    return _folder(uri) / f"month={month}" / f"{daily_results.marks(files)[month]}.parquet"


def _folder(uri: str) -> Path:
    return store.workspace_place(uri) / "by_time"
