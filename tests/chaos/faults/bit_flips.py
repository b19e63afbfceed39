"""A bit of a stored file or of Delta's log flips, as disks do: it is noticed, or changes nothing."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

from data import check
from data.errors import Problem
from data.tables import store
from tests.chaos.kill_rounds import Rounds, logs_of
from tests.chaos.store_states import TABLES

STORE = "undo"  # the store before this writer has rows in every table


def flip(rounds: Rounds, chance: random.Random) -> list[str]:
    """Flip one bit in a file of the newest state: the check must say so."""
    with rounds.copy(STORE) as district:
        uri = logs_of(district)
        snapshot = store.newest(uri)
        file = Path(chance.choice([file for table in TABLES for file in snapshot.files(table)]))
        place = _flip_bit(file, chance)
        if any(not line.is_well for line in check.lines(uri)):
            return []
    return [f"bit {place} of {file.parent.name}/{file.name} flipped, and the check was ok"]


def flip_in_log(rounds: Rounds, chance: random.Random) -> list[str]:
    """Flip one bit in Delta's log: each table must open with the files that it had, or not at all."""
    with rounds.copy(STORE) as district:
        uri = logs_of(district)
        before = _files(uri)
        file = chance.choice(sorted(file for file in Path(uri).glob("*/_delta_log/*") if file.is_file()))
        place = _flip_bit(file, chance)
        with suppress(Problem):
            if _files(uri) != before:
                return [f"bit {place} of {file.relative_to(uri)} flipped, and other files were opened"]
    return []


def _flip_bit(file: Path, chance: random.Random) -> int:
    content, place = bytearray(file.read_bytes()), chance.randrange(8 * file.stat().st_size)
    content[place // 8] ^= 1 << place % 8
    file.write_bytes(content)
    return place


def _files(uri: str) -> list[list[str]]:
    snapshot = store.newest(uri)
    return [sorted(snapshot.files(table)) for table in TABLES]
