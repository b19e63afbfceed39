"""The sample district's history as counts by day, in which incidents can be planted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

import pyarrow as pa

import queries
from data import engine, sample, settings
from data.access import person_at_machine
from data.engine.derived import fresh_counts
from data.words import vocabulary, vocabulary_tables
from queries import Selection, parameter_values

Row = Mapping[str, Any]
DAY, WEEK = timedelta(days=1), timedelta(days=7)
WEEKS_BEFORE = 8  # of the first week that is looked at
LEAST_POINTS, MOST_POINTS = 3, 10
SENT = next(
    result.name
    for result in vocabulary.RESULTS
    if result.is_final and not vocabulary.is_undelivered(result.name)
)
OF_WEEK = """
select day, school, sum(texts)::bigint as texts,
    coalesce(sum(texts) filter (where result = $sent), 0)::bigint as sent
from daily_results where ($school is null or school = $school) and day >= $from and day < $until
group by day, school order by day, school
"""
TAKE = """
with own as (
    select rowid as place, texts, sum(texts) over (order by rowid) - texts as before
    from daily_results where school is not distinct from $school and day = $day and result = $sent
)
update daily_results set texts = daily_results.texts - greatest(least($number - own.before, own.texts), 0)
from own where daily_results.rowid = own.place
"""
ADD = """
insert into daily_results (day, school, result, reason, texts)
select $day, $school, $result, $reason, $number where $number > 0
"""


@dataclass(frozen=True)
class Incident:
    """Texts of a week that get another reason instead of being sent, at one school or (None) at all."""

    until: date
    school: str | None
    reason: str
    points: float

    @property
    def result(self) -> str:
        """Return the result of such texts."""
        return vocabulary.REASON_OF[self.reason].result


class History:
    """The counts of the sample in a database of their own."""

    def __init__(self) -> None:
        """Import the sample if it isn't there yet, and count its texts by day."""
        with queries.reading(sample.store_uri()) as snapshot:
            self._counts = fresh_counts.read(snapshot, settings.load().timezone)
        self._connection = engine.connect()
        for name, words in vocabulary_tables.tables().items():
            engine.keep(self._connection, name, words)
        engine.keep(self._connection, "true_results", self._counts)
        self._question = queries.read("own_normal")
        self.plant(None)

    def ends(self) -> list[date]:
        """Return the day after each week of seven days that has weeks before it, one a day."""
        days = self._counts["day"].to_pylist()
        first = min(days) + (WEEKS_BEFORE + 1) * WEEK
        return [first + place * DAY for place in range((max(days) - first).days + 1)]

    def plant(self, incident: Incident | None) -> int:
        """Begin again from the true counts, with an incident if there is one. Return its texts."""
        self._connection.execute("create or replace table daily_results as select * from true_results")
        if incident is None:
            return 0
        values = {"school": incident.school, "from": incident.until - WEEK, "until": incident.until}
        answer: pa.Table = self._connection.execute(OF_WEEK, {**values, "sent": SENT}).to_arrow_table()
        planted, due = 0, 0.0
        for row in answer.to_pylist():
            due += incident.points / 100 * row["texts"]
            number = max(min(round(due) - planted, row["sent"]), 0)
            planted += number
            self._move(incident, row, number)
        return planted

    def _move(self, incident: Incident, row: Row, number: int) -> None:
        """Take so many sent texts of a day and school away, and add as many with the reason."""
        key = {"school": row["school"], "day": row["day"]}
        self._connection.execute(TAKE, {**key, "sent": SENT, "number": number})
        own = {"result": incident.result, "reason": incident.reason, "number": number}
        self._connection.execute(ADD, {**key, **own})

    def look_at(self, until: date, **parameters: object) -> list[Row]:
        """Return the rows of "own_normal" of the week before a day."""
        selection = Selection(to_day=until - DAY)
        given = {"enough": vocabulary.ENOUGH_TEXTS, **parameters}
        offered = parameter_values.offered(self._question, person_at_machine(), selection, given)
        answer = engine.answer(self._connection, self._question.sql, self._question.values(offered))
        rows: list[Row] = answer.to_pylist()
        return rows


def incidents(looks: Mapping[date, Sequence[Row]], number: int, seed: int) -> Iterator[Incident]:
    """Yield incidents of 3 to 10 points in weeks of schools or of the district that are compared.

    `looks` are the rows of the weeks without an incident: each has an equal chance, and any reason.
    """
    chance = Random(seed)  # noqa: S311 - not for secrets
    places = [
        (until, None if row["is_district"] else row["school"])
        for until, rows in looks.items()
        for row in rows
        if row["level"] == "undelivered"
    ]
    reasons = [reason.key for reason in vocabulary.REASONS]
    for _each in range(number):
        points = LEAST_POINTS + (MOST_POINTS - LEAST_POINTS) * chance.random()
        yield Incident(*chance.choice(places), chance.choice(reasons), points)


def is_found(incident: Incident, rows: Sequence[Row]) -> bool:
    """Return whether a row that is told is about the incident's school or the district, and its texts."""
    return any(
        row["is_shown"]
        and (row["is_district"] or incident.school in (None, row["school"]))
        and row["result"] in (None, incident.result)
        and (row["level"] != "reason" or row["reason"] == incident.reason)
        for row in rows
    )
