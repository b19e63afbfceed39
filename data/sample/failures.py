"""Numbers that fail for a while or for good, and the day on which one carrier had a problem."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple

from data.sample.contacts import Line
from data.sample.school_days import FIRST_DAY, ZONE, instant
from data.sample.service_words import CARRIER_BLOCKED, OUT_OF_SERVICE, PHONE_CANT_RECEIVE
from data.words.vocabulary import Reason

BAD_DAY = date(2026, 5, 12)
DAYS = 420


class Failure(NamedTuple):
    """Why a number fails, from one instant until before another."""

    reason: Reason
    begins: datetime
    ends: datetime


class Failures:
    """The numbers that fail, with the reason and the time span."""

    def __init__(self, lines: list[Line]) -> None:
        """Invent the failures of the numbers of these lines."""
        chance = Random("troubles")
        self._by_number: dict[str, Failure] = {}
        for line in lines:
            failure = _failure(line, chance)
            if line.number is not None and failure is not None:
                self._by_number.setdefault(line.number, failure)

    def reason(self, number: str, at: datetime) -> Reason | None:
        """Return why a number fails at an instant; None if it doesn't."""
        failure = self._by_number.get(number)
        return failure.reason if failure and failure.begins <= at < failure.ends else None


def is_bad_day(at: datetime) -> bool:
    """Return whether an instant is on the day of carrier B's problem."""
    return at.astimezone(ZONE).date() == BAD_DAY


def _failure(line: Line, chance: Random) -> Failure | None:
    roll, place, length = chance.random(), chance.random(), chance.random()
    begins = instant(FIRST_DAY, 0) + timedelta(days=int(place * DAYS))
    never = begins + timedelta(days=2 * DAYS)
    later = begins + timedelta(days=14 + int(length * 150))
    if line.phone_type == "Home":
        return Failure(PHONE_CANT_RECEIVE, instant(FIRST_DAY, 0), never + timedelta(days=DAYS))
    if roll < 0.009:
        return Failure(OUT_OF_SERVICE, begins, never if length < 0.6 else later)
    if roll < 0.014:
        return Failure(CARRIER_BLOCKED, begins, later)
    return Failure(PHONE_CANT_RECEIVE, begins, later) if roll < 0.019 else None
