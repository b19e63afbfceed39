"""The contacts of the sample district with their numbers, and the contact list."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import NamedTuple

from data.sample.people import GRADUATED, Household, Student, first_name, numbers, students
from data.sample.school_days import AS_OF, LAST_DAY

SECOND_CONTACT_EVERY = 3  # every third of 3,000 students: 4,000 contacts in all


@dataclass(frozen=True)
class Line:
    """One number of one contact. A contact without a number has one line without a number."""

    contact_id: str
    name: str
    email: str | None
    student: Student
    number: str | None
    phone_type: str | None


class ListedContact(NamedTuple):
    """One row of the contact list."""

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
    """Return every number of every contact, in the order of the contacts."""
    chance, unused = Random("contacts"), numbers()
    rows: list[Line] = []
    for place, student in enumerate(students()):
        id_number = 10_001 + 2 * place
        sibling = _sibling_line(rows, student.household)
        if sibling and sibling.number and chance.random() < 0.25:
            rows.append(
                Line(f"C{id_number}", sibling.name, sibling.email, student, sibling.number, "Mobile")
            )
        else:
            rows += _contact(f"C{id_number}", student, chance, unused)
        if place % SECOND_CONTACT_EVERY == 0 and student.grade < GRADUATED:
            rows += _contact(f"C{id_number + 1}", student, chance, unused)
    return rows


def contact_list(lines: list[Line]) -> Iterator[ListedContact]:
    """Return the contact list of the last day, without students who have left."""
    for line in lines:
        student, household = line.student, line.student.household
        school = student.school_on(LAST_DAY)
        if school is not None:
            yield ListedContact(
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


def _sibling_line(rows: list[Line], household: Household) -> Line | None:
    near = rows[-40:]  # siblings follow closely on each other
    return next((line for line in near if line.student.household == household), None)


def _contact(contact_id: str, student: Student, chance: Random, unused: Iterator[str]) -> Iterator[Line]:
    household = student.household
    first = first_name(household, chance)
    name = f"{first} {household.family}"
    email = _email(first, household) if chance.random() < 0.92 else None
    if chance.random() < 0.010:
        yield Line(contact_id, name, email, student, None, None)
        return
    is_landline = chance.random() < 0.003
    yield Line(contact_id, name, email, student, next(unused), "Home" if is_landline else "Mobile")
    if chance.random() < 0.06:
        second = chance.choice(("Mobile", "Work"))
        yield Line(contact_id, name, email, student, next(unused), second)


def _email(first: str, household: Household) -> str:
    name = unicodedata.normalize("NFKD", f"{first}.{household.family}.{household.household_id}")
    return name.encode("ascii", "ignore").decode().lower() + "@example.org"
