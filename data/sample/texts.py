"""The texts of the sample: one row for each line of each broadcast."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from data.sample.broadcasts import Run, runs
from data.sample.consent import Consents
from data.sample.contacts import Line
from data.sample.failures import Troubles
from data.sample.results import Outcome, Outcomes
from data.sample.school_days import AS_OF, SHORT_CODE, ZONE
from data.sample.service_words import TAKEN, service_word


class Text(NamedTuple):
    """A row of the message log."""

    message_id: str
    requested_at: datetime
    broadcast_id: str
    broadcast: str
    sent_by: str
    school: str | None
    contact_id: str
    number: str | None
    short_code: str
    result: str
    reason_text: str | None
    service_status: str
    carrier_code: str | None
    accepted_at: datetime | None
    updated_at: datetime


def texts(every: list[Line], consents: Consents) -> list[Text]:
    """Every text, in the order of time; the ids count them."""
    outcomes = Outcomes(consents, Troubles(every))
    found = [text for run in runs(every) for text in _texts(run, outcomes)]
    found.sort(key=lambda text: text.requested_at)
    return [text._replace(message_id=f"m{place:07}") for place, text in enumerate(found, 1)]


def _texts(run: Run, outcomes: Outcomes) -> Iterator[Text]:
    reached: set[str] = set()
    for place, line in enumerate(run.lines):
        at = min(run.at + timedelta(seconds=int(place * run.seconds_apart)), AS_OF)
        yield _text(run, line, at, outcomes.of(line, at, reached))


def _text(run: Run, line: Line, at: datetime, outcome: Outcome) -> Text:
    updated = at + timedelta(seconds=outcome.seconds)
    return Text(
        message_id="",
        requested_at=at,
        broadcast_id=run.broadcast_id,
        broadcast=run.broadcast,
        sent_by=run.sent_by,
        school=line.student.school_on(at.astimezone(ZONE).date()),
        contact_id=line.contact_id,
        number=line.number,
        short_code=SHORT_CODE,
        result=outcome.result,
        reason_text=outcome.reason_text,
        service_status=service_word(outcome.result),
        carrier_code=outcome.carrier_code,
        accepted_at=updated if outcome.result == TAKEN else None,
        updated_at=updated,
    )
