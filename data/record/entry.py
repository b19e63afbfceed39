"""One entry of the record, and the line of JSON that holds it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

FIRST = ""  # what the first entry has as `previous`


@dataclass(frozen=True)
class Entry:
    """Who did what, when.

    `number` counts entries from 1, `at` is UTC. `who` is an email address or an account, and `role` its
    role in the access file, "" without one. `action` is a key of data/words/record.toml. `about` is the
    question, report or file, `detail` the filter in words, and `filters` the same as JSON. `rows` is how
    many rows went out or came in. `masked` says whether numbers were masked, None where there were none.
    `subject` is the keyed hash of a number or contact ID. `previous` is the hash of the entry before.
    """

    number: int
    at: datetime
    who: str
    role: str
    action: str
    about: str = ""
    detail: str = ""
    filters: Mapping[str, Any] = field(default_factory=dict)
    rows: int | None = None
    masked: bool | None = None
    subject: str | None = None
    previous: str = FIRST

    @cached_property
    def hash(self) -> str:
        """The SHA-256 of everything else in the entry."""
        return hashlib.sha256(canonical(self._values())).hexdigest()

    def after(self, last: Entry | None) -> Entry:
        """Return this entry as the one that follows another, or as the first."""
        return replace(self, number=last.number + 1 if last else 1, previous=last.hash if last else FIRST)

    def as_line(self) -> bytes:
        """Return the entry as its line in the file."""
        return canonical({**self._values(), "hash": self.hash}) + b"\n"

    def _values(self) -> dict[str, Any]:
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return {**values, "at": self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")}


def canonical(values: Mapping[str, Any]) -> bytes:
    """Return values in the one form in which they are hashed: sorted keys, no spaces, ASCII."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def read(line: bytes) -> Entry | None:
    """Return the entry of a line, with or without its line end; None if it isn't one, byte for byte."""
    try:
        values = json.loads(line)
        if canonical(values) != line.removesuffix(b"\n"):
            return None
        stated = values.pop("hash")
        entry = Entry(**{**values, "at": datetime.fromisoformat(values["at"])})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return entry if hashlib.sha256(canonical(values)).hexdigest() == stated == entry.hash else None
