"""The commit of a removal: the newest import that counts names the tables without the rows.

It writes no row of its own to `imports`, since an undo would take that for an import. All versions before
it are closed, so that no undo brings rows back. How many rows went is in the commit, for the check.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import fs

from data.tables import delta, file_hashes, objects, store
from data.tables.schemas import IMPORTS, SCHEMAS
from data.tables.snapshot import CLOSED, Snapshot

KEY = "removedRows"  # in a commit's `commitInfo`
REMOVED = pa.schema(
    [("table_name", pa.string()), ("import_id", pa.string()), ("kind", pa.string()), ("rows", pa.int64())]
)
Count = Mapping[str, object]  # a row of REMOVED


def commit(snapshot: Snapshot, counts: list[Count], clean: Callable[[pa.Table], pa.Table]) -> Snapshot:
    """Commit the tables as they are now in the place of the snapshot, and return the new one.

    `counts` says how many rows went, `clean` returns rows of `imports` without what must not stay in them.
    The caller holds the lock and has rolled back. Raises Problem if it can't be written.
    """
    rows = snapshot.table("imports").to_pylist()
    standing = store.counting(snapshot.table("imports"))["import_id"].to_pylist()
    newest = standing[-1] if standing else None
    tables = store.written_tables(snapshot)
    closed = {f"{name}_version": CLOSED for name in SCHEMAS}
    changed = [row | (tables if row["import_id"] == newest else closed) for row in rows]
    store.replace_imports(
        snapshot,
        clean(pa.Table.from_pylist(changed, schema=IMPORTS)),
        file_hashes.of_new_files(snapshot),
        {KEY: json.dumps({"after": newest, "counts": counts})},
    )
    return store.newest(snapshot.uri)


def removed_rows(uri: str, counting: pa.Table) -> pa.Table:
    """Return how many rows were removed, as REMOVED, by removals after imports that still count."""
    standing = set(counting["import_id"].to_pylist())
    counts: list[Count] = []
    for removal in _in_object_store(uri) if objects.is_address(uri) else _in_folder(uri):
        if removal["after"] in standing:
            counts += removal["counts"]
    return pa.Table.from_pylist([dict(count) for count in counts], schema=REMOVED)


def _in_folder(uri: str) -> Iterator[dict[str, Any]]:
    for commit_file in sorted(Path(uri, "imports", "_delta_log").glob(delta.COMMITS)):
        yield from _of_commit(commit_file.read_text(encoding="utf-8"))


def _of_commit(text: str) -> Iterator[dict[str, Any]]:
    if f'"{KEY}"' in text:  # it is in few
        infos = (json.loads(line).get("commitInfo") for line in text.splitlines())
        yield from (json.loads(info[KEY]) for info in infos if info and KEY in info)


def _in_object_store(uri: str) -> Iterator[dict[str, Any]]:
    # Not by Delta's history, which lets no other thread work while it waits for the store.
    base, root = objects.file_system(uri)
    log = fs.FileSelector(f"{root}/imports/_delta_log", allow_not_found=True)
    for path in sorted(info.path for info in base.get_file_info(log) if info.path.endswith(".json")):
        with base.open_input_file(path) as file:
            yield from _of_commit(file.read().decode())
