"""Whom the sample district may reach: contacts, their numbers, and the list that says so."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import NamedTuple

from data.sample.people import GRADUATED, Household, Student, given_name, numbers, students
from data.sample.school_days import AS_OF, LAST_DAY

SECOND_CONTACT_EVERY = 3  # of 3,000 students, every third has a second one: 4,000 contacts


@dataclass(frozen=True)
class Line:
    """One number of one contact; a contact without a mobile has one line, and no number on it."""

    contact_id: str
    name: str
    email: str | None
    student: Student
    number: str | None
    phone_type: str | None


class Listed(NamedTuple):
    """A row of the contact list."""

    contact_id: str
    number: str | None
    phone_type: str | None
    name: str
    email: str | None
    school: str
    grade: str
    language: str
    student_id: str
    student_name: str
    household_id: str
    as_of: datetime


def lines() -> list[Line]:
    """Every number of every contact, in the order of the contacts."""
    chance, unused = Random("contacts"), numbers()
    found: list[Line] = []
    for place, student in enumerate(students()):
        id_number = 10_001 + 2 * place
        eldest = _eldest(found, student.household)
        if eldest and eldest.number and chance.random() < 0.25:
            found.append(Line(f"C{id_number}", eldest.name, eldest.email, student, eldest.number, "Mobile"))
        else:
            found += _contact(f"C{id_number}", student, chance, unused)
        if place % SECOND_CONTACT_EVERY == 0 and student.grade < GRADUATED:
            found += _contact(f"C{id_number + 1}", student, chance, unused)
    return found


def listed(every: list[Line]) -> Iterator[Listed]:
    """The contact list of the last day. Who has left is no longer on it."""
    for line in every:
        student, household = line.student, line.student.household
        school = student.school_on(LAST_DAY)
        if school is not None:
            yield Listed(
                contact_id=line.contact_id,
                number=line.number,
                phone_type=line.phone_type,
                name=line.name,
                email=line.email,
                school=school,
                grade=str(student.grade or "K"),
                language=household.language,
                student_id=student.student_id,
                student_name=student.name,
                household_id=household.household_id,
                as_of=AS_OF,
            )


def _eldest(found: list[Line], household: Household) -> Line | None:
    near = found[-40:]  # brothers and sisters follow closely on each other
    return next((line for line in near if line.student.household == household), None)


def _contact(contact_id: str, student: Student, chance: Random, unused: Iterator[str]) -> Iterator[Line]:
    household = student.household
    given = given_name(household, chance)
    name = f"{given} {household.family}"
    email = _email(given, household) if chance.random() < 0.92 else None
    if chance.random() < 0.010:
        yield Line(contact_id, name, email, student, None, None)
        return
    is_landline = chance.random() < 0.003
    yield Line(contact_id, name, email, student, next(unused), "Home" if is_landline else "Mobile")
    if chance.random() < 0.06:
        second = chance.choice(("Mobile", "Work"))
        yield Line(contact_id, name, email, student, next(unused), second)


def _email(given: str, household: Household) -> str:
    name = unicodedata.normalize("NFKD", f"{given}.{household.family}.{household.household_id}")
    return name.encode("ascii", "ignore").decode().lower() + "@example.org"
