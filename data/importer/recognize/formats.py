"""The services and the formats of their exports: data/providers/*.toml as frozen objects."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data.errors import Problem
from data.words import vocabulary
from data.words.catalog import _, listing
from data.words.vocabulary import plain, word_key

FOLDER = Path(__file__).parents[2] / "providers"
GENERIC = "district export"  # the service that uses this project's own words
KINDS = ("log", "status", "contacts")
# Zones of a format that aren't IANA names: the district's own, and one that a person has to give.
DISTRICT, ASKED = "district", "asked"
RESULTS = {result.key: result.name for result in vocabulary.RESULTS}
STATUSES = {status.key: status.name for status in vocabulary.STATUSES}


@dataclass(frozen=True)
class Rule:
    """The meaning of a service's word or code. A field that it doesn't state is null.

    `set_aside` is the key under which such rows are skipped, as no texts to families. `opts_out` is whether
    the service thereby reports that the number's owner opted out. `asks_code` is whether a status word
    leaves the result to the code, as a failure does.
    """

    result: str | None = None
    reason: str | None = None
    set_aside: str | None = None
    status: str | None = None
    opts_out: bool = False
    may_lack_number: bool = False
    asks_code: bool = False


class Meanings(dict[str, Rule]):
    """What the words of a service mean, by the word in lower case."""

    def of(self, word: str) -> Rule | None:
        """Return what a word means, with or without its hyphens and underscores; None if it isn't known."""
        return self.get(plain(word)) or self._by_key.get(word_key(word))

    @functools.cached_property
    def _by_key(self) -> dict[str, Rule]:
        return {word_key(word): rule for word, rule in self.items()}


@dataclass(frozen=True)
class Format:
    """One layout of a service's exports.

    `told_by` are the columns by which it is recognized: only this format has all of them. `constants` are
    values that every row has without a column. `zone` is that of times without an offset: an IANA name,
    DISTRICT or ASKED. `family_is_sender` is whether the sender column of an inbound text holds the family's
    number; otherwise that number stays in its usual column. `records` and `each` say where the records of a
    JSON answer are (see json.table.open_json). `adds_plus` is whether numbers come in international form
    without their plus: 447700900000. `texts` are the only channel words that mean a text.
    `id_of` are the fields that, with the number and the time, make the id of a text that has none; empty
    for all fields. `last_counts` is whether the last of several columns of one name counts: the columns of
    an uploaded list come before the service's own. `repeats` is the field that may have several columns of
    one name, each of whose cells is a record of its own.
    """

    id: str
    service: str
    service_name: str
    name: str
    kind: str
    needed: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    told_by: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    zone: str = ASKED
    family_is_sender: bool = True
    records: tuple[str, ...] = ()
    each: str = ""
    adds_plus: bool = False
    texts: tuple[str, ...] = ()
    id_of: tuple[str, ...] = ()
    last_counts: bool = False
    repeats: str = ""

    @property
    def is_generic(self) -> bool:
        """Return whether its columns are matched by likely names and its words are this project's own."""
        return self.service == GENERIC

    @property
    def full_name(self) -> str:
        """Return the service and the layout: "Twilio, console export"."""
        return f"{self.service_name}, {self.name}"


@dataclass(frozen=True)
class Service:
    """One messaging service: what its words, codes and sentences mean, and the formats of its exports.

    `keywords` maps the whole texts by which a family opts out or in to the status that they lead to.
    `reads_epochs` is whether ten or thirteen digits are a time: seconds or milliseconds since 1970.
    """

    key: str
    statuses: Meanings
    codes: Meanings
    sentences: Meanings
    opt_in_statuses: Meanings
    hows: Mapping[str, str]
    keywords: Mapping[str, str]
    time_formats: tuple[str, ...]
    reads_epochs: bool
    formats: tuple[Format, ...]


@functools.cache
def services() -> dict[str, Service]:
    """Return every service by its key, the generic one last."""
    entries = [tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.toml"))]
    generic = next(entry for entry in entries if entry["service"] == GENERIC)
    every = [_service(entry, generic) for entry in entries if entry is not generic]
    return {service.key: service for service in [*every, _service(generic, generic)]}


@functools.cache
def formats() -> dict[str, Format]:
    """Return every format by its id: "twilio console". The generic format of a kind has the kind as id."""
    return {one.id: one for service in services().values() for one in service.formats}


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


def fields(kind: str) -> tuple[str, ...]:
    """Return every field that a file of this kind may give."""
    return tuple(formats()[kind].columns)


def matching(header: Iterable[str]) -> list[Format]:
    """Return the formats whose `told_by` are all in a header, the surest first; never a generic one."""
    names = set(map(plain_name, header))
    matches = [
        one for one in formats().values() if one.told_by and names.issuperset(map(plain_name, one.told_by))
    ]
    return sorted(matches, key=lambda one: -len(one.told_by))


@functools.lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Return a column name without case, spaces and punctuation."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


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
        time_formats=(*entry.get("time_formats", ()), *generic["time_formats"]),
        reads_epochs=entry.get("reads_epochs", False),
        formats=tuple(_format(entry, name, one) for name, one in entry["formats"].items()),
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
        one["name"],
        kind,
        tuple(one["needed"]),
        {field_: tuple(names) for field_, names in one["columns"].items()},
        tuple(one.get("told_by", ())),
        one.get("constants", {}),
        one.get("zone", entry.get("zone", ASKED)),
        one.get("family_is_sender", True),
        tuple(one.get("records", ())),
        one.get("each", ""),
        one.get("adds_plus", entry.get("adds_plus", False)),
        tuple(map(plain, one.get("texts", ()))),
        tuple(one.get("id_of", ())),
        one.get("last_counts", False),
        one.get("repeats", ""),
    )
