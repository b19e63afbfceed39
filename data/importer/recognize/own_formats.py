"""Formats of the district's own: TOML files like those of data/providers, in the folder `formats`.

A file that a person names (`--format FILE.toml`) is used for one import. Those in the folder are recognized
by their columns, as the formats of services are.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, TypeAlias

from data import settings
from data.errors import Problem
from data.importer.order import DATE_ORDERS
from data.words import vocabulary
from data.words.catalog import _, listing

# A file and the time of its last change: what is read of it is kept until it changes.
Stamped: TypeAlias = tuple[Path, int]
MEANINGS = {
    "statuses": [result.key for result in vocabulary.RESULTS],
    "opt_in_statuses": [status.key for status in vocabulary.STATUSES],
}
ANSWER = {"statuses": "result", "opt_in_statuses": "status"}
_included: ContextVar[Path | None] = ContextVar("included_format", default=None)


@contextmanager
def including(file: Path | None) -> Iterator[None]:
    """Use the formats of that file too while the block runs."""
    token = _included.set(file)
    try:
        yield
    finally:
        _included.reset(token)


def files() -> tuple[Stamped, ...]:
    """Return the files of the district's own formats, by name. Raises Problem if a named one is missing."""
    folder = Path(settings.load().formats)
    own = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    named = _included.get()
    if named is not None and not named.is_file():
        raise Problem(_("This format file doesn't exist."), where=str(named))
    return tuple(
        (file, file.stat().st_mtime_ns) for file in dict.fromkeys([*own, *([named] if named else [])])
    )


def read(file: Path, services: frozenset[str]) -> dict[str, Any]:
    """Return what a file says, checked. `services` are keys that it may not take.

    Raises Problem, with the file and what to correct, if it can't be used.
    """
    try:
        entry = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise _unusable(file, _("it isn't valid TOML: {error}", error=str(error))) from None
    for key in ("service", "name"):
        if not isinstance(entry.get(key), str) or not entry[key]:
            raise _unusable(file, _("“{key}” needs a text", key=key))
    if entry["service"] in services:
        raise _unusable(file, _("the service “{service}” exists already", service=entry["service"]))
    if not isinstance(entry.get("formats"), dict) or not entry["formats"]:
        raise _unusable(file, _("it has no table [formats.…]"))
    for table in MEANINGS:
        _check_meanings(file, table, entry.get(table, []))
    for name, one in entry["formats"].items():
        _check_format(file, name, one)
    return entry


def keep(text: str, name: str, services: Collection[str]) -> Path:
    """Write a format into the folder of the district's own, and return its file.

    `services` are keys that it may not take.

    Raises Problem if the name is empty or taken, or if the format can't be used: then nothing is written.
    """
    file = Path(settings.load().formats) / f"{key_of(name)}.toml"
    if not key_of(name) or file.exists() or key_of(name) in services:
        raise Problem(
            _("A format of that name exists already, or the name has no letters."),
            where=name,
            next_step=_("Enter another name for the format."),
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    arriving = file.with_name(f"{file.stem}.arriving")
    try:
        arriving.write_text(text, encoding="utf-8")
        read(arriving, frozenset())
        arriving.rename(file)
    except OSError as error:
        raise Problem(
            _("The format couldn't be written: {error}.", error=error.strerror or type(error).__name__),
            where=str(file),
            next_step=_("Check the free space and the permissions of the folder."),
        ) from None
    finally:
        arriving.unlink(missing_ok=True)
    return file


def key_of(name: str) -> str:
    """Return the key of a format's service by its name: "city_sms" for "City SMS"."""
    return re.sub(r"\W+", "_", name.casefold()).strip("_")


def _check_meanings(file: Path, table: str, rules: list[Mapping[str, Any]]) -> None:
    """Raise Problem for words without a meaning, which a draft has until a person completes it."""
    keys = MEANINGS[table]
    for rule in rules:
        words = listing(map(str, rule.get("words", [])))
        stated = rule.get(ANSWER[table])
        if rule.get("set_aside") in vocabulary.SKIPPED or stated in keys:
            continue
        raise _unusable(
            file,
            _(
                "the words {words} need {field} = one of {keys}, or set_aside = one of {kinds}",
                words=words,
                field=ANSWER[table],
                keys=listing(keys),
                kinds=listing(vocabulary.SKIPPED),
            ),
        )


def _check_format(file: Path, name: str, one: object) -> None:
    if not isinstance(one, dict) or one.get("kind") not in vocabulary.FILE_KINDS:
        kinds = listing(vocabulary.FILE_KINDS)
        raise _unusable(file, _("[formats.{name}] needs kind = one of {kinds}", name=name, kinds=kinds))
    columns = one.get("columns")
    if not isinstance(columns, dict) or not all(isinstance(names, list) for names in columns.values()):
        raise _unusable(file, _('[formats.{name}.columns] needs lines such as number = ["To"]', name=name))
    for column, words in one.get("directions", {}).items():
        if not isinstance(words, dict) or not {"inbound", "outbound"} <= set(words):
            raise _unusable(
                file,
                _("the directions of {column} need words for inbound and outbound", column=column),
            )
    _check_complete(file, name, one)


def _check_complete(file: Path, name: str, one: Mapping[str, Any]) -> None:
    """Raise Problem for what a draft leaves to be completed."""
    for field, names in one["columns"].items():
        if not names:
            raise _unusable(
                file, _("[formats.{name}.columns] needs a column for {field}", name=name, field=field)
            )
    if "date_order" in one and one["date_order"] not in DATE_ORDERS:
        orders = listing(DATE_ORDERS)
        raise _unusable(
            file, _("[formats.{name}] needs date_order = one of {orders}", name=name, orders=orders)
        )


def _unusable(file: Path, why: str) -> Problem:
    return Problem(
        _("This format of the district's own can't be used: {why}.", why=why),
        where=str(file),
        next_step=_("Correct the file, or move it out of the folder of formats."),
    )
