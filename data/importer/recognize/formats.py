"""The services and the formats of their exports: data/providers/*.toml read into frozen objects."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data.errors import Problem
from data.words import vocabulary
from data.words.vocabulary import plain

FOLDER = Path(__file__).parents[2] / "providers"
GENERIC = "district export"  # the service whose words are this project's own
KINDS = ("log", "status", "contacts")
DISTRICT, ASKED = (
    "district",
    "asked",
)  # a format's zone where it is no name: the district's; told by a person
RESULTS = {result.key: result.name for result in vocabulary.RESULTS}
STATUSES = {status.key: status.name for status in vocabulary.STATUSES}


@dataclass(frozen=True)
class Rule:
    """What one of a service's words or codes means; what it does not say is null.

    `set_aside` is the kind under which such rows are no text to a family. `opts_out` is whether the
    service thereby says that the number's owner has opted out. `asks_code` is whether a status word leaves
    it to the code what became of the text, as codes are asked of a failure.
    """

    result: str | None = None
    reason: str | None = None
    set_aside: str | None = None
    status: str | None = None
    opts_out: bool = False
    may_lack_number: bool = False
    asks_code: bool = False


@dataclass(frozen=True)
class Format:
    """One layout of a service's exports.

    `told_by` are the columns that only such a file has together; `constants` what every row of it says
    without a column. `zone` is that of times without an offset: an IANA name, DISTRICT or ASKED.
    `family_is_sender` is whether the sender's column holds the family's number in an inbound text, as the
    two ends of a text have changed places; else it stands where it always does. `records` and `each`
    tell where the records lie in a JSON answer (json_files.open_json).
    `adds_plus` is whether numbers come in international form without their plus: 447700900000.
    `texts` are the words for the channel that mean a text, where every other word means none.
    `id_of` are the fields that, beside the number and the time, make the id of a text that comes without
    one; none, where all that tell of it do. `last_counts` is whether of columns of the same name the last
    is meant: those of a list that somebody uploaded stand before the service's own. `repeats` is the field
    that may have several columns of one name, each of whose cells is a record of its own.
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
        """Whether its columns are found by likely names and its words are this project's own."""
        return self.service == GENERIC

    @property
    def full_name(self) -> str:
        """The service and the layout: "Twilio, console export"."""
        return f"{self.service_name}, {self.name}"


@dataclass(frozen=True)
class Service:
    """One messaging service: what its words, codes and sentences mean, and the formats of its exports.

    `keywords` are whole texts by which a family opts out or in, each with the status that it leads to;
    `reads_epochs` is whether ten or thirteen digits are a time: seconds or milliseconds since 1970.
    """

    key: str
    statuses: Mapping[str, Rule]
    codes: Mapping[str, Rule]
    sentences: Mapping[str, Rule]
    consents: Mapping[str, Rule]
    hows: Mapping[str, str]
    keywords: Mapping[str, str]
    time_formats: tuple[str, ...]
    reads_epochs: bool
    formats: tuple[Format, ...]


@functools.cache
def services() -> dict[str, Service]:
    """Every service by its key; the generic one last."""
    given = [tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.toml"))]
    generic = next(one for one in given if one["service"] == GENERIC)
    every = [_service(one, generic) for one in given if one is not generic]
    return {service.key: service for service in [*every, _service(generic, generic)]}


@functools.cache
def formats() -> dict[str, Format]:
    """Every format by its id: "twilio console". The generic ones, one a kind, have the kind as id."""
    return {one.id: one for service in services().values() for one in service.formats}


def of(id_: str) -> Format:
    """The format of that id. Raises Problem where there is none."""
    try:
        return formats()[id_]
    except KeyError:
        raise Problem(
            f"There is no format “{id_}”.",
            where=f"Formats: {', '.join(formats())}",
            next_step="Give one of these, or leave it out: formats are told by their columns.",
        ) from None


def fields(kind: str) -> tuple[str, ...]:
    """Every field that a file of this kind may give."""
    return tuple(formats()[kind].columns)


def told(header: Iterable[str]) -> list[Format]:
    """The formats whose telling columns are all in a header, the surest first; never a generic one."""
    names = set(map(plain_name, header))
    found = [
        one for one in formats().values() if one.told_by and names.issuperset(map(plain_name, one.told_by))
    ]
    return sorted(found, key=lambda one: -len(one.told_by))


@functools.lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """A column's name without case, spaces and punctuation."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def json_places() -> tuple[frozenset[str], frozenset[str]]:
    """Under which keys the records of JSON answers lie, and which lists are a record each element."""
    every = formats().values()
    return (
        frozenset(key for one in every for key in one.records),
        frozenset(one.each for one in every if one.each),
    )


def _service(given: Mapping[str, Any], generic: Mapping[str, Any]) -> Service:
    key = given["service"]
    words = given.get("keywords", generic["keywords"])
    return Service(
        key,
        statuses=_rules(given.get("statuses", ())),
        codes=_rules(given.get("codes", ())),
        sentences=_rules(given.get("sentences", ())),
        consents=_rules(given.get("consents", ())),
        hows={plain(word): how for word, how in given.get("hows", {}).items()},
        keywords={plain(word): STATUSES[entry["status"]] for entry in words for word in entry["words"]},
        time_formats=(*given.get("time_formats", ()), *generic["time_formats"]),
        reads_epochs=given.get("reads_epochs", False),
        formats=tuple(_format(given, name, one) for name, one in given["formats"].items()),
    )


def _rules(given: Iterable[Mapping[str, Any]]) -> dict[str, Rule]:
    return {plain(word): _rule(entry) for entry in given for word in entry["words"]}


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


def _format(given: Mapping[str, Any], name: str, one: Mapping[str, Any]) -> Format:
    kind = one["kind"]
    return Format(
        name if given["service"] == GENERIC else f"{given['service']} {name}",
        given["service"],
        given["name"],
        one["name"],
        kind,
        tuple(one["needed"]),
        {field_: tuple(names) for field_, names in one["columns"].items()},
        tuple(one.get("told_by", ())),
        one.get("constants", {}),
        one.get("zone", given.get("zone", ASKED)),
        one.get("family_is_sender", True),
        tuple(one.get("records", ())),
        one.get("each", ""),
        one.get("adds_plus", given.get("adds_plus", False)),
        tuple(map(plain, one.get("texts", ()))),
        tuple(one.get("id_of", ())),
        one.get("last_counts", False),
        one.get("repeats", ""),
    )
