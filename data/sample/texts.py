"""The texts of the sample: one row for each phone line of each sending."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from data.sample.broadcasts import Sending, sendings
from data.sample.contacts import Line
from data.sample.failures import Failures
from data.sample.results import LoggedResult, Results
from data.sample.school_days import AS_OF, SHORT_CODE, ZONE
from data.sample.service_words import SENT, service_word
from data.sample.statuses import Statuses


class Text(NamedTuple):
    """One row of the message log."""

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


def texts(lines: list[Line], statuses: Statuses) -> list[Text]:
    """Return every text, oldest first; their ids count them."""
    results = Results(statuses, Failures(lines))
    rows = [text for sending in sendings(lines) for text in _texts(sending, results)]
    rows.sort(key=lambda text: text.requested_at)
    return [text._replace(message_id=f"m{place:07}") for place, text in enumerate(rows, 1)]


def _texts(sending: Sending, results: Results) -> Iterator[Text]:
    reached: set[str] = set()
    for place, line in enumerate(sending.lines):
        at = min(sending.at + timedelta(seconds=int(place * sending.seconds_apart)), AS_OF)
        yield _text(sending, line, at, results.result(line, at, reached))


def _text(sending: Sending, line: Line, at: datetime, logged: LoggedResult) -> Text:
    updated_at = at + timedelta(seconds=logged.seconds)
    return Text(
        message_id="",
        requested_at=at,
        broadcast_id=sending.broadcast_id,
        broadcast=sending.broadcast,
        sent_by=sending.sent_by,
        school=line.student.school_on(at.astimezone(ZONE).date()),
        contact_id=line.contact_id,
        number=line.number,
        short_code=SHORT_CODE,
        result=logged.result,
        reason_text=logged.reason_text,
        service_status=service_word(logged.result),
        carrier_code=logged.carrier_code,
        accepted_at=updated_at if logged.result == SENT else None,
        updated_at=updated_at,
    )
