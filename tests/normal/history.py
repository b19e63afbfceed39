"""The sample district's history as counts by day, in which incidents can be planted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
WEEK = timedelta(days=7)
SENT = next(
    result.name
    for result in vocabulary.RESULTS
    if result.is_final and not vocabulary.is_undelivered(result.name)
)


@dataclass(frozen=True)
class Incident:
    """Texts of a school and a week that get another reason instead of being sent; at each day as many."""

    until: date
    school: str
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

    def weeks(self) -> list[date]:
        """Return the day after each week from Monday that has weeks before it and ends in the log."""
        days = self._counts["day"].to_pylist()
        first, last = min(days) + 7 * WEEK, max(days)
        monday = first + timedelta(days=(7 - first.weekday()) % 7)
        return [monday + place * WEEK for place in range((last - monday).days // 7 + 1)]

    def plant(self, incident: Incident | None) -> int:
        """Begin again from the true counts, with an incident if there is one. Return its texts."""
        self._connection.execute("create or replace table daily_results as select * from true_results")
        if incident is None:
            return 0
        values = {"school": incident.school, "from": incident.until - WEEK, "until": incident.until}
        answer: pa.Table = self._connection.execute(OF_WEEK, {**values, "sent": SENT}).to_arrow_table()
        planted, rows = 0, answer.to_pylist()
        for row in rows:
            wanted = incident.points / 100 * row["texts"]
            number = min(round(wanted + planted_so_far(rows, row, incident) - planted), row["sent"])
            planted += max(number, 0)
            self._move(incident, row["day"], max(number, 0))
        return planted

    def _move(self, incident: Incident, day: date, number: int) -> None:
        """Take so many sent texts of the day away, and add as many with the reason."""
        key = {"school": incident.school, "day": day}
        self._connection.execute(TAKE, {**key, "sent": SENT, "number": number})
        own = {"result": incident.result, "reason": incident.reason, "number": number}
        self._connection.execute(ADD, {**key, **own})

    def look_at(self, until: date, **parameters: object) -> list[Row]:
        """Return the rows of "own_normal" of the week before a day."""
        selection = Selection(to_day=until - timedelta(days=1))
        given = {"enough": vocabulary.ENOUGH_TEXTS, **parameters}
        offered = parameter_values.offered(self._question, person_at_machine(), selection, given)
        answer = engine.answer(self._connection, self._question.sql, self._question.values(offered))
        rows: list[Row] = answer.to_pylist()
        return rows

    def schools(self, until: date) -> list[str]:
        """Return the schools with enough texts in a week, and enough weeks before."""
        rows = self._connection.execute(LARGE, {"until": until, **FLOORS}).fetchall()
        return [school for (school,) in rows]


FLOORS = {"texts": vocabulary.NORMAL_TEXTS, "weeks": vocabulary.NORMAL_WEEKS}
OF_WEEK = """
select day, sum(texts)::bigint as texts,
    coalesce(sum(texts) filter (where result = $sent), 0)::bigint as sent
from daily_results where school = $school and day >= $from and day < $until group by day order by day
"""
TAKE = """
with own as (
    select rowid as place, texts,
        sum(texts) over (order by rowid) - texts as before
    from daily_results where school = $school and day = $day and result = $sent
)
update daily_results set texts = daily_results.texts - greatest(least($number - own.before, own.texts), 0)
from own where daily_results.rowid = own.place
"""
ADD = """
insert into daily_results (day, school, result, reason, texts)
select $day, $school, $result, $reason, $number where $number > 0
"""
LARGE = """
with weeks as (
    select school, (cast($until as date) - 1 - day) // 7 as weeks_before, sum(texts) as texts
    from daily_results where school is not null and day < $until and day >= cast($until as date) - 371
    group by all having sum(texts) >= $texts
)
select school from weeks
where weeks_before <= 13 or weeks_before between 39 and 52
group by school
having bool_or(weeks_before = 0) and count(*) filter (where weeks_before > 0) >= $weeks
order by school
"""


def planted_so_far(rows: Sequence[Row], row: Row, incident: Incident) -> float:
    """Return how many texts the incident should have before a day, so that roundings don't add up."""
    before: int = sum(own["texts"] for own in rows if own["day"] < row["day"])
    return incident.points / 100 * before


def incidents(history: History, number: int, seed: int) -> list[Incident]:
    """Return incidents of 3 to 10 points, at any school and week with enough texts, of any reason."""
    chance = Random(seed)  # noqa: S311 - not for secrets
    places = [(until, school) for until in history.weeks() for school in history.schools(until)]
    reasons = [reason.key for reason in vocabulary.REASONS]
    return [
        Incident(*chance.choice(places), chance.choice(reasons), 3 + 7 * chance.random())
        for _each in range(number)
    ]


def is_found(incident: Incident, rows: Sequence[Row]) -> bool:
    """Return whether a row that is told is about the incident's school or the district, and its texts."""
    return any(
        row["is_shown"]
        and (row["is_district"] or row["school"] == incident.school)
        and row["result"] in (None, incident.result)
        and (row["level"] != "reason" or row["reason"] == incident.reason)
        for row in rows
    )
