"""A backup: a copy of one version of the stored data and of what explains it, each file with its hash.

Nothing is locked. The files of a version never change, and an import deletes only what no version of the
last month names. If an erasure deletes one meanwhile, the backup begins again with the newer version.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from data import faults, record, settings
from data.access import person_at_machine
from data.errors import Problem
from data.faults import CHECK
from data.keeping import sealed
from data.tables import delta, file_hashes, store, used_stores
from data.tables.removal import erased
from data.tables.schemas import EVERY
from data.tables.snapshot import MISSING, Snapshot
from data.words.catalog import _

KIND = "backup"
MANIFEST = "backup.json"
# The folders of a backup.
LOGS, SETTINGS, FORMATS, ACCESS, RECORD, ERASED = (
    "logs",
    "settings",
    "formats",
    "access",
    "record",
    "erased",
)
ATTEMPTS = 3  # an erasure beside one is rare, and two are rarer


@dataclass(frozen=True)
class Backup:
    """A finished backup: its folder, its number of files and their bytes, and the imports in it."""

    folder: Path
    files: int
    size: int
    imports: int


def back_up(folder: Path) -> Backup:
    """Copy the newest version of the stored data into a new folder in this one, and check every copy.

    Raises Problem if there is no stored data, a file of it is damaged, or the copy can't be written; then
    nothing is left of it.
    """
    uri = used_stores.district_logs()
    require_local(uri)
    if folder.resolve().is_relative_to(Path(uri).resolve()):
        raise Problem(
            _("A backup can't be in the folder of the stored data."),
            where=str(folder),
            next_step=_("Choose a folder on another disk."),
        )
    record.write(person_at_machine(), "backup")
    name = f"sms-reports-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"
    arriving = folder / f"{name}.incomplete"
    try:
        arriving.mkdir(parents=True, mode=0o700)
        content = _copied(uri, arriving)
        _check_copies(arriving, content)
        (arriving / MANIFEST).write_bytes(sealed.seal(content))
        made = arriving.rename(folder / name)
    except OSError as error:
        raise not_copied(error, str(folder), _("The backup couldn't be made.")) from None
    finally:
        shutil.rmtree(arriving, ignore_errors=True)
    sizes = [file["size"] for file in content["files"]]
    return Backup(made, len(sizes), sum(sizes), content["imports"])


def not_copied(error: OSError, where: str, sentence: str) -> Problem:
    """Return what a person reads about files that couldn't be copied."""
    reason = error.strerror or type(error).__name__
    return faults.problem(error, where, sentence) or Problem(
        f"{sentence} {_('Technical detail: {error}.', error=reason)}",
        where=where,
        next_step=_("Check the folder’s free space and permissions."),
    )


def require_local(uri: str) -> None:
    """Raise Problem if the stored data is in an object store."""
    if "://" in uri:
        raise Problem(
            _("The stored data is in an object store."),
            where=uri,
            next_step=_("Use the backups and versions of the object store."),
        )


def _copied(uri: str, target: Path) -> sealed.Content:
    """Copy everything; return what the manifest says. Begin again if an erasure came between."""
    for attempt in range(1, ATTEMPTS + 1):
        before = store.newest_mark(uri)
        snapshot = store.newest(uri)
        if snapshot.number < 1:
            raise Problem(_("There is no stored data yet."), where=uri, next_step=_("Import a file first."))
        try:
            files = [_copy(source, target, place) for source, place in _sources(snapshot)]
            files += _copied_record(target)
        except (FileNotFoundError, Problem):
            if attempt == ATTEMPTS or store.newest_mark(uri) == before:
                raise
            shutil.rmtree(target)
            target.mkdir(mode=0o700)
        else:
            return _content(snapshot, files)
    raise AssertionError("the last attempt returns or raises")


def _content(snapshot: Snapshot, files: list[dict[str, object]]) -> sealed.Content:
    return {
        "kind": KIND,
        "made_at": datetime.now(UTC).isoformat(),
        "logs": snapshot.uri,
        "settings": str(settings.file().resolve()),
        "version": snapshot.number,
        "imports": store.counting(snapshot.table("imports")).num_rows,
        "files": sorted(files, key=lambda file: str(file["path"])),
    }


def _sources(snapshot: Snapshot) -> Iterator[tuple[Path, str]]:
    """Yield every file of a backup, and its place in there."""
    for name in EVERY:
        if snapshot.version(name) != MISSING:
            for path in _files_of(snapshot, name):
                yield Path(snapshot.uri, name, path), f"{LOGS}/{name}/{path}"
    current = settings.load()
    yield settings.file(), f"{SETTINGS}/{settings.file().name}"
    for file in sorted(Path(current.formats).glob("*.toml")):
        yield file, f"{FORMATS}/{file.name}"
    if (noted := erased.file_of(snapshot.uri)).is_file():
        yield noted, f"{ERASED}/{noted.name}"
    if current.access and Path(current.access).is_file():
        yield Path(current.access), f"{ACCESS}/{Path(current.access).name}"


def _files_of(snapshot: Snapshot, name: str) -> Iterator[str]:
    """Yield the files of a table: those with rows, and the log up to its version."""
    table = snapshot.complete_table(name)
    yield from (path.lstrip("/") for path in delta.paths(table))
    folder, version = Path(snapshot.uri, name, "_delta_log"), snapshot.version(name)
    for pattern in (delta.COMMITS, "[0-9]" * 20 + ".checkpoint.parquet"):
        for file in sorted(folder.glob(pattern)):
            if int(file.name.partition(".")[0]) <= version:
                yield f"_delta_log/{file.name}"
    last = folder / "_last_checkpoint"
    with suppress(OSError, ValueError, KeyError):  # without it, the log is read from its start
        if int(json.loads(last.read_bytes())["version"]) <= version:
            yield f"_delta_log/{last.name}"


def _copied_record(target: Path) -> Iterator[dict[str, object]]:
    """Copy the record up to the entries that are in it now, and its key."""
    folder = Path(settings.load().record)
    for file, size in record.files_now(folder):
        copy = target / RECORD / file.name
        copy.parent.mkdir(exist_ok=True, mode=0o700)
        with file.open("rb") as content:
            copy.write_bytes(content.read(size))
        yield {"path": f"{RECORD}/{file.name}", "size": size, "sha256": sealed.hash_of(copy)}


def _copy(source: Path, target: Path, place: str) -> dict[str, object]:
    copy = target / place
    copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copyfile(source, copy)
    return {"path": place, "size": copy.stat().st_size, "sha256": sealed.hash_of(source)}


def _check_copies(folder: Path, content: sealed.Content) -> None:
    """Raise Problem if a copy differs from its source, or from what its import wrote."""
    hashes = file_hashes.kept(str(folder / LOGS))
    for file in content["files"]:
        copy = folder / file["path"]
        written = hashes.get(file["path"].removeprefix(f"{LOGS}/"))
        if written is not None and file_hashes.of_file(copy) != written:
            raise Problem(
                _("A stored file has changed since it was written, so it can't be backed up."),
                where=file["path"],
                next_step=_(CHECK),
            )
        if sealed.hash_of(copy) != file["sha256"]:
            raise sealed.changed(file["path"])
