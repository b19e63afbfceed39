"""When an import is killed: at any time, and more often while something is being written."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

from tests.chaos.import_steps import ROLLING_BACK, STARTED, TABLE_STEPS

SHARE_AT_ANY_TIME = 0.4  # of the kills; the others hit a write, where most can go wrong
SHARE_ROLLING_BACK = 0.3  # of the kills of an import that must roll back what the one before left
MAX_SLOWDOWN = 1.5  # how much longer a step may take than undisturbed
ROLLBACK_SECONDS = 0.02
Marks = Sequence[tuple[str, float]]


def kill_time(chance: random.Random, marks: Marks, tables_ahead: Sequence[str]) -> tuple[str, float]:
    """Return the step after which to kill an import, and how many seconds after it.

    `marks` are the steps of the same import undisturbed, with their times in seconds; `tables_ahead` are
    those in which another one that was killed has left something.
    """
    if tables_ahead and chance.random() < SHARE_ROLLING_BACK:
        return f"{ROLLING_BACK} {chance.choice(tables_ahead)}", chance.uniform(0, ROLLBACK_SECONDS)
    if chance.random() < SHARE_AT_ANY_TIME:
        return STARTED, chance.uniform(0, marks[-1][1] - marks[0][1])
    step, seconds = chance.choice(
        [
            (step, next_at - at)
            for (step, at), (_next, next_at) in itertools.pairwise(marks)
            if step.startswith(TABLE_STEPS)
        ]
    )
    return step, chance.uniform(0, MAX_SLOWDOWN * seconds)
