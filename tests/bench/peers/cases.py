"""Three questions with many values each, the same for every engine: no answer can be kept from before."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.bench.district_logs import Shape
from tests.bench.peers.questions import DAYS, NEWEST, NUMBER, ZONE

FIRST_NUMBER = 12_015_550_100
Case = dict[str, Any]


def cases(shape: Shape, count: int, seed: int = 1) -> dict[str, list[Case]]:
    """Return `count` cases of each question; times are seconds since 1970, and bounds are half-open."""
    chance = random.Random(seed)  # noqa: S311 - not a secret
    return {question: [make(shape, chance) for _case in range(count)] for question, make in MAKING.items()}


def _days(shape: Shape, chance: random.Random) -> Case:
    return _between(_day(shape, chance, months=3), months=3)


def _number(shape: Shape, chance: random.Random) -> Case:
    family = chance.randrange(shape.families)
    return {"number": FIRST_NUMBER + family // 100 * 10_000_000 + family % 100}


def _newest(shape: Shape, chance: random.Random) -> Case:
    school = f"School {chance.randrange(shape.schools)}"
    return {"school": school, **_between(_day(shape, chance, months=1), months=1)}


MAKING: dict[str, Callable[[Shape, random.Random], Case]] = {
    DAYS: _days,
    NUMBER: _number,
    NEWEST: _newest,
}


def _day(shape: Shape, chance: random.Random, months: int) -> date:
    months_of_district = shape.full_months()
    first = months_of_district[0].day
    last = months_of_district[-min(months, len(months_of_district))].day
    return first + timedelta(chance.randrange((last - first).days + 1))


def _between(first: date, months: int) -> Case:
    after = first + timedelta(days=30 * months)
    starts = [
        int(datetime(*day.timetuple()[:3], tzinfo=ZoneInfo(ZONE)).timestamp()) for day in (first, after)
    ]
    return {"first": f"{first}", "after": f"{after}", "from_at": starts[0], "until_at": starts[1]}
