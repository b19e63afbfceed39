"""A bit of a stored file flips, as disks do: the check must say so."""

from __future__ import annotations

import random
from pathlib import Path

from data import check
from data.tables import store
from tests.chaos.kill_rounds import Rounds, logs_of
from tests.chaos.store_states import TABLES

STORE = "undo"  # the store before this writer has rows in every table


def flip(rounds: Rounds, chance: random.Random) -> list[str]:
    """Flip one bit in a file of the newest state."""
    with rounds.copy(STORE) as district:
        uri = logs_of(district)
        snapshot = store.newest(uri)
        file = Path(chance.choice([file for table in TABLES for file in snapshot.files(table)]))
        content, place = bytearray(file.read_bytes()), chance.randrange(8 * file.stat().st_size)
        content[place // 8] ^= 1 << place % 8
        file.write_bytes(content)
        if any(not line.is_well for line in check.lines(uri)):
            return []
    return [f"bit {place} of {file.parent.name}/{file.name} flipped, and the check was ok"]
