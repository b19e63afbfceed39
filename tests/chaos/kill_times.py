"""When an import is killed: at any time, and more often where something is being written."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

from tests.chaos.import_steps import BEGUN, TAKING_BACK, TO_THE_TABLES

SHARE_ANY_TIME = 0.4  # of the kills; the others strike within a write, where most can go wrong
SHARE_TAKING_BACK = 0.3  # of the kills of an import that has to take back what the one before left
LONGER = 1.5  # a step may take than it took undisturbed
SECONDS_TAKING_BACK = 0.02
Marks = Sequence[tuple[str, float]]


def moment(chance: random.Random, marks: Marks, beyond: Sequence[str]) -> tuple[str, float]:
    """After which step to kill an import, and how many seconds after it.

    `marks` are the steps of the same import undisturbed, with their times in seconds; `beyond` the tables
    in which another one that was killed has left something.
    """
    if beyond and chance.random() < SHARE_TAKING_BACK:
        return f"{TAKING_BACK} {chance.choice(beyond)}", chance.uniform(0, SECONDS_TAKING_BACK)
    if chance.random() < SHARE_ANY_TIME:
        return BEGUN, chance.uniform(0, marks[-1][1] - marks[0][1])
    step, seconds = chance.choice(
        [
            (step, next_at - at)
            for (step, at), (_next, next_at) in itertools.pairwise(marks)
            if step.startswith(TO_THE_TABLES)
        ]
    )
    return step, chance.uniform(0, LONGER * seconds)
