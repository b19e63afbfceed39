"""The hash of every Parquet file, kept in the commit of the import that wrote it.

A disk can change a bit without an error, and Parquet then gives another value. Each commit of `imports`
names in its Delta log the hashes of the files that its import wrote, and so does each commit of a table
that belongs to no import. These logs are kept forever, and file names never come again, so a hash counts in
every version.
"""

from __future__ import annotations

import functools
import json
import time
import uuid
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote

import pyarrow as pa
import xxhash
from deltalake import CommitProperties, DeltaTable
from deltalake.transaction import AddAction
from pyarrow import parquet as pq

from data.errors import Problem
from data.faults import CHECK
from data.tables import delta, marks, objects
from data.tables.schemas import STANDALONE
from data.tables.snapshot import Snapshot
from data.words.catalog import _

KEY = "fileHashes"  # in a commit's `commitInfo`
WHOLE = {"namesEveryFile": "true"}  # there: each file of the snapshot has its hash in this commit or before
COMMITTED = ("imports", *STANDALONE)  # the tables whose commits name hashes
BYTES_AT_ONCE = 1 << 20


def of_file(file: Path) -> str:
    """Return the hash of a file. Raises OSError if it can't be read."""
    digest = xxhash.xxh3_128()
    with file.open("rb", buffering=0) as content:
        while part := content.read(BYTES_AT_ONCE):
            digest.update(part)
    return digest.hexdigest()


def of_new_files(snapshot: Snapshot) -> dict[str, str]:
    """Return the hashes of the files that were written after a snapshot and not removed again.

    Also those of files that an older program wrote without naming one. An object store keeps hashes itself.
    """
    uri = snapshot.uri
    if "://" in uri:
        return {}
    places = {place for name, version in snapshot.versions for place in _new_places(uri, name, version)}
    if snapshot.number > 0 and not _is_whole(snapshot):
        every = {place for name in _tables(snapshot) for place in _places(snapshot, name)}
        places |= every - kept(uri).keys()
    return {place: of_file(Path(uri, place)) for place in sorted(places)}


def newest_list(snapshot: Snapshot, name: str) -> tuple[int, str]:
    """Return the newest version of a table, and the hash of the list of its files (delta.list_hash).

    Raises Problem if another machine wrote it after the snapshot, where that can be.
    """
    uri, since = snapshot.uri, snapshot.version(name)
    newest = delta.newest_version(uri, name, since)
    if "://" in uri and newest != since:
        table = delta.open_table(uri, name)
        with delta.writing(uri):
            delta.require_signed(table, since)
        return table.version(), delta.list_hash(delta.paths(table))
    paths = {*delta.paths(snapshot.open_table(name))}
    for version in range(since + 1, newest + 1):  # opening the table would read all of its log
        removed, added = changed_paths(delta.commit_file(uri, name, version))
        paths = (paths - removed) | added
    return newest, delta.list_hash(paths)


def write(
    uri: str,
    name: str,
    rows: pa.Table,
    mode: Literal["append", "overwrite"],
    hashes: Mapping[str, str] | None = None,
    *,
    notes: Mapping[str, str] | None = None,
    opened: DeltaTable | None = None,
    only_if_newest: bool = False,
) -> None:
    """Write rows into a small table as one file. Its commit names its hash, other `hashes` and `notes`.

    Only the files of the `opened` table are overwritten: rows that another machine adds meanwhile stay. By
    default, it is opened here. Raises Problem if writing fails, or if `only_if_newest` and the table has a
    newer version than the opened one.
    """
    with delta.writing(uri):
        table = opened or delta.newest_table(uri, name)
        content = pa.BufferOutputStream()
        pq.write_table(rows, content, compression="zstd")
        buffer, file = content.getvalue(), f"part-{uuid.uuid4()}.parquet"
        base, root = objects.file_system(table.table_uri)
        with base.open_output_stream(f"{root}/{file}") as target:
            target.write(buffer)
        named = {f"{name}/{file}": xxhash.xxh3_128(buffer).hexdigest(), **(hashes or {})}
        statistics = json.dumps({"numRecords": rows.num_rows})
        added = AddAction(
            file, buffer.size, {}, time.time_ns() // 10**6, data_change=True, stats=statistics
        )
        metadata = {KEY: json.dumps(named), **(notes or {})}
        if "://" not in uri:  # elsewhere, another machine may add files before this commit
            kept_files = delta.paths(table) if mode == "append" else []
            metadata[delta.LIST] = delta.list_hash([*kept_files, f"/{file}"])
        # Without a retry, Delta refuses to commit after any version that wasn't read.
        retries = 0 if only_if_newest or delta.LIST in metadata else None
        commit = CommitProperties(custom_metadata=metadata, max_commit_retries=retries)
        table.create_write_transaction([added], mode, rows.schema, commit_properties=commit)
    marks.note_own_write(uri)


