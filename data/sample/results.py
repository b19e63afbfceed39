"""The result of each text: not sent, in progress, failed, or accepted by a carrier."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from data.sample.contacts import Line
from data.sample.failures import Failures, is_bad_day
from data.sample.people import uses_carrier_b
from data.sample.school_days import AS_OF
from data.sample.service_words import (
    CARRIER_PROBLEM,
    DUPLICATE,
    FAILED,
    INELIGIBLE,
    NO_ACTIVE_NUMBER,
    NO_SMS_NUMBER,
    NOT_OPTED_IN_OR_BLOCKED,
    NOT_SENT_YET,
    OPTED_IN,
    OPTED_OUT_OR_PENDING,
    PHONE_CANT_RECEIVE,
    SENDING,
    SENT,
    bad_day_reason_text,
    carrier_code,
    reason_text,
)
from data.sample.statuses import Statuses
from data.words.vocabulary import Reason


class LoggedResult(NamedTuple):
    """A result as the log has it; `seconds` is the time from the request to the last update."""

    result: str
    reason_text: str | None
    carrier_code: str | None
    seconds: int


class Results:
    """Decides the results of texts, in the order in which they are requested."""

    def __init__(self, statuses: Statuses, failures: Failures) -> None:
        """Decide by the statuses of numbers, and by which numbers fail."""
        self._statuses = statuses
        self._failures = failures
        self._chance = Random("outcomes")

    def result(self, line: Line, at: datetime, reached: set[str]) -> LoggedResult:
        """Return the result of a text; `reached` are the numbers that got this sending, and is added to."""
        reason = self._ineligible_reason(line, at, reached)
        if reason is not None or line.number is None:
            text = reason_text(reason, self._chance) if reason else None
            return LoggedResult(INELIGIBLE, text, None, int(self._chance.random() * 3))
        in_progress = self._in_progress(at)
        if in_progress is not None:
            reached.add(line.number)
            return LoggedResult(in_progress, None, None, int(self._chance.random() * 3))
        reason = self._failed_reason(line.number, at)
        if reason is not None:
            return self._failed(reason, at)
        reached.add(line.number)
        return LoggedResult(SENT, None, None, self._seconds(40, at))

    def _ineligible_reason(self, line: Line, at: datetime, reached: set[str]) -> Reason | None:
        if line.number is None:
            is_landline_only = int(line.contact_id[1:]) % 3 > 0
            return NO_SMS_NUMBER if is_landline_only else NO_ACTIVE_NUMBER
        if line.number in reached:
            return DUPLICATE
        if self._statuses.status_for(line.number, at) == OPTED_IN:
            return None
        is_blocked = self._chance.random() < 0.55
        return NOT_OPTED_IN_OR_BLOCKED if is_blocked else OPTED_OUT_OR_PENDING

    def _in_progress(self, at: datetime) -> str | None:
        """Return the result of a text that has no final one: of the last minutes or hours, or for good."""
        age, roll = AS_OF - at, self._chance.random()
        if age < timedelta(minutes=10):
            return NOT_SENT_YET if roll < 0.30 else SENDING if roll < 0.65 else None
        if age < timedelta(hours=1):
            return SENDING if roll < 0.08 else None
        if age < timedelta(hours=72):
            return SENDING if roll < 0.008 else None
        return SENDING if roll < 0.004 and age < timedelta(days=24) else None

    def _failed_reason(self, number: str, at: datetime) -> Reason | None:
        probability = 0.30 if is_bad_day(at) and uses_carrier_b(number) else 0.0025
        if self._chance.random() < probability:
            return CARRIER_PROBLEM
        return self._failures.reason(number, at)

    def _failed(self, reason: Reason, at: datetime) -> LoggedResult:
        text = reason_text(reason, self._chance)
        if reason is CARRIER_PROBLEM and is_bad_day(at):
            text = bad_day_reason_text()
        code = carrier_code(reason, self._chance) if self._chance.random() < 0.9 else None
        longest = 9 * 3600 if reason is PHONE_CANT_RECEIVE else 300
        return LoggedResult(FAILED, text, code, self._seconds(longest, at))

    def _seconds(self, longest: int, at: datetime) -> int:
        """Return a time until the last update: usually short, never after the end of the log."""
        return min(2 + int(self._chance.random() ** 4 * longest), int((AS_OF - at).total_seconds()))
