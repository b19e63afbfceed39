"""The files of a table in a local folder that no version names to which anyone may return.

Delta's own vacuum opens the table at each of these versions: 10 ms each, so 13 s after a thousand imports
in a month. Here, the log is read once from the oldest of them on.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from deltalake import DeltaTable

from data.tables import delta, file_hashes
from data.tables.snapshot import changed_list, require_list


class _Span(NamedTuple):
    """The versions from `first` to `last` of a table, and the moment since which nothing counts as idle."""

    uri: str
    name: str
    first: int
    last: int
    since: float


def unneeded(uri: str, name: str, versions: Mapping[int, str | None], idle_hours: float) -> Iterator[Path]:
    """Yield the files that neither one of the versions nor the newest one names, and that are idle so long.

    Each version is given with the hash of its list of files (delta.list_hash), None if it isn't known. A
    file is idle since it was written, or since a commit removed it: a download may still be reading it.
    Raises Problem if a list isn't that of its hash, and OSError or ValueError if the log can't be read.
    """
    table = delta.open_table(uri, name)
    since = time.time() - idle_hours * 3600
    first = min([*versions, table.version()])
    while first > 0 and _changed_at(delta.commit_file(uri, name, first)) >= since:
        first -= 1
    needed = _needed(_Span(uri, name, first, table.version(), since), table, versions)
    folder = delta.address(uri, name)
    for path in _stored(folder):
        file = Path(f"{folder}{path}")
        if path not in needed and _changed_at(file) < since:
            yield file


def _needed(span: _Span, newest: DeltaTable, versions: Mapping[int, str | None]) -> set[str]:
    """Return the files of the versions and of the newest one, and those that were removed in the span."""
    named = set(delta.paths(delta.open_table(span.uri, span.name, span.first)))
    needed, arrived = set[str](), set(named)  # `arrived` since the last of the versions
    for version in range(span.first, span.last + 1):
        if version > span.first:
            commit = delta.commit_file(span.uri, span.name, version)
            removed, added = file_hashes.changed_paths(commit)
            named, arrived = (named - removed) | added, (arrived - removed) | added
            if _changed_at(commit) >= span.since:
                needed |= removed
        if version in versions:
            # After a changed bit in the log, a file that is needed could look unneeded.
            if versions[version] not in (None, delta.list_hash(named)):
                raise changed_list(span.name)
            needed |= arrived
            arrived = set()
    require_list(span.uri, span.name, newest, delta.list_hash(named))
    return needed | named


def _stored(folder: str) -> Iterator[str]:
    """Yield the files in the folder of a table, by their paths in it, but Delta's log and hidden ones."""
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        place = Path(parent).relative_to(folder).as_posix()
        yield from (
            f"/{name}" if place == "." else f"/{place}/{name}"
            for name in files
            if not name.startswith((".", "_"))
        )


def _changed_at(file: Path) -> float:
    """Return when a file was last written; 0 if it is gone."""
    try:
        return file.stat().st_mtime
    except FileNotFoundError:
        return 0
