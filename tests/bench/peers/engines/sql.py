"""The three questions in SQL, in which each engine puts its own words for times and for parameters."""

from __future__ import annotations

from typing import Any

from tests.bench.peers.questions import DAYS, NEWEST, NUMBER

PARAMETERS = {
    DAYS: ("from_at", "until_at"),
    NUMBER: ("number",),
    NEWEST: ("school", "from_at", "until_at"),
}


def statements(*, day: str, instant: str, at: str, place: str) -> dict[str, str]:
    """Return the statement of each question.

    `day` is the local day of a text, `instant` its seconds since 1970, `at` what makes an instant of such
    seconds, and `place` what stands for a parameter of that name.
    """
    places = {name: place.format(name) for names in PARAMETERS.values() for name in names}
    since, until = at.format(places["from_at"]), at.format(places["until_at"])
    period = f"requested_at >= {since} and requested_at < {until}"
    return {
        DAYS: f"select {day}, result, count(*) from texts where {period} group by 1, 2",
        NUMBER: f"""
            select {instant}, broadcast, result, reason from texts where number = {places["number"]}
            order by requested_at desc
        """,
        NEWEST: f"""
            select
                message_id, {instant}, broadcast_id, broadcast, sent_by, school, contact_id, number, result,
                reason
            from texts
            where school = {places["school"]} and {period}
            order by requested_at desc, message_id limit 100
        """,
    }


def named(question: str, case: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a question's parameters."""
    return {name: case[name] for name in PARAMETERS[question]}


def filled(statement: str, question: str, case: dict[str, Any]) -> str:
    """Return a statement whose places are `{name}`, with plain values: the cases are our own."""
    return statement.format(**{name: repr(value) for name, value in named(question, case).items()})
