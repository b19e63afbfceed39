"""A service, the layouts of its exports (Format), and what its words mean (Rule, Meanings)."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from data.importer.recognize.people.formats import WideList
from data.words.vocabulary import plain

GENERIC = "district export"  # the service that uses this project's own words
# Zones of a format that aren't IANA names: the district's own, and one that a person has to give.
DISTRICT, TO_ASK = "district", "asked"


@functools.lru_cache(maxsize=4096)
def word_key(text: str) -> str:
    """Return a word without case, spaces, hyphens and underscores: "optedin" for Opted-In and OPTED_IN."""
    return re.sub(r"[\s_-]+", "", text).casefold() or text.strip()


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

    def meaning(self, word: str) -> Rule | None:
        """Return what a word means, with or without its hyphens and underscores; None if it isn't known."""
        return self.get(plain(word)) or self._by_key.get(word_key(word))

    @functools.cached_property
    def _by_key(self) -> dict[str, Rule]:
        return {word_key(word): rule for word, rule in self.items()}


@dataclass(frozen=True)
class Directions:
    """What the words of a direction column mean: isOutgoing's false is inbound.

    A column without one is read by the words that every service uses for it (data/words/imports.toml).
    """

    inbound: frozenset[str]
    outbound: frozenset[str]


@dataclass(frozen=True)
class Format:
    """One layout of a service's exports.

    `recognized_by` are the columns that prove it: no other format has all of them. `constants` are values
    that every row has without a column. `zone` is that of times without an offset: an IANA name, DISTRICT
    or TO_ASK. `family_is_sender` is whether the sender column of an inbound text has the family's number;
    otherwise that number stays in its usual column. `records` and `each` say where the records of a
    JSON answer are (see json.table.open_json). `adds_plus` is whether numbers come in international form
    without their plus: 447700900000. `texts` are the only channel words that mean a text.
    `id_of` are the fields that, with the number and the time, make the id of a text that has none; empty
    for all fields. `own_columns_first` is whether the columns of an uploaded list come behind the service's
    own, those of `recognized_by`. `last_counts` is whether the last of several columns of one name
    counts: the columns of an uploaded list come before the service's own. `repeats` is the field that may
    have several columns of one name, each of whose cells is a record of its own. `date_order` is the
    documented order of dates in figures: mdy, dmy or ymd; empty if none is documented. `directions` are
    the direction columns with words of their own, by their plain names. `by_words` is whether its
    columns alone don't prove the format: most words of the result or status must be the service's too.
    `receipts` are the words of the result with which `delivered_at` is a receipt's; empty for all.
    `wide` says which contacts and numbers a row of a list may have. `empty` are the words that a service's
    program writes for nothing, such as Python's None. `region` is the two-letter region of the numbers to
    which a service sends, if it is only one.
    """

    id: str
    service: str
    service_name: str
    name: str
    kind: str
    needed: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    recognized_by: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    zone: str = TO_ASK
    family_is_sender: bool = True
    records: tuple[str, ...] = ()
    each: str = ""
    adds_plus: bool = False
    texts: tuple[str, ...] = ()
    id_of: tuple[str, ...] = ()
    last_counts: bool = False
    own_columns_first: bool = False
    repeats: str = ""
    date_order: str = ""
    directions: Mapping[str, Directions] = field(default_factory=dict)
    by_words: bool = False
    wide: WideList = field(default_factory=WideList)
    receipts: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    region: str = ""

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

    `is_own` is whether it is a format of the district's own, whose reasons are read as our own words are.
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
    reads_epochs: bool
    formats: tuple[Format, ...]
    is_own: bool = False
