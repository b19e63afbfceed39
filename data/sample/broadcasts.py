"""Planned broadcasts and daily absence notices: text, time, sender and phone lines."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from random import Random

from data.sample.contacts import Line
from data.sample.people import HIGH, MIDDLE, OFFICE, SCHOOLS
from data.sample.school_days import FIRST_DAY, instant, school_days

PLANNED = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
NOTICES_AT = {HIGH: 10 * 3600 + 900, MIDDLE: 9 * 3600 + 1800}  # all others at nine
FLU_MONTHS = (1, 2, 12)
Families = dict[str, list[list[Line]]]


@dataclass(frozen=True)
class Sending:
    """One sending of a broadcast. A month of absence notices is one broadcast, with a sending a day."""

    broadcast_id: str
    broadcast: str
    sent_by: str
    at: datetime
    lines: tuple[Line, ...]
    seconds_apart: float


def sendings(lines: list[Line]) -> list[Sending]:
    """Return every sending, oldest first. Ids of broadcasts follow the order of their first sendings."""
    in_order = sorted([*_planned(lines), *_notices(lines)], key=lambda one: (one.at, one.broadcast))
    ids: dict[str, str] = {}
    for sending in in_order:
        ids.setdefault(sending.broadcast, f"B{1001 + len(ids)}")
    return [replace(sending, broadcast_id=ids[sending.broadcast]) for sending in in_order]


def _planned(lines: list[Line]) -> Iterator[Sending]:
    for at, sent_by, name, share in PLANNED["broadcasts"]:
        chance, families = Random(name), _families(lines, at.date())
        reached = [
            line
            for school in (SCHOOLS if sent_by == OFFICE else (sent_by,))
            for family in families[school]
            if chance.random() < share
            for line in family
        ]
        requested = instant(at.date(), at.hour * 3600 + at.minute * 60)
        yield Sending("", name, sent_by, requested, tuple(reached), seconds_apart=0.04)


def _notices(lines: list[Line]) -> Iterator[Sending]:
    chance = Random("absent")
    by_month: dict[tuple[int, int], Families] = {}
    for day in school_days():
        month = (day.year, day.month)
        if month not in by_month:
            by_month[month] = _families(lines, max(day.replace(day=1), FIRST_DAY))
        for school in SCHOOLS:
            rate = 0.016 * (1.6 if day.month in FLU_MONTHS else 1) * (0.6 + 0.8 * chance.random())
            absent = [family for family in by_month[month][school] if chance.random() < rate]
            seconds = NOTICES_AT.get(school, 9 * 3600) + int(chance.random() * 1200)
            if absent:
                yield _notice(day, school, seconds, absent)


def _notice(day: date, school: str, seconds: int, absent: list[list[Line]]) -> Sending:
    name = f"Absence notices, {school}, {day:%b %Y}"
    lines = tuple(line for family in absent for line in family)
    return Sending("", name, school, instant(day, seconds), lines, seconds_apart=5)


def _families(lines: list[Line], day: date) -> Families:
    """Return the lines of each student who is listed on a day, by school."""
    by_student: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_student[line.student.student_id].append(line)
    families: Families = {school: [] for school in SCHOOLS}
    for family in by_student.values():
        school = family[0].student.school_on(day)
        if school is not None:
            families[school].append(family)
    return families
