"""The clock of the machine is set back between two imports: the newest one stays the newest."""

from __future__ import annotations

import random

from data import check
from data.tables import store
from data.tables.schemas import SCHEMAS
from data.tables.undo import undo
from tests.chaos import exports
from tests.chaos.kill_rounds import Rounds, logs_of
from tests.chaos.store_states import state_of

MOST_DAYS = 400


def set_back(rounds: Rounds, chance: random.Random) -> list[str]:
    """Import a file with the clock set back, look whether it counts, and undo it."""
    name = chance.choice([name for name in exports.IMPORTS if name != exports.FIRST_OF_ALL])
    expected, days = rounds.undisturbed(name), chance.randint(1, MOST_DAYS)
    old, new = expected.states
    with rounds.copy(name) as district:
        uri = logs_of(district)
        rounds.write(expected, district, days_back=days)
        imports = store.newest(uri).table("imports").to_pylist()
        findings = [
            *(f"it differs in {table}" for table in state_of(uri).differences(new)),
            *(str(line) for line in check.lines(uri) if not line.is_well),
        ]
        if undo(uri=uri)["import_id"] != max(row["import_id"] for row in imports):
            findings.append("its undo took another import back")
        changed = state_of(uri).differences(old)
        findings += [f"after its undo, {table} differs" for table in changed if table in SCHEMAS]
    return [f"{name}, {days} days back: {finding}" for finding in findings]
