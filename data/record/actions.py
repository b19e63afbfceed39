"""The actions that the record knows, from data/words/record.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from data.words.catalog import _
from data.words.vocabulary import FOLDER

HALF_LINE, CUT_OFF, NO_NOTE, NEW_KEY = "half_line", "cut_off", "no_note", "new_key"


@dataclass(frozen=True)
class Action:
    """An action: the key in entries and URLs, and its title in English."""

    key: str
    english: str

    @property
    def title(self) -> str:
        """What people read of it."""
        return _(self.english)


_WORDS = tomllib.loads((FOLDER / "record.toml").read_text(encoding="utf-8"))
ACTIONS: Mapping[str, Action] = {one["key"]: Action(one["key"], one["title"]) for one in _WORDS["actions"]}


def title(key: str) -> str:
    """Return what people read of an action; its key if a later version wrote it."""
    return ACTIONS[key].title if key in ACTIONS else key
