"""What texts show of a phone, kept as the changes of it: at any time the same as all texts up to then."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pyarrow as pa

from data import engine
from data.engine.derived import SQL
from data.tables.schemas import MESSAGES, STATUS_CHANGES
from data.words import vocabulary, vocabulary_tables
from tests.answers import NUMBER

BEGIN = datetime(2026, 9, 1, tzinfo=UTC)
MINUTES = 40  # fewer than texts, so that several are of one instant
SENT, FAILED = vocabulary.RESULTS[2].name, vocabulary.RESULTS[4].name
OF_THE_PHONE = next(reason.key for reason in vocabulary.REASONS if reason.takes_no_texts)
OF_SOMETHING_ELSE = next(reason.key for reason in vocabulary.REASONS if not reason.takes_no_texts)
SHOWN = ((SENT, None), (FAILED, OF_THE_PHONE), (FAILED, OF_SOMETHING_ELSE))
PENDING, OPTED_IN = (
    next(status.name for status in vocabulary.STATUSES if status.is_pending == is_pending)
    for is_pending in (True, False)
)
WERE_PENDING, NEVER_PENDING = range(NUMBER, NUMBER + 5), NUMBER + 5


class Text(NamedTuple):
    """A text, with what it shows of the phone."""

    number: int
    requested_at: datetime
    result: str
    reason: str | None


def texts() -> list[Text]:
    draw = random.Random(15)  # noqa: S311 - not for secrets
    return [
        Text(number, BEGIN + timedelta(minutes=draw.randrange(MINUTES)), *draw.choice(SHOWN))
        for number in (*WERE_PENDING, NEVER_PENDING)
        for _ in range(60)
    ]


def evidence(every: list[Text]) -> list[dict[str, object]]:
    """Return what is kept of these texts; each number's newest status is opted in."""
    changes = [
        {"number": number, "status": status, "changed_at": BEGIN + timedelta(days=day)}
        for number in WERE_PENDING
        for day, status in enumerate((PENDING, OPTED_IN))
    ]
    changes.append({"number": NEVER_PENDING, "status": OPTED_IN, "changed_at": BEGIN})
    with engine.connect() as connection:
        for name, words in vocabulary_tables.tables().items():
            engine.keep(connection, name, words)
        rows = [text._asdict() for text in every]
        engine.keep(connection, "messages", pa.Table.from_pylist(rows, schema=MESSAGES))
        engine.keep(connection, "status_changes", pa.Table.from_pylist(changes, schema=STATUS_CHANGES))
        return list(engine.answer(connection, SQL["phone_evidence"]).to_pylist())


def takes_no_texts(failed: list[datetime], received: list[datetime]) -> bool:
    return bool(failed) and (not received or max(failed) > max(received))


def test_changes_show_at_any_time_what_all_texts_show() -> None:
    every = texts()
    changes = evidence(every)
    for number in WERE_PENDING:
        for minute in range(MINUTES):
            until = BEGIN + timedelta(minutes=minute)
            own = [text for text in every if text.number == number and text.requested_at <= until]
            by_texts = takes_no_texts(
                [text.requested_at for text in own if text.reason == OF_THE_PHONE],
                [text.requested_at for text in own if text.result == SENT],
            )
            kept = [change for change in changes if change["number"] == number]
            moments = {
                fails: [
                    moment
                    for change in kept
                    if isinstance(moment := change["requested_at"], datetime)
                    and moment <= until
                    and change["takes_no_texts"] is fails
                ]
                for fails in (True, False)
            }
            assert takes_no_texts(moments[True], moments[False]) == by_texts


def test_no_evidence_is_kept_of_a_number_that_was_never_pending_or_never_failed() -> None:
    every = [text for text in texts() if text.number != NUMBER or text.reason != OF_THE_PHONE]
    changes = evidence(every)
    assert {change["number"] for change in changes} == {*WERE_PENDING} - {NUMBER}
    assert len(changes) < len(every) / 2
