"""The services and the formats of their exports: data/providers/**/*.toml as frozen objects."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from data.errors import Problem
from data.importer.recognize import own_formats
from data.importer.recognize.format_types import (
    GENERIC,
    TO_ASK,
    Directions,
    Format,
    Meanings,
    Rule,
    Service,
)
from data.importer.recognize.people.formats import wide_list
from data.importer.recognize.plain_names import plain_name
from data.words import vocabulary
from data.words.catalog import _, listing
from data.words.vocabulary import plain

FOLDER = Path(__file__).parents[2] / "providers"
KINDS = ("log", "status", "contacts")
# What every format of a kind needs, if it doesn't say itself.
NEEDED = {
    "log": ("requested_at", "number", "result"),
    "status": ("number", "status"),
    "contacts": ("contact_id", "number"),
}
RESULTS = {result.key: result.name for result in vocabulary.RESULTS}
STATUSES = {status.key: status.name for status in vocabulary.STATUSES}


def services() -> dict[str, Service]:
    """Return every service by its key, the district's own and the generic one last.

    Raises Problem if a format of the district's own can't be used.
    """
    return _services(own_formats.files())


def formats() -> dict[str, Format]:
    """Return every format by its id: "twilio console". The generic format of a kind has the kind as id."""
    return _formats(own_formats.files())


@functools.lru_cache(maxsize=16)
def _services(own: tuple[own_formats.Stamped, ...]) -> dict[str, Service]:
    entries = [tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.rglob("*.toml"))]
    taken = frozenset(entry["service"] for entry in entries)
    entries += [own_formats.read(file, taken) | {"is_own": True} for file, _changed_at in own]
    generic = next(entry for entry in entries if entry["service"] == GENERIC)
    every = [_service(entry, generic) for entry in entries if entry is not generic]
    return {service.key: service for service in [*every, _service(generic, generic)]}


@functools.lru_cache(maxsize=16)
def _formats(own: tuple[own_formats.Stamped, ...]) -> dict[str, Format]:
    return {one.id: one for service in _services(own).values() for one in service.formats}


def by_id(id_: str) -> Format:
    """Return the format of that id. Raises Problem if there is none."""
    try:
        return formats()[id_]
    except KeyError:
        raise Problem(
            _("There is no format “{format}”.", format=id_),
            where=_("Formats: {formats}", formats=listing(formats())),
            next_step=_("Use one of these, or leave the format out to have it recognized by the columns."),
        ) from None


def in_file(file: Path, header: Iterable[str], kind: str | None) -> Format:
    """Return the format of a file of the district's own that fits a header best.

    Raises Problem if it has none of that kind.
    """
    (own,) = [stamped for stamped in own_formats.files() if stamped[0] == file]
    service = own_formats.read(file, frozenset())["service"]
    every = [one for one in _services((own,))[service].formats if kind in {None, one.kind}]
    if not every:
        raise Problem(_("This file has no format of that kind."), where=str(file))
    names = set(map(plain_name, header))
    return max(every, key=lambda one: len(names.intersection(map(plain_name, one.recognized_by))))


def fields(kind: str) -> tuple[str, ...]:
    """Return every field that a file of this kind may give."""
    return tuple(formats()[kind].columns)


def matching(header: Iterable[str]) -> list[Format]:
    """Return the formats whose `recognized_by` are all in a header, surest first; never a generic one."""
    names = set(map(plain_name, header))
    matches = [
        one
        for one in formats().values()
        if one.recognized_by and names.issuperset(map(plain_name, one.recognized_by))
    ]
    return sorted(matches, key=lambda one: -len(one.recognized_by))


def column_names() -> frozenset[str]:
    """Return the plain names of every column that some format knows."""
    return _column_names(own_formats.files())


@functools.lru_cache(maxsize=16)
def _column_names(own: tuple[own_formats.Stamped, ...]) -> frozenset[str]:
    every = _formats(own).values()
    names = {
        name for one in every for field in one.columns.values() for name in (*field, *one.recognized_by)
    }
    fields_too = {field for one in every if one.is_generic for field in one.columns}
    return frozenset(map(plain_name, names | fields_too)) - {""}


def json_places() -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys that hold records in JSON answers, and those of lists with a record an element."""
    every = formats().values()
    return (
        frozenset(key for one in every for key in one.records),
        frozenset(one.each for one in every if one.each),
    )


def _service(entry: Mapping[str, Any], generic: Mapping[str, Any]) -> Service:
    key = entry["service"]
    words = entry.get("keywords", generic["keywords"])
    return Service(
        key,
        statuses=_rules(entry.get("statuses", ())),
        codes=_rules(entry.get("codes", ())),
        sentences=_rules(entry.get("sentences", ())),
        opt_in_statuses=_rules(entry.get("opt_in_statuses", ())),
        hows={plain(word): how for word, how in entry.get("hows", {}).items()},
        keywords={plain(word): STATUSES[one["status"]] for one in words for word in one["words"]},
        reads_epochs=entry.get("reads_epochs", False),
        formats=tuple(_format(entry, name, one) for name, one in entry["formats"].items()),
        is_own=entry.get("is_own", False),
    )


def _rules(entries: Iterable[Mapping[str, Any]]) -> Meanings:
    return Meanings({plain(word): _rule(entry) for entry in entries for word in entry["words"]})


def _rule(entry: Mapping[str, Any]) -> Rule:
    return Rule(
        RESULTS[entry["result"]] if "result" in entry else None,
        entry.get("reason"),
        entry.get("set_aside"),
        STATUSES[entry["status"]] if "status" in entry else None,
        entry.get("opts_out", False),
        entry.get("may_lack_number", False),
        entry.get("asks_code", False),
    )


def _format(entry: Mapping[str, Any], name: str, one: Mapping[str, Any]) -> Format:
    kind = one["kind"]
    return Format(
        name if entry["service"] == GENERIC else f"{entry['service']} {name}",
        entry["service"],
        entry["name"],
        one.get("name", name),
        kind,
        tuple(one.get("needed", NEEDED[kind])),
        {field_: tuple(names) for field_, names in one["columns"].items()},
        tuple(one.get("recognized_by", ())),
        one.get("constants", {}),
        one.get("zone", entry.get("zone", TO_ASK)),
        one.get("family_is_sender", True),
        tuple(one.get("records", ())),
        one.get("each", ""),
        one.get("adds_plus", entry.get("adds_plus", False)),
        tuple(map(plain, one.get("texts", ()))),
        tuple(one.get("id_of", ())),
        one.get("last_counts", False),
        one.get("own_columns_first", False),
        one.get("repeats", ""),
        one.get("date_order", entry.get("date_order", "")),
        {plain_name(column): _directions(words) for column, words in one.get("directions", {}).items()},
        one.get("by_words", False),
        wide_list(one),
        tuple(one.get("receipts", ())),
        tuple(one.get("empty", entry.get("empty", ()))),
        one.get("region", entry.get("region", "")),
    )


def _directions(words: Mapping[str, Iterable[str]]) -> Directions:
    return Directions(frozenset(map(plain, words["inbound"])), frozenset(map(plain, words["outbound"])))
