"""The 30-day plan that districts follow, as a table of its steps and as a calendar. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from data.words import vocabulary
from data.words.catalog import N_, _, days, listing, ngettext, short_day, weekday
from pages.parts.draw.html import Markup, render
from pages.parts.notes.on_days import OnDays

Batch = Mapping[str, Any]  # a row of "reminder_runs"
WEEK = 7


@dataclass(frozen=True)
class Step:
    """A step of the plan: the day on which it starts (the first day is 1), its title, and what to do."""

    from_day: int
    title: str
    task: str


@dataclass(frozen=True)
class PlannedStep:
    """A step with its dates, and the reminder batches made in it."""

    title: str
    dates: str
    task: str
    is_now: bool
    batches: Sequence[str]


@dataclass(frozen=True)
class CalendarDay:
    """A day of the calendar: its step (from 0), the title of a step that starts, and numbers reminded.

    `notes` are the letters of the notes on the day.
    """

    title: str
    step: int
    is_today: bool
    starts: str
    reminded: str
    notes: str


STEPS = (
    Step(1, N_("First two weeks"), N_("Email the flyer. Send it home on paper if there is no address.")),
    Step(15, N_("Second two weeks"), N_("Remind those still pending again. Put the flyer up at school.")),
    Step(
        vocabulary.PLAN_DAYS,
        N_("Last day"),
        N_("Call the others through the messaging service: load the contact IDs into it."),
    ),
)


def start_of(batches: Sequence[Batch], today: date) -> date:
    """Return the first day of the current plan: that of its first batch, or today if there is none."""
    earliest = today - timedelta(days=vocabulary.PLAN_DAYS - 1)
    made_on = [row["made_at"].date() for row in batches if earliest <= row["made_at"].date() <= today]
    return min(made_on, default=today)


def last_day(start: date) -> date:
    """Return the last day of the plan that starts on a day."""
    return start + timedelta(days=vocabulary.PLAN_DAYS - 1)


def tables(start: date, today: date, batches: Sequence[Batch], noted: OnDays) -> Markup:
    """Return the steps with their dates and batches, and the calendar with numbers reminded and notes."""
    last = last_day(start)
    monday = start - timedelta(days=start.weekday())
    weeks = (last - monday).days // WEEK + 1
    shown = [monday + timedelta(days=place) for place in range(weeks * WEEK)]
    cells = [
        _calendar_day(day, start, today, batches, noted) if start <= day <= last else None for day in shown
    ]
    return render(
        "opt_in_reminders/plan.html",
        steps=[_planned_step(place, start, today, batches) for place in range(len(STEPS))],
        weekdays=[weekday(day) for day in shown[:WEEK]],
        weeks=[cells[place : place + WEEK] for place in range(0, len(cells), WEEK)],
    )


def step_of(day: int) -> int:
    """Return the place of the step, from 0, in which a day of the plan (from 1) lies."""
    return max(place for place, step in enumerate(STEPS) if step.from_day <= day)


def _planned_step(place: int, start: date, today: date, batches: Sequence[Batch]) -> PlannedStep:
    step = STEPS[place]
    next_from = STEPS[place + 1].from_day if place + 1 < len(STEPS) else vocabulary.PLAN_DAYS + 1
    first, last = start + timedelta(days=step.from_day - 1), start + timedelta(days=next_from - 2)
    return PlannedStep(
        title=_(step.title),
        dates=days(first, last),
        task=_(step.task),
        is_now=first <= today <= last,
        batches=[_batch_words(row) for row in batches if first <= row["made_at"].date() <= last],
    )


def _batch_words(row: Batch) -> str:
    return ngettext(
        "{day}: {number} number",
        "{day}: {number} numbers",
        row["numbers"],
        day=row["made_at"].date(),
        number=row["numbers"],
    )


def _calendar_day(
    day: date, start: date, today: date, batches: Sequence[Batch], noted: OnDays
) -> CalendarDay:
    number = (day - start).days + 1
    step = step_of(number)
    reminded = sum(row["numbers"] for row in batches if row["made_at"].date() == day)
    return CalendarDay(
        title=short_day(day),
        step=step,
        is_today=day == today,
        starts=_(STEPS[step].title) if STEPS[step].from_day == number else "",
        reminded=_("{number} reminded", number=reminded) if reminded else "",
        notes=_notes_of(day, noted),
    )


def _notes_of(day: date, noted: OnDays) -> str:
    letters = [letter for letter, note in noted.lettered() if note["first_day"] <= day <= note["last_day"]]
    if not letters:
        return ""
    return ngettext("Note {letters}", "Notes {letters}", len(letters), letters=listing(letters))
