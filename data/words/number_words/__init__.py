"""What keeps contacts from being texted, what is done about it, and what a list says; from numbers.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from data.words.catalog import _
from data.words.sentence import Sentence

_WORDS = tomllib.loads(Path(__file__).with_name("numbers.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Obstacle:
    """What keeps a contact from being texted; answers have its `name`."""

    key: str
    name: str
    meaning: Sentence = Sentence()

    @property
    def title(self) -> str:
        """Return the name in the reader's language."""
        return _(self.name)


@dataclass(frozen=True)
class Fix:
    """What the office does about a number that fails for one of these reasons, or what became of it.

    Answers have its `name`.
    """

    key: str
    name: str
    state: str
    reasons: tuple[str, ...]
    meaning: Sentence = Sentence()

    @property
    def title(self) -> str:
        """Return the name in the reader's language."""
        return _(self.name)


@dataclass(frozen=True)
class Verdict:
    """What would happen to a number if it were texted now; `is_tried` if the text would be sent."""

    key: str
    name: str
    is_tried: bool
    meaning: Sentence = Sentence()

    @property
    def title(self) -> str:
        """Return the name in the reader's language."""
        return _(self.name)


OBSTACLES: tuple[Obstacle, ...] = tuple(Obstacle(**entry) for entry in _WORDS["obstacles"])
FIXES: tuple[Fix, ...] = tuple(
    Fix(**entry | {"reasons": tuple(entry["reasons"])}) for entry in _WORDS["fixes"]
)
FIX_OF: Mapping[str, Fix] = {fix.name: fix for fix in FIXES}
VERDICTS: tuple[Verdict, ...] = tuple(Verdict(**entry) for entry in _WORDS["verdicts"])
VERDICT_OF: Mapping[str, Verdict] = {verdict.key: verdict for verdict in VERDICTS}
BAD_DAY_PCT: float = _WORDS["bad_day_pct"]
WORKS_AGAIN_DAYS: int = _WORDS["works_again_days"]
OBSTACLE_OF: Mapping[str, Obstacle] = {obstacle.name: obstacle for obstacle in OBSTACLES}
