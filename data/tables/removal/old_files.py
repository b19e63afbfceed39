"""What is left of removed rows in the folders of the tables: files of older versions, and statistics."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from data.tables import delta, upkeep
from data.tables.schemas import EVERY
from data.tables.snapshot import MISSING, Snapshot

LOG = "_delta_log"


def delete_old(snapshot: Snapshot) -> list[str]:
    """Delete every file that this snapshot doesn't name; return those that can't be deleted now.

    Who reads such a file at this moment reads it to its end; on Windows, it can't be deleted yet. The
    caller holds the lock. Raises Problem if a table doesn't open, OSError if an object store refuses.
    """
    left: list[str] = []
    for name in EVERY:
        if snapshot.version(name) == MISSING:
            continue
        if "://" in snapshot.uri:
            upkeep.clear_table(snapshot.uri, name, {snapshot.version(name): None}, idle_hours=0)
            continue
        named = {path.lstrip("/") for path in delta.paths(snapshot.open_table(name))}
        left += _delete_others(Path(snapshot.uri, name), named)
        strip_statistics(Path(snapshot.uri, name, LOG))
    return left


def _delete_others(folder: Path, named: set[str]) -> Iterator[str]:
    """Delete the files of a table but those `named`; yield those that can't be deleted."""
    for file in sorted(folder.rglob("*"), reverse=True):  # what is in a folder before the folder
        path = file.relative_to(folder).as_posix()
        if path.split("/")[0] == LOG or path in named:
            continue
        if file.is_dir():
            with suppress(OSError):  # it isn't empty
                file.rmdir()
            continue
        try:
            file.unlink(missing_ok=True)
        except OSError:
            yield f"{folder.name}/{path}"


def strip_statistics(log: Path) -> None:
    """Take the least and greatest values of columns out of a log: an older program wrote them there.

    A checkpoint that has them is deleted if the log is there from its start, which is then read instead.
    """
    commits = sorted(log.glob(delta.COMMITS))
    for commit in commits:
        content = commit.read_bytes()
        if b"minValues" in content:
            arriving = commit.with_suffix(".arriving")
            arriving.write_text("".join(map(_stripped, content.decode().splitlines())), encoding="utf-8")
            arriving.replace(commit)
    is_whole = [int(commit.stem) for commit in commits] == [*range(len(commits))]
    for checkpoint in log.glob("*.checkpoint.parquet"):
        if is_whole and _has_statistics(checkpoint):
            (log / "_last_checkpoint").unlink(missing_ok=True)
            checkpoint.unlink()


def _stripped(line: str) -> str:
    action: dict[str, Any] = json.loads(line)
    added = action.get("add")
    if added and "stats" in added:
        rows = json.loads(added["stats"] or "{}").get("numRecords")
        added["stats"] = json.dumps({"numRecords": rows})
    return json.dumps(action, separators=(",", ":")) + "\n"


def _has_statistics(checkpoint: Path) -> bool:
    added = pq.read_table(checkpoint, columns=["add"])["add"].to_pylist()
    return any("minValues" in str(add) for add in added if add)
