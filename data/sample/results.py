"""What became of each text: held back, under way, not completed, or taken by a carrier."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from data.sample import service_words
from data.sample.consent import Consents
from data.sample.contacts import Line
from data.sample.failures import Troubles, is_bad_day
from data.sample.people import uses_carrier_b
from data.sample.school_days import AS_OF
from data.words.vocabulary import Reason


class Outcome(NamedTuple):
    """What the log says of a text; the seconds are those from the request to the log's last word."""

    result: str
    reason_text: str | None
    carrier_code: str | None
    seconds: int


class Outcomes:
    """Decides what becomes of texts, in the order in which they are asked for."""

    def __init__(self, consents: Consents, troubles: Troubles) -> None:
        """Go by what numbers consented to, and by which of them do not work."""
        self._consents = consents
        self._troubles = troubles
        self._chance = Random("outcomes")

    def of(self, line: Line, at: datetime, reached: set[str]) -> Outcome:
        """What becomes of a text; `reached` are the numbers that this run has texted by now."""
        reason = self._why_held_back(line, at, reached)
        if reason is not None or line.number is None:
            text = service_words.said(reason, self._chance) if reason else None
            return Outcome(service_words.HELD_BACK, text, None, int(self._chance.random() * 3))
        under_way = self._under_way(at)
        if under_way is not None:
            reached.add(line.number)
            return Outcome(under_way, None, None, int(self._chance.random() * 3))
        reason = self._why_not_completed(line.number, at)
        if reason is not None:
            return self._not_completed(reason, at)
        reached.add(line.number)
        return Outcome(service_words.TAKEN, None, None, self._seconds(40, at))

    def _why_held_back(self, line: Line, at: datetime, reached: set[str]) -> Reason | None:
        if line.number is None:
            is_landline_only = int(line.contact_id[1:]) % 3 > 0
            return service_words.NO_SMS_NUMBER if is_landline_only else service_words.NO_ACTIVE_NUMBER
        if line.number in reached:
            return service_words.DUPLICATE
        if self._consents.status_for(line.number, at) == service_words.SAID_YES:
            return None
        is_blocked = self._chance.random() < 0.55
        return service_words.NO_ANSWER_OR_BLOCKED if is_blocked else service_words.DENIED_OR_AWAITED

    def _under_way(self, at: datetime) -> str | None:
        """A text that the log has no final word for: of the last minutes, the last hours, or stuck."""
        age, roll = AS_OF - at, self._chance.random()
        if age < timedelta(minutes=10):
            return (
                service_words.WAITING if roll < 0.30 else service_words.ON_ITS_WAY if roll < 0.65 else None
            )
        if age < timedelta(hours=1):
            return service_words.ON_ITS_WAY if roll < 0.08 else None
        if age < timedelta(hours=72):
            return service_words.ON_ITS_WAY if roll < 0.008 else None
        return service_words.ON_ITS_WAY if roll < 0.004 and age < timedelta(days=24) else None

    def _why_not_completed(self, number: str, at: datetime) -> Reason | None:
        bad_luck = 0.30 if is_bad_day(at) and uses_carrier_b(number) else 0.0025
        if self._chance.random() < bad_luck:
            return service_words.CARRIER_TROUBLE
        return self._troubles.of(number, at)

    def _not_completed(self, reason: Reason, at: datetime) -> Outcome:
        text = service_words.said(reason, self._chance)
        if reason is service_words.CARRIER_TROUBLE and is_bad_day(at):
            text = service_words.said_on_the_bad_day()
        code = service_words.carrier_code(reason, self._chance) if self._chance.random() < 0.9 else None
        longest = 9 * 3600 if reason is service_words.PHONE_CANNOT else 300
        return Outcome(service_words.NOT_COMPLETED, text, code, self._seconds(longest, at))

    def _seconds(self, longest: int, at: datetime) -> int:
        """Mostly soon, seldom late, and never after the log's end."""
        return min(2 + int(self._chance.random() ** 4 * longest), int((AS_OF - at).total_seconds()))
