"""Business days after an opt-out, beside counting the days one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

import pyarrow as pa

import queries
from data.access import person_at_machine
from data.tables.schemas import MESSAGES, STATUS_CHANGES
from data.words import vocabulary
from tests.answers import Fill
from tests.any_texts import ZONE

CODE, FIRST = "67587", datetime(2026, 2, 20, tzinfo=UTC)
OPTED_OUT = next(own.name for own in vocabulary.STATUSES if not own.can_be_texted and not own.is_pending)
SENT = next(own.name for own in vocabulary.RESULTS if own.is_final and not own.is_failure)
SATURDAY = 5


def test_business_days_are_those_of_a_calendar(uri: str, fill: Fill) -> None:
    chance = Random("business days")  # noqa: S311 - the same days each time
    opted_out = [FIRST + timedelta(minutes=chance.randrange(400_000)) for _place in range(99)]
    texted = [at + timedelta(minutes=1 + chance.randrange(60_000)) for at in opted_out]
    holidays = [date(2026, 3, 1) + timedelta(days=chance.randrange(300)) for _place in range(40)]
    changes = [
        {"number": 12125550100 + place, "short_code": CODE, "status": OPTED_OUT, "changed_at": at}
        | {"is_logged": True}
        for place, at in enumerate(opted_out)
    ]
    texts = [
        {"service": "twilio", "message_id": f"SM{place}", "number": 12125550100 + place}
        | {"short_code": CODE, "result": SENT, "requested_at": at}
        for place, at in enumerate(texted)
    ]
    fill(
        uri,
        {
            "status_changes": pa.Table.from_pylist(changes, schema=STATUS_CHANGES),
            "messages": pa.Table.from_pylist(texts, schema=MESSAGES),
        },
    )
    with queries.reading(uri):
        rows = queries.run("texts_after_stop", person_at_machine(), holidays=holidays).to_pylist()
    counted = {row["number"]: row["business_days"] for row in rows}
    assert counted == {
        f"+{12125550100 + place}": _one_by_one(opted_out[place], texted[place], {*holidays})
        for place in range(len(opted_out))
    }
    assert len({*counted.values()}) > 20


def _one_by_one(opted_out_at: datetime, texted_at: datetime, holidays: set[date]) -> int:
    first, last = (at.astimezone(ZONE).date() for at in (opted_out_at, texted_at))
    days = [first + timedelta(days=place + 1) for place in range((last - first).days)]
    return sum(day.weekday() < SATURDAY and day not in holidays for day in days)
