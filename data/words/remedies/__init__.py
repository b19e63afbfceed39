"""Who can fix the reasons of undelivered texts, what to do next, and what proves reasons not stated."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.words import vocabulary
from data.words.catalog import _
from data.words.sentence import Sentence

FOLDER = Path(__file__).parent


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


REMEDIES, SENDERS = _read("remedies"), _read("senders")


@dataclass(frozen=True)
class Titled:
    """One who can fix a reason, or one source of a reason, by its key."""

    key: str
    title: Sentence = Sentence()


@dataclass(frozen=True)
class Proof:
    """What proves the reason of a text: `source` is a key of SOURCES, `reason` that of a reason."""

    key: str
    source: str
    reason: str | None = None


@dataclass(frozen=True)
class Sender:
    """A problem of the sender, which a service's code or words name: it is never the contact's to fix."""

    who_can_fix: str
    title: Sentence = Sentence()
    meaning: Sentence = Sentence()
    next_step: Sentence = Sentence()


FIXERS: Mapping[str, Titled] = {entry["key"]: Titled(**entry) for entry in REMEDIES["fixers"]}
SOURCES: Mapping[str, Titled] = {entry["key"]: Titled(**entry) for entry in REMEDIES["sources"]}
PROOFS: tuple[Proof, ...] = tuple(Proof(**entry) for entry in REMEDIES["proofs"])
STATED: str = PROOFS[0].source
SENDER = Sender(**REMEDIES["sender"])
SENDER_CODES: tuple[tuple[str, str], ...] = tuple(
    (entry["service"], code) for entry in SENDERS["services"] for code in entry["codes"]
)
SENDER_WORDS: str = "|".join(re.escape(words) for words in SENDERS["words"])  # as a regular expression


def next_step(reason: str | None) -> str:
    """Return what to do about a reason, by its key; about null, that the log states none."""
    stated = vocabulary.reason(reason)
    return stated.next_step if stated else _(str(vocabulary.WORDS["not_stated"]["next_step"]))


def fixer_title(key: str) -> str:
    """Return who can fix a reason, by the key. Raises KeyError for an unknown one."""
    return FIXERS[key].title


def source_title(key: str) -> str:
    """Return how a reason is known, by the key. Raises KeyError for an unknown one."""
    return SOURCES[key].title
