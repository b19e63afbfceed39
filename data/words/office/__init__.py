"""What people in an office write down, from office.toml: kinds of entries, and what calls came to."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.words.catalog import _
from data.words.vocabulary import plain

_WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("office.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Kind:
    """A kind of entries."""

    key: str
    english: str

    @property
    def title(self) -> str:
        """Return the title in the reader's language."""
        return _(self.english)


@dataclass(frozen=True)
class CallResult:
    """What came of a call; `is_reached` if the contact has the message now."""

    name: str
    is_reached: bool
    spellings: tuple[str, ...]

    @property
    def title(self) -> str:
        """Return the title in the reader's language."""
        return _(self.name)


KINDS: tuple[Kind, ...] = tuple(Kind(entry["key"], entry["title"]) for entry in _WORDS["office_kinds"])
KIND_OF: Mapping[str, Kind] = {kind.key: kind for kind in KINDS}
CALL_RESULT, OPT_OUT, NUMBER_CHANGED = (kind.key for kind in KINDS)
CALL_RESULTS: tuple[CallResult, ...] = tuple(
    CallResult(**entry | {"spellings": tuple(entry["spellings"])}) for entry in _WORDS["call_results"]
)
CALL_RESULT_OF: Mapping[str, CallResult] = {result.name: result for result in CALL_RESULTS}


def call_result(words: str) -> CallResult | None:
    """Return what came of a call by its name, title or another spelling; None of other words."""
    spelled = plain(words)
    for result in CALL_RESULTS:
        if spelled in {plain(own) for own in (result.name, result.title, *result.spellings)}:
            return result
    return None
