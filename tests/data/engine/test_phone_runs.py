"""What texts show of a phone, kept as runs of them: at any time the same as all texts up to then."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

import pyarrow as pa

from data import engine
from data.engine.derived import SQL
from data.tables.schemas import MESSAGES
from data.words import vocabulary, vocabulary_tables
from tests.answers import NUMBER

BEGIN = datetime(2026, 9, 1, tzinfo=UTC)
MINUTES = 40  # fewer than texts, so that several are of one instant
SENT, FAILED = vocabulary.RESULTS[2].name, vocabulary.RESULTS[4].name
OF_THE_PHONE = next(reason.key for reason in vocabulary.REASONS if reason.takes_no_texts)
OF_SOMETHING_ELSE = next(reason.key for reason in vocabulary.REASONS if not reason.takes_no_texts)
SHOWN = ((SENT, None), (FAILED, OF_THE_PHONE), (FAILED, OF_SOMETHING_ELSE))
NUMBERS = range(NUMBER, NUMBER + 6)


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
        for number in NUMBERS
        for _ in range(60)
    ]


def runs(every: list[Text]) -> list[dict[str, Any]]:
    """Return the runs of these texts."""
    with engine.connect() as connection:
        for name, words in vocabulary_tables.tables().items():
            engine.keep(connection, name, words)
        rows = [text._asdict() for text in every]
        engine.keep(connection, "messages", pa.Table.from_pylist(rows, schema=MESSAGES))
        return list(engine.answer(connection, SQL["phone_runs"], {"zone": "America/Chicago"}).to_pylist())


def takes_no_texts(failed: list[datetime], received: list[datetime]) -> bool:
    return bool(failed) and (not received or max(failed) > max(received))


def test_the_first_texts_of_runs_show_at_any_time_what_all_texts_show() -> None:
    every = texts()
    kept = runs(every)
    for number in NUMBERS:
        for minute in range(MINUTES):
            until = BEGIN + timedelta(minutes=minute)
            own = [text for text in every if text.number == number and text.requested_at <= until]
            by_texts = takes_no_texts(
                [text.requested_at for text in own if text.reason == OF_THE_PHONE],
                [text.requested_at for text in own if text.result == SENT],
            )
            moments = {
                fails: [
                    run["from_at"]
                    for run in kept
                    if run["number"] == number
                    and run["from_at"] <= until
                    and run["takes_no_texts"] is fails
                ]
                for fails in (True, False)
            }
            assert takes_no_texts(moments[True], moments[False]) == by_texts


def test_runs_have_every_text_that_shows_something_and_follow_each_other() -> None:
    every = texts()
    for number in NUMBERS:
        shown = [text for text in every if text.number == number and text.reason != OF_SOMETHING_ELSE]
        own = sorted((run for run in runs(every) if run["number"] == number), key=lambda run: -run["place"])
        assert sum(run["texts"] for run in own) == len(shown)
        assert [run["place"] for run in own] == list(range(len(own), 0, -1))
        for before, after in pairwise(own):
            assert before["until_at"] == after["before_until"] <= after["from_at"]
            assert before["takes_no_texts"] is not after["takes_no_texts"]


def test_a_day_is_one_of_the_districts_zone_and_the_reason_that_of_the_last_text() -> None:
    hours = (4, 5, 28)  # Aug 31, 11 PM in Chicago; midnight; 11 PM
    reasons = [reason.key for reason in vocabulary.REASONS if reason.takes_no_texts]
    every = [
        Text(NUMBER, BEGIN + timedelta(hours=hour), FAILED, reason)
        for hour, reason in zip(hours, reasons, strict=False)
    ]
    (run,) = runs(every)
    assert (run["texts"], run["days"], run["reason"]) == (3, 2, reasons[2])


def test_no_run_is_kept_of_a_number_that_never_failed() -> None:
    every = [text for text in texts() if text.number != NUMBER or text.reason != OF_THE_PHONE]
    kept = runs(every)
    assert {run["number"] for run in kept} == {*NUMBERS} - {NUMBER}
    assert len(kept) < len(every) / 2
