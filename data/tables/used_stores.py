"""Which stored data was used before: remembered outside it, so that its loss can't look like a new start.

The file `used-stores.json` in the user's own data folder says which store each logs folder held, and which
each settings file led to. A store's ID is that of its table of imports, which a copy of it keeps. The first
import, or the first look at an older store, adds an entry; `confirm_move` changes one.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from filelock import FileLock

from data import settings
from data.errors import Problem
from data.tables import store
from data.words.catalog import _

Entries: TypeAlias = dict[str, dict[str, str]]
LOCK_SECONDS = 10
TABLE_ID = re.compile(rb'"metaData":{"id":"([^"]+)"')


class MovedData(Problem):
    """The stored data isn't where it was: an administrator puts it back, or confirms the move."""


def district_logs() -> str:
    """Return the address of the district's logs. Raises MovedData if other data, or none, is there now.

    Raises Problem if the settings can't be read, or the list of imports.
    """
    logs = settings.load().logs
    here = _store_at(logs)
    try:
        entries = _read()
    except (OSError, ValueError):
        if not here:
            raise _unreadable() from None
        entries = {}
    for key, entry in _own_entries(entries, logs).items():
        if entry["store"] not in ("", here):
            raise _moved(here, logs, entry["logs"]) if key in _keys(logs) else _not_named(key)
    if here and any(entries.get(key) != entry for key, entry in _entries(here, logs).items()):
        remember()
    return logs


def remember() -> None:
    """Remember the store that the district uses. If that can't be written, the next look tries again."""
    logs = settings.load().logs
    if here := _store_at(logs):
        with suppress(OSError):
            _write(_entries(here, logs), wait=0)  # a page that looks must not wait for another one


def confirm_move() -> str:
    """Use the logs folder as it is now; return a sentence about what it holds.

    Raises Problem if the list of imports can't be read, or the confirmation can't be written.
    """
    logs = settings.load().logs
    here = _store_at(logs)
    try:
        _write(_entries(here, logs))
    except OSError as error:
        raise Problem(
            _("The move can't be confirmed: {reason}.", reason=error.strerror or type(error).__name__),
            where=str(_file()),
            next_step=_("Check the free space and the permissions of this folder."),
        ) from None
    if here:
        return _("The dashboard now uses the data in {logs}.", logs=logs)
    return _("The dashboard now uses {logs}, which holds no data yet.", logs=logs)


def _entries(here: str, logs: str) -> Entries:
    """Return what to remember: the store of the logs folder, and of the settings file that led to it."""
    entry = {"store": here, "logs": logs, "program": str(settings.DEFAULT_FILE)}
    return dict.fromkeys(_keys(logs), entry)


def _keys(logs: str) -> tuple[str, str]:
    return logs, str(settings.file().resolve())


def _own_entries(entries: Entries, logs: str) -> Entries:
    """Return what is remembered of these logs and this settings file.

    Where nothing is remembered and DISTRICT_TOML isn't set, it may have been left out, as in a new crontab.
    Then return what this program used with other settings files that are still there.
    """
    own = {key: entries[key] for key in _keys(logs) if key in entries}
    if own or settings.file() != settings.DEFAULT_FILE:
        return own
    program = str(settings.DEFAULT_FILE)
    return {
        file: entry
        for file, entry in entries.items()
        if entry["program"] == program and file != entry["logs"] and Path(file).is_file()
    }


def _store_at(logs: str) -> str:
    """Return the ID of the store at an address; "" before its first import, or without a store."""
    if "://" not in logs:
        first, second = (Path(logs, "imports", "_delta_log", f"{version:020}.json") for version in (0, 1))
        with suppress(OSError):  # opening the table would read all of its log
            if second.is_file() and (table_id := TABLE_ID.search(first.read_bytes())):
                return table_id[1].decode()
    imports_id, number, _standalone = store.newest_mark(logs)
    return imports_id if number >= 1 else ""


def _moved(here: str, logs: str, before: str) -> MovedData:
    if here:
        happened = _("The logs folder holds other data than before.")
    else:
        happened = _("The stored data is missing.")
    place = logs if before == logs else _("{logs}. Before, it was in {before}.", logs=logs, before=before)
    step = _(
        "Connect the drive again, restore a backup, or correct `logs` in {file}. "
        "If you moved or deleted the data on purpose, run `python -m data confirm-move`.",
        file=str(settings.file()),
    )
    return MovedData(happened, where=place, next_step=step)


def _not_named(file: str) -> MovedData:
    """Return the error for data that was used with a settings file that DISTRICT_TOML no longer names."""
    return MovedData(
        _("The dashboard was used with another settings file, and DISTRICT_TOML isn't set."),
        where=file,
        next_step=_(
            "Set DISTRICT_TOML to this file. "
            "If this is another district, run `python -m data confirm-move`."
        ),
    )


def _unreadable() -> Problem:
    return Problem(
        _("There is no stored data, and the list of used data can't be read."),
        where=str(_file()),
        next_step=_(
            "Connect the drive of the data. To start without data, run `python -m data confirm-move`."
        ),
    )


def _file() -> Path:
    return settings.own_folder() / "used-stores.json"


def _read() -> Entries:
    """Return the entries. Raises OSError or ValueError if they can't be read."""
    try:
        entries = json.loads(_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    names = ("store", "logs", "program")
    if not isinstance(entries, dict) or not all(
        isinstance(entry, dict) and set(names) <= set(entry) for entry in entries.values()
    ):
        raise ValueError("not a list of used data")
    return entries


def _left_behind(entries: Entries, changed: Entries) -> set[str]:
    """Return the folders that the data was moved from: it isn't there, and no settings file leads there."""
    here = next(iter(changed.values()))
    led_to = {entry["logs"] for key, entry in {**entries, **changed}.items() if key != entry["logs"]}
    same = {
        key for key, entry in entries.items() if entry["store"] == here["store"] and key == entry["logs"]
    }
    return {key for key in same - led_to if _is_gone(entries[key])}


def _is_gone(entry: Mapping[str, str]) -> bool:
    """Return whether a folder no longer holds its store. What can't be read or is remote may hold it."""
    try:
        return "://" not in entry["logs"] and _store_at(entry["logs"]) != entry["store"]
    except (OSError, Problem):
        return False


def _write(changed: Entries, wait: float = LOCK_SECONDS) -> None:
    """Change entries, and remove those of folders that the data was moved from.

    A file that can't be read is replaced: what `changed` names was seen or confirmed.
    Raises OSError if it can't be written, or if someone else still changes it after `wait` seconds.
    """
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with FileLock(file.with_suffix(".lock"), timeout=wait):
        try:
            entries = _read()
        except ValueError:
            entries = {}
        for key in _left_behind(entries, changed):
            del entries[key]
        arriving = file.with_suffix(f".{os.getpid()}.arriving")
        arriving.write_text(json.dumps({**entries, **changed}, indent=1), encoding="utf-8")
        arriving.replace(file)
