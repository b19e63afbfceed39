"""Contacts over several rows, with numbers and students on different ones, which complete each other."""

from __future__ import annotations

from dataclasses import replace

import duckdb

from data import engine
from data.importer.files.sources import Source
from data.importer.recognize.columns import Recognized
from data.importer.recognize.people.places import OWN, NumberColumn, People, PersonOfRow


def with_completion(source: Source, recognized: Recognized) -> Recognized:
    """Return a contact list whose rows are read together where a contact lacks a number or student on one.

    A file that DuckDB can't read is taken as such a list: that changes nothing if no row lacks any.
    """
    people = recognized.people or _one_contact(recognized)
    (person, *others) = people.persons or (None,)
    if person is None or others or people.student is None or not person.ids:
        return recognized
    if not _is_spread(source, person, people.student):
        return recognized
    shared = {field: place for field, place in recognized.positions if field in OWN}
    person = replace(person, own={**shared, **person.own})
    completed = replace(people, persons=(person,), completes=True)
    kept = tuple((field, place) for field, place in recognized.positions if field not in completed.fields)
    firsts = {**shared, **people.firsts}
    return replace(recognized, positions=kept, people=replace(completed, firsts=firsts))


def _one_contact(recognized: Recognized) -> People:
    """Return an ordinary list, one contact and one number a row, in the form of a wide one."""
    places = dict(recognized.positions)
    if recognized.kind != "contacts" or not {"contact_id", "number", "student_id"} <= {*places}:
        return People()
    number = NumberColumn(places["number"], None, places.get("phone_type"))
    own = ("contact_id", "number", "phone_type")
    firsts: dict[str, int] = {name: places[name] for name in own if name in places}
    person = PersonOfRow("", {"contact_id": places["contact_id"]}, (number,))
    return People((person,), places["student_id"], firsts=firsts)


def _is_spread(source: Source, person: PersonOfRow, student: int) -> bool:
    """Return whether a contact has a row with a number or student and another one without."""
    contact = ", ".join(f"nullif(trim(c{place}), '')" for place in person.ids)
    cells = ", ".join(f"nullif(trim(c{number.place}), '')" for number in person.numbers)
    records = (
        f"select coalesce({contact}) as contact, coalesce({cells}) as number, "
        f"nullif(trim(c{student}), '') as student from ({source.relation})"
    )
    spread = (
        f"select 1 from ({records}) where contact is not null group by contact "
        "having count(student) > 0 and "
        "(count(number) between 1 and count(*) - 1 or count(student) < count(*)) limit 1"
    )
    with engine.connect() as connection:
        try:
            return bool(engine.answer(connection, spread).num_rows)
        except duckdb.Error:
            return True