def changed_files(snapshot: Snapshot, name: str, hashes: Mapping[str, str]) -> Iterator[str]:
    """Yield the files of a table whose content isn't that of their hash (see kept).

    Files that are missing or of another size are left out, and those without a hash. Raises Problem if the
    table doesn't open, OSError if a file can't be read.
    """
    broken = {f"{name}/{file.path}" for file in delta.broken_files(snapshot.open_table(name))}
    for place in _places(snapshot, name):
        if place in hashes and place not in broken and of_file(Path(snapshot.uri, place)) != hashes[place]:
            yield place


def require_unchanged(snapshot: Snapshot, name: str, months: Collection[str] | None = None) -> None:
    """Raise Problem if a file has changed since it was written, of a table or of some months of it.

    An import calls this before it writes the rows of these files again: otherwise a changed value would get
    a hash of its own.
    """
    places = _places(snapshot, name)
    if months is not None:
        places = [place for place in places if any(f"month={month}/" in place for month in months)]
    hashes = _newest_hashes(snapshot, {*places}) if "://" not in snapshot.uri else {}
    for place in places:
        if place in hashes and of_file(Path(snapshot.uri, place)) != hashes[place]:
            raise Problem(
                _("A file of the table {table} has changed since it was written.", table=name),
                where=place,
                next_step=_(CHECK),
            )


def kept(uri: str) -> dict[str, str]:
    """Return all hashes that the commits name: "messages/month=2026-09/part-….parquet" to its hash."""
    hashes: dict[str, str] = {}
    if "://" not in uri:
        for name in COMMITTED:
            for commit in sorted(Path(uri, name, "_delta_log").glob(delta.COMMITS)):
                hashes.update(_named(commit))
    return hashes


def _newest_hashes(snapshot: Snapshot, places: set[str]) -> dict[str, str]:
    """Return the hashes of these files of a snapshot that have one.

    The newest commits are read first: what an import rewrites was mostly written the night before.
    """
    hashes: dict[str, str] = {}
    for name in COMMITTED:
        for version in range(snapshot.version(name), -1, -1):
            if places <= hashes.keys():
                return hashes
            for place, value in _named(delta.commit_file(snapshot.uri, name, version)).items():
                hashes.setdefault(place, value)
    return hashes


def _is_whole(snapshot: Snapshot) -> bool:
    """Return whether each file of a snapshot in a local folder has its hash, as its commit says."""
    with suppress(OSError, ValueError):
        info = delta.commit_info(delta.commit_file(snapshot.uri, "imports", snapshot.number))
        return KEY in info and info.items() >= WHOLE.items()
    return False


def _tables(snapshot: Snapshot) -> list[str]:
    return [*dict(snapshot.versions), *snapshot.standalone_tables()]


def _places(snapshot: Snapshot, name: str) -> list[str]:
    """Return the files of a table, by their paths below the logs folder."""
    return [f"{name}{path}" for path in delta.paths(snapshot.open_table(name))]


def changed_paths(commit: Path) -> tuple[set[str], set[str]]:
    """Return the files that a commit removes, and those that it adds, by their paths (see delta.paths).

    Raises OSError or ValueError if it can't be read.
    """
    actions = _actions(commit)
    removed, added = ({f"/{unquote(one['path'])}" for one in actions[kind]} for kind in ("remove", "add"))
    return removed, added


def _new_places(uri: str, name: str, version: int) -> set[str]:
    """Return the files that are in the newest version of a table, but in no version up to this one."""
    paths: set[str] = set()
    for newer in range(version + 1, delta.newest_version(uri, name, version) + 1):
        actions = _actions(delta.commit_file(uri, name, newer))
        # Files of an earlier version that came back: they have hashes, and may have changed since.
        came_back = any(info.get("operation") == "RESTORE" for info in actions["commitInfo"])
        paths -= {removed["path"] for removed in actions["remove"]}
        paths |= set() if came_back else {added["path"] for added in actions["add"]}
    return {f"{name}/{unquote(path)}" for path in paths}


def _actions(commit: Path) -> Mapping[str, list[dict[str, Any]]]:
    actions: dict[str, list[dict[str, Any]]] = {"commitInfo": [], "add": [], "remove": []}
    for line in commit.read_text(encoding="utf-8").splitlines():
        for kind, action in json.loads(line).items():
            actions.setdefault(kind, []).append(action)
    return actions


def _named(commit: Path) -> Mapping[str, str]:
    """Return the hashes that a commit names; none if it can't be read."""
    try:
        return _named_once(commit, commit.stat().st_mtime_ns)
    except (OSError, ValueError):
        return {}


@functools.lru_cache(maxsize=4096)
def _named_once(commit: Path, _written_at: int) -> Mapping[str, str]:
    named = json.loads(delta.commit_info(commit).get(KEY, "{}"))
    return {str(path): str(value) for path, value in named.items()}
