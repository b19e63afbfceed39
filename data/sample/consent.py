"""What each number consented to, and when: the story behind the status log and the consent list."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple

from data.sample.contacts import Line
from data.sample.people import HIGH, OAK
from data.sample.school_days import AS_OF, LAST_DAY, SHORT_CODE, instant
from data.sample.service_words import AWAITED, SAID_NO, SAID_YES

NEW_FAMILIES_FROM = date(2026, 8, 1)
REMINDED_ON = (date(2025, 10, 6), date(2026, 9, 21))
HOLD_AT = instant(date(2026, 3, 11), 10 * 3600 + 24 * 60)  # just after a school's emergency text
# The service hears of an answer this much later. A text in between still goes out after a no, which is
# what the dashboard's alarm is for.
HEARD_AFTER = timedelta(minutes=45)
ADDED, REPLY, FORM, OFFICE = "contact list", "keyword reply", "form", "school office"


class Change(NamedTuple):
    """One change of one number's status; a row of the status log."""

    number: str
    short_code: str
    status: str
    changed_at: datetime
    how: str


class Stated(NamedTuple):
    """The status of one number on the last day; a row of the consent list."""

    number: str
    short_code: str
    status: str
    as_of: datetime


class Consents:
    """The story of every number."""

    def __init__(self, every: list[Line]) -> None:
        """Make up the stories of the numbers that these lines have."""
        chance = Random("consent")
        self._stories: dict[str, list[Change]] = {}
        for line in every:
            if line.number is not None and line.number not in self._stories:
                self._stories[line.number] = list(_story(line, line.number, chance))

    def status_for(self, number: str, at: datetime) -> str:
        """The status that the service goes by at an instant."""
        story = self._stories[number]
        known = bisect_right(story, at - HEARD_AFTER, key=lambda change: change.changed_at)
        return story[max(known - 1, 0)].status

    def log(self) -> list[Change]:
        """Every change up to the last day, oldest first."""
        changes = (change for story in self._stories.values() for change in story)
        return sorted(changes, key=lambda change: (change.changed_at, change.number))

    def stated(self) -> Iterator[Stated]:
        """The newest status of every number."""
        for number, story in sorted(self._stories.items()):
            yield Stated(number, SHORT_CODE, story[-1].status, AS_OF)


def _story(line: Line, number: str, chance: Random) -> Iterator[Change]:
    at = _some_time(line.student.listed_from, chance)
    yield Change(number, SHORT_CODE, AWAITED, at, ADDED)
    answered = _answered_at(line, at, chance)
    if answered is None or answered >= AS_OF:
        return
    refuses = chance.random() < 0.003
    how = REPLY if refuses or chance.random() < 0.8 else FORM
    yield Change(number, SHORT_CODE, SAID_NO if refuses else SAID_YES, answered, how)
    if refuses:
        return
    left = _left_at(line, answered, chance)
    if left is None or not answered < left < AS_OF:
        return
    yield Change(number, SHORT_CODE, SAID_NO, left, REPLY if chance.random() < 0.9 else OFFICE)
    back = left + timedelta(days=3 + int(chance.random() * 60))
    if chance.random() < 0.25 and back < AS_OF:
        yield Change(number, SHORT_CODE, SAID_YES, back, FORM)


def _answered_at(line: Line, listed_at: datetime, chance: Random) -> datetime | None:
    """When the number said yes: soon, after the next reminder, or (None) not at all."""
    listed_from = line.student.listed_from
    is_new = listed_from >= NEW_FAMILIES_FROM
    is_slow = line.student.school_on(listed_from) == OAK
    soon, reminded = (0.93, 0.965) if is_new else (0.975, 0.987)
    if is_slow:
        soon, reminded = (0.40, 0.46) if is_new else (0.925, 0.965)
    roll, waited = chance.random(), chance.random()
    if roll < soon:
        return listed_at + timedelta(seconds=int(600 + waited**3 * 10 * 86_400))
    if roll < reminded:
        asked = next((day for day in REMINDED_ON if day > listed_from), LAST_DAY)
        return _some_time(asked + timedelta(days=int(waited**2 * 50)), chance)
    return None


def _left_at(line: Line, answered: datetime, chance: Random) -> datetime | None:
    """When a number that had said yes said no; most never do."""
    roll = chance.random()
    if roll < 0.014:
        day = answered.date() + timedelta(days=1 + int(chance.random() * 400))
        return _some_time(day, chance)
    if roll < 0.020 and line.student.school_on(HOLD_AT.date()) == HIGH:
        return HOLD_AT + timedelta(seconds=int(chance.random() * 900))
    return None


def _some_time(day: date, chance: Random) -> datetime:
    return instant(day, 8 * 3600 + int(chance.random() * 12 * 3600))
