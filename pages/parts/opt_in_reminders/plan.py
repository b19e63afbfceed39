"""The plan of 30 days that districts use, as a calendar with its runs in it. No Streamlit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import Any

from data.words import vocabulary
from pages.parts.draw import formatting, tables
from queries.selection import day_words

WEEK = 7


@dataclass(frozen=True)
class Phase:
    """A part of the plan: from which of its days on, its name, and what is done in it."""

    from_day: int
    name: str
    what: str


PHASES = (
    Phase(1, "First fortnight", "E-mail the flyer, and send it home on paper where there is no address."),
    Phase(15, "Second fortnight", "Remind those still pending again; put the flyer up at school."),
    Phase(
        vocabulary.PLAN_DAYS,
        "Last day",
        "Call those left through the messaging service: load the contact ids.",
    ),
)


def phase_of(day: int) -> Phase:
    """The phase in which a day of the plan lies, from 1."""
    return [phase for phase in PHASES if phase.from_day <= day][-1]


def start_of(runs: Sequence[Mapping[str, Any]], today: date) -> date:
    """The first day of the plan that is under way: that of its first run, or else today."""
    since = today - timedelta(days=vocabulary.PLAN_DAYS - 1)
    days = [row["made_at"].date() for row in runs if since <= row["made_at"].date() <= today]
    return min(days, default=today)


def table(start: date, today: date, runs: Sequence[Mapping[str, Any]]) -> str:
    """The phases with their days, what is done, and the runs that were made in each."""
    rows = "".join(_phase(place, start, today, runs) for place in range(len(PHASES)))
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Part", "Days", "What to do", "Done"))
    return tables.region(head, rows, f"The plan of {vocabulary.PLAN_DAYS} days")


def _phase(place: int, start: date, today: date, runs: Sequence[Mapping[str, Any]]) -> str:
    phase = PHASES[place]
    after = PHASES[place + 1].from_day if place + 1 < len(PHASES) else vocabulary.PLAN_DAYS + 1
    first, last = start + timedelta(days=phase.from_day - 1), start + timedelta(days=after - 2)
    made = [row for row in runs if first <= row["made_at"].date() <= last]
    done = "; ".join(
        f"{day_words(row['made_at'].date())}: {formatting.count(row['numbers'], 'numbers')}" for row in made
    )
    is_now = first <= today <= last
    days = day_words(first) if first == last else f"{day_words(first)} – {day_words(last)}"
    mark = ' class="now"' if is_now else ""
    now = " <b>(now)</b>" if is_now else ""
    return (
        f"<tr{mark}><td>{escape(phase.name)}{now}</td><td>{days}</td>"
        f'<td class="long">{escape(phase.what)}</td><td>{done or "nothing yet"}</td></tr>'
    )


def calendar(start: date, today: date, runs: Sequence[Mapping[str, Any]]) -> str:
    """The days of the plan in weeks from Monday, with the runs on their days."""
    end = start + timedelta(days=vocabulary.PLAN_DAYS - 1)
    monday = start - timedelta(days=start.weekday())
    weeks = range((end - monday).days // WEEK + 1)
    body = "".join(
        "<tr>"
        + "".join(
            _day(monday + timedelta(days=WEEK * week + day), start, end, today, runs) for day in range(WEEK)
        )
        + "</tr>"
        for week in weeks
    )
    names = "".join(f'<th scope="col">{monday + timedelta(days=day):%a}</th>' for day in range(WEEK))
    return tables.region(names, body, "Calendar of the plan", "calendar")


def _day(day: date, start: date, end: date, today: date, runs: Sequence[Mapping[str, Any]]) -> str:
    if not start <= day <= end:
        return "<td></td>"
    number = (day - start).days + 1
    begins = next((phase.name for phase in PHASES if phase.from_day == number), "")
    made = sum(row["numbers"] for row in runs if row["made_at"].date() == day)
    told = [f"<b>{day:%b} {day.day}</b>" + (" <i>today</i>" if day == today else "")]
    told += [f'<span class="begins">{escape(begins)}</span>'] if begins else []
    told += [f'<span class="made">{formatting.count(made)} reminded</span>'] if made else []
    return f'<td class="phase-{PHASES.index(phase_of(number))}">{"<br>".join(told)}</td>'
