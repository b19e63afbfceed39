"""The sample district's schools, households, students and phone numbers."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from data.sample.school_days import GRADES_MOVE_UP

OAK = "Oak Elementary"
MIDDLE = "Roosevelt Middle"
HIGH = "Lincoln High"
ELEMENTARIES = (OAK, "Pine Elementary", "Washington Elementary")
SCHOOLS = (HIGH, MIDDLE, *ELEMENTARIES)
OFFICE = "District Office"
STUDENTS = 3_000
GRADUATES = 80  # who left in summer: their contacts got texts, but are on no list now
GRADUATED = 13
# 99 fictional numbers each; 0100 is the district's own help line.
AREA_CODES = (
    *(202, 205, 206, 207, 208, 210, 212, 213, 214, 215, 216, 217, 218, 224, 225, 262, 303, 305),
    *(309, 312, 314, 316, 317, 319, 320, 331, 402, 404, 405, 407, 412, 414, 415, 417, 502, 503),
    *(504, 507, 512, 515, 573, 602, 608, 612, 614, 615, 618, 630, 651, 702, 704, 708, 715, 763),
    *(773, 779, 801, 815, 816, 847, 901, 913, 920, 952),
)
NAMES = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Household:
    """The facts that siblings share."""

    household_id: str
    language: str
    family: str
    elementary: str


@dataclass(frozen=True)
class Student:
    """One student; `grade` is that of the newest school year, 0 for kindergarten."""

    student_id: str
    name: str
    grade: int
    household: Household
    listed_from: date

    def school_on(self, day: date) -> str | None:
        """Return the student's school on a day; None before kindergarten and after graduation."""
        grade = self.grade - (day < GRADES_MOVE_UP)
        if day < self.listed_from or not 0 <= grade < GRADUATED:
            return None
        return HIGH if grade > 8 else MIDDLE if grade > 5 else self.household.elementary


def students() -> Iterator[Student]:
    """Return every student; those of one household follow closely on each other."""
    chance = Random("people")
    households: list[Household] = []
    for place in range(STUDENTS + GRADUATES):
        if place > 9 and chance.random() < 0.16:
            household = households[place - chance.choice(range(2, 9))]
        else:
            household = _household(place, chance)
        households.append(household)
        grade = place % GRADUATED if place < STUDENTS else GRADUATED
        name = first_name(household, chance)
        listed_from = _listed_from(grade, chance)
        yield Student(f"S{20001 + place}", f"{name} {household.family}", grade, household, listed_from)


def first_name(household: Household, chance: Random) -> str:
    """Return a first name that is common in the household's language."""
    return str(chance.choice(NAMES[household.language]["first_names"]))


def _household(place: int, chance: Random) -> Household:
    shares = [language["share"] for language in NAMES.values()]
    language = chance.choices(list(NAMES), shares)[0]
    return Household(
        f"H{3001 + place}",
        language,
        chance.choice(NAMES[language]["last_names"]),
        chance.choice(ELEMENTARIES),
    )


def _listed_from(grade: int, chance: Random) -> date:
    """Return when a student was first listed: most before the logs begin, new families in August."""
    roll = chance.random()
    if grade < GRADUATED and roll < 0.02:
        return date(2026, 9, 8) + timedelta(days=int(chance.random() * 52))
    if grade == 0 or (grade < GRADUATED and roll < 0.05):
        return date(2026, 8, 3) + timedelta(days=int(chance.random() * 26))
    if grade < GRADUATED and roll < 0.14:
        return date(2025, 9, 8) + timedelta(days=int(chance.random() * 250))
    return date(2025, 8, 4) + timedelta(days=int(chance.random() * 12))


def numbers() -> Iterator[str]:
    """Return every number of the fictional range once, in random order."""
    chance = Random("phones")
    every = [f"+1{area}5550{last}" for area in AREA_CODES for last in range(101, 200)]
    every.sort(key=lambda _: chance.random())
    yield from every


def uses_carrier_b(number: str) -> bool:
    """Return whether a number is with the carrier that had a bad day, as about a third are."""
    return int(number[-2:]) % 3 == 1
