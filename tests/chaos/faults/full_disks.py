"""The disk is full from a random step of an import on: the store stays as it was, the next works."""

from __future__ import annotations

import json
import random
import subprocess
import sys

from tests.chaos import exports
from tests.chaos.import_steps import STARTED, TABLE_STEPS
from tests.chaos.kill_rounds import AFTER, BEFORE, INSIDE, ROOT, Rounds, logs_of
from tests.chaos.store_states import failures_of

LIMITS = (1, 1_500, 6_000, 25_000, 100_000)  # bytes beyond which no file can grow
IMPORTED = (0, 1)  # exit statuses: all rows, or some rejected


def fill(rounds: Rounds, chance: random.Random) -> list[str]:
    """Fill the disk at a random write of a random import."""
    name = chance.choice([name for name in exports.IMPORTS if name != exports.FIRST_OF_ALL])
    expected = rounds.undisturbed(name)
    steps = [step for step, _at in expected.marks if step.startswith(TABLE_STEPS)]
    step, limit = chance.choice([STARTED, *steps]), chance.choice(LIMITS)
    with rounds.copy(name) as district:
        command = [
            "-m",
            "tests.chaos.full_disk",
            str(expected.file),
            "2GB",
            str(district),
            step,
            str(limit),
        ]
        ended = subprocess.run(
            [sys.executable, *command], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
        )
        status, _out, error = json.loads(ended.stdout)
        when = f"with files of at most {limit} bytes from “{step}” on"
        before = len(rounds.report.failures)
        place = AFTER if status in IMPORTED else INSIDE if step.endswith("imports") else BEFORE
        rounds.compare(expected, district, place, when)
        rounds.write(expected, district)
        rounds.compare(expected, district, AFTER, f"after an import that followed one {when}")
        failures = rounds.report.failures[before:]
        del rounds.report.failures[before:]
        traceback = [f"{name} {when}: a traceback"] if "Traceback" in error else []
        return [
            *failures,
            *traceback,
            *(f"{name} {when}: {line}" for line in failures_of(logs_of(district))),
        ]
