"""Numbers that keep failing for a while or for good, and the day on which one carrier had trouble."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from data.sample.contacts import Line
from data.sample.school_days import FIRST_DAY, ZONE, instant
from data.sample.service_words import ACCOUNT_GONE, CARRIER_BLOCKED, PHONE_CANNOT
from data.words.vocabulary import Reason

BAD_DAY = date(2026, 5, 12)
DAYS = 420


def is_bad_day(at: datetime) -> bool:
    """Whether an instant lies on the day of carrier B's trouble."""
    return at.astimezone(ZONE).date() == BAD_DAY


class Troubles:
    """Which numbers do not work, why, and from when until when."""

    def __init__(self, every: list[Line]) -> None:
        """Make up the troubles of the numbers that these lines have."""
        chance = Random("troubles")
        self._of: dict[str, tuple[Reason, datetime, datetime]] = {}
        for line in every:
            trouble = _trouble(line, chance)
            if line.number is not None and trouble is not None:
                self._of.setdefault(line.number, trouble)

    def of(self, number: str, at: datetime) -> Reason | None:
        """Why a number does not work at an instant; None where it does."""
        reason, begins, ends = self._of.get(number, (None, at, at))
        return reason if begins <= at < ends else None


def _trouble(line: Line, chance: Random) -> tuple[Reason, datetime, datetime] | None:
    roll, place, length = chance.random(), chance.random(), chance.random()
    begins = instant(FIRST_DAY, 0) + timedelta(days=int(place * DAYS))
    for_good = begins + timedelta(days=2 * DAYS)
    mended = begins + timedelta(days=14 + int(length * 150))
    if line.phone_type == "Home":
        return PHONE_CANNOT, instant(FIRST_DAY, 0), for_good + timedelta(days=DAYS)
    if roll < 0.009:
        return ACCOUNT_GONE, begins, for_good if length < 0.6 else mended
    if roll < 0.014:
        return CARRIER_BLOCKED, begins, mended
    return (PHONE_CANNOT, begins, mended) if roll < 0.019 else None
