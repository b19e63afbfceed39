"""Restoring a backup: every file is checked and copied aside first, then the tables are moved into place.

The table of imports is moved away first and comes last. Without it there is no stored data, so nobody ever
reads a mixture, and whoever was interrupted restores again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from data import record, settings
from data.access import person_at_machine
from data.errors import Problem
from data.keeping import sealed
from data.keeping.backup import (
    ACCESS,
    ERASED,
    FORMATS,
    KIND,
    LOGS,
    MANIFEST,
    RECORD,
    SETTINGS,
    not_copied,
    require_local,
)
from data.tables import marks, store, used_stores
from data.tables.removal import erased
from data.tables.schemas import SCHEMAS, STANDALONE
from data.words.catalog import _

TABLES = ("imports", *SCHEMAS, *STANDALONE)  # in the order in which they are moved away
BEFORE = "before-restore-"  # a folder of the workspace with what was there before


@dataclass(frozen=True)
class Restored:
    """A restored backup: its imports, where it is, where the data before it is, and what was left alone.

    `left` are files of the backup whose places hold other files, `erased_since` how many people were
    erased after the backup was made.
    """

    imports: int
    logs: str
    before: Path | None
    left: tuple[Path, ...]
    erased_since: int = 0


def restore(folder: Path, *, is_confirmed: bool) -> Restored:
    """Put the backup in this folder in the place of the stored data.

    Raises Problem if a file of the backup has changed or is missing, if there is stored data already and
    it isn't confirmed that it is replaced, or if the data can't be written: then all is as it was.
    """
    content = checked(folder)
    try:
        left = [*_restored_settings(folder, content)]
        current = settings.load()
        logs = current.logs
        require_local(logs)
        _require_confirmed(logs, is_confirmed=is_confirmed)
        if not list(Path(current.record).glob("*.jsonl")):  # a record that is there is newer
            left += [*_placed(folder, content, RECORD, Path(current.record))]
        record.write(person_at_machine(), "restore", about=folder.name)
        again = _("Wait until that is done, then restore again. The Imports page shows running imports.")
        with store.import_lock(logs, next_step=again):
            before = _replaced(folder, content, Path(logs))
        left += [*_placed(folder, content, FORMATS, Path(current.formats))]
        if current.access:
            left += [*_placed(folder, content, ACCESS, Path(current.access).parent)]
        list(_placed(folder, content, ERASED, erased.file_of(logs).parent))  # one that is there is newer
        made_at = datetime.fromisoformat(content["made_at"])
        since = sum(moment > made_at for moment in erased.read(logs).values())
    except OSError as error:
        raise not_copied(error, str(folder), _("The backup couldn't be restored.")) from None
    with suppress(Problem):  # if it can't be written, pages say what to do if that matters
        used_stores.confirm_move()
    return Restored(content["imports"], logs, before, tuple(left), since)


def checked(folder: Path) -> sealed.Content:
    """Return what the manifest of a backup says. Raises Problem if any of its files has changed."""
    manifest = folder / MANIFEST
    if not manifest.is_file():
        raise Problem(
            _("This folder isn't a backup."),
            where=str(folder),
            next_step=_("Choose the folder of one backup: {file} is in it.", file=MANIFEST),
        )
    content = sealed.unseal(manifest)
    if content.get("kind") != KIND:
        raise sealed.changed(MANIFEST)
    for file in content["files"]:
        _require_unchanged(folder, file)
    return content


def _require_unchanged(folder: Path, file: dict[str, Any]) -> None:
    path = PurePosixPath(file["path"])
    if path.is_absolute() or ".." in path.parts or "\\" in file["path"]:
        raise sealed.changed(MANIFEST)
    try:
        is_unchanged = sealed.hash_of(folder / path) == file["sha256"]
    except FileNotFoundError:
        raise Problem(
            _("A file of the backup is missing."), where=file["path"], next_step=_("Use another backup.")
        ) from None
    if not is_unchanged:
        raise sealed.changed(file["path"])


def _require_confirmed(logs: str, *, is_confirmed: bool) -> None:
    if not is_confirmed and any(Path(logs, name).exists() for name in TABLES):
        raise Problem(
            _("There is stored data already."),
            where=logs,
            next_step=_("Add --confirm to replace it. What is there now will be kept beside it."),
        )


def _replaced(folder: Path, content: sealed.Content, logs: Path) -> Path | None:
    """Move the tables of the backup into the folder of logs; return where those before it are."""
    workspace, moment = store.workspace(str(logs)), datetime.now(UTC)
    arriving = workspace / f"restoring-{moment:%Y%m%dT%H%M%S%f}"
    before = workspace / f"{BEFORE}{moment:%Y%m%dT%H%M%S%f}"
    try:
        for file in _files_in(content, LOGS):
            _copy(folder, file, arriving / PurePosixPath(file["path"]).relative_to(LOGS))
        store.check_complete(store.newest(str(arriving)))
        marks.mark_as_restored(str(arriving))
        _swap(arriving, logs, before)
    finally:
        shutil.rmtree(arriving, ignore_errors=True)
    return before if before.exists() else None


def _swap(arriving: Path, logs: Path, before: Path) -> None:
    """Move the tables of `logs` to `before` and the arriving ones there, or none of them."""
    moves = [(logs / name, before / name) for name in TABLES if (logs / name).exists()]
    moves += [(arriving / name, logs / name) for name in reversed(TABLES) if (arriving / name).exists()]
    moved = []
    try:
        for source, target in moves:
            target.parent.mkdir(exist_ok=True, mode=0o700)
            source.rename(target)
            moved.append((source, target))
    except OSError:
        for source, target in reversed(moved):
            target.rename(source)
        with suppress(OSError):
            before.rmdir()
        raise


def _restored_settings(folder: Path, content: sealed.Content) -> Iterator[Path]:
    """Restore the settings file if it is gone; yield that of the backup if another one is there."""
    for file in _files_in(content, SETTINGS):
        yield from _placed_file(folder, file, settings.file())


def _placed(folder: Path, content: sealed.Content, kind: str, target: Path) -> Iterator[Path]:
    """Restore the files of one folder of the backup; yield those whose places hold other files."""
    for file in _files_in(content, kind):
        yield from _placed_file(folder, file, target / PurePosixPath(file["path"]).relative_to(kind))


def _placed_file(folder: Path, file: dict[str, Any], target: Path) -> Iterator[Path]:
    if not target.exists():
        _copy(folder, file, target)
    elif sealed.hash_of(target) != file["sha256"]:
        yield folder / file["path"]


def _files_in(content: sealed.Content, kind: str) -> list[dict[str, Any]]:
    return [file for file in content["files"] if file["path"].startswith(f"{kind}/")]


def _copy(folder: Path, file: dict[str, Any], target: Path) -> None:
    """Copy a file of the backup. Raises Problem if the copy isn't what was backed up."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    arriving = target.with_name(f"{target.name}.arriving")
    shutil.copyfile(folder / file["path"], arriving)
    if sealed.hash_of(arriving) != file["sha256"]:
        arriving.unlink()
        raise sealed.changed(file["path"])
    arriving.replace(target)
