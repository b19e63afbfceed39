"""The opt-in status of each number over time, from which the status log and the consent list are made."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple

from data.sample.contacts import Line
from data.sample.people import HIGH, OAK
from data.sample.school_days import AS_OF, LAST_DAY, SHORT_CODE, instant
from data.sample.service_words import OPTED_IN, OPTED_OUT, PENDING

NEW_FAMILIES_FROM = date(2026, 8, 1)
REMINDER_DAYS = (date(2025, 10, 6), date(2026, 9, 21))
HOLD_AT = instant(date(2026, 3, 11), 10 * 3600 + 24 * 60)  # just after a school's emergency text
# The service knows an answer this much later. A text in between goes to a number that has opted out, which
# the dashboard warns of.
SERVICE_DELAY = timedelta(minutes=45)
ADDED, REPLY, FORM, OFFICE = "contact list", "keyword reply", "form", "school office"


class Change(NamedTuple):
    """One row of the status log: a change of one number's status."""

    number: str
    short_code: str
    status: str
    changed_at: datetime
    how: str


class ListedStatus(NamedTuple):
    """One row of the consent list: the status of one number on the last day."""

    number: str
    short_code: str
    status: str
    as_of: datetime


class Statuses:
    """The changes of every number's status."""

    def __init__(self, lines: list[Line]) -> None:
        """Invent the changes of the numbers of these lines."""
        chance = Random("consent")
        self._changes: dict[str, list[Change]] = {}
        for line in lines:
            if line.number is not None and line.number not in self._changes:
                self._changes[line.number] = list(_changes_of(line, line.number, chance))

    def status_for(self, number: str, at: datetime) -> str:
        """Return the status that the service knows at an instant."""
        changes = self._changes[number]
        changes_so_far = bisect_right(changes, at - SERVICE_DELAY, key=lambda change: change.changed_at)
        return changes[max(changes_so_far - 1, 0)].status

    def log(self) -> list[Change]:
        """Return every change up to the last day, oldest first."""
        every = (change for changes in self._changes.values() for change in changes)
        return sorted(every, key=lambda change: (change.changed_at, change.number))

    def listed(self) -> Iterator[ListedStatus]:
        """Return the newest status of every number."""
        for number, changes in sorted(self._changes.items()):
            yield ListedStatus(number, SHORT_CODE, changes[-1].status, AS_OF)


def _changes_of(line: Line, number: str, chance: Random) -> Iterator[Change]:
    at = _daytime(line.student.listed_from, chance)
    yield Change(number, SHORT_CODE, PENDING, at, ADDED)
    answered = _answered_at(line, at, chance)
    if answered is None or answered >= AS_OF:
        return
    refuses = chance.random() < 0.003
    how = REPLY if refuses or chance.random() < 0.8 else FORM
    yield Change(number, SHORT_CODE, OPTED_OUT if refuses else OPTED_IN, answered, how)
    if refuses:
        return
    left = _left_at(line, answered, chance)
    if left is None or not answered < left < AS_OF:
        return
    yield Change(number, SHORT_CODE, OPTED_OUT, left, REPLY if chance.random() < 0.9 else OFFICE)
    back = left + timedelta(days=3 + int(chance.random() * 60))
    if chance.random() < 0.25 and back < AS_OF:
        yield Change(number, SHORT_CODE, OPTED_IN, back, FORM)


def _answered_at(line: Line, listed_at: datetime, chance: Random) -> datetime | None:
    """Return when the number opted in: soon, after the next reminder, or (None) not at all."""
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
        reminded_on = next((day for day in REMINDER_DAYS if day > listed_from), LAST_DAY)
        return _daytime(reminded_on + timedelta(days=int(waited**2 * 50)), chance)
    return None


def _left_at(line: Line, answered: datetime, chance: Random) -> datetime | None:
    """Return when a number that had opted in opted out; None for most, which never do."""
    roll = chance.random()
    if roll < 0.014:
        day = answered.date() + timedelta(days=1 + int(chance.random() * 400))
        return _daytime(day, chance)
    if roll < 0.020 and line.student.school_on(HOLD_AT.date()) == HIGH:
        return HOLD_AT + timedelta(seconds=int(chance.random() * 900))
    return None


def _daytime(day: date, chance: Random) -> datetime:
    return instant(day, 8 * 3600 + int(chance.random() * 12 * 3600))
