"""Rows of a wide contact list as records: one for each person of a row, each number and each student.

The statements are generated, since which columns hold what differs from file to file. They have places of
columns (c0, c1, …), this project's own names of fields, and words of a format, quoted.
"""

from __future__ import annotations

from collections.abc import Iterable

from data.engine import quoted
from data.importer.recognize.columns import Recognized
from data.importer.recognize.people.places import NumberColumn, People, PersonOfRow
from data.words import vocabulary
from data.words.catalog import N_

SEVERAL_PEOPLE = N_("Several people of this list would have the contact ID that is made for this row.")
NUMBER_PLACE = "number_place"  # of the column that a record's number is from
IN_ORDER = "record, nth_person, nth_number, nth_student"


def cell(field: str) -> str:
    """Return the name of the column with a person's field, beside the columns of the file."""
    return f"own_{field}"


def cells(recognized: Recognized) -> list[str]:
    """Return the fields that the records of an unfolded wide list have in columns of their own."""
    people = recognized.people
    if not people:
        return []
    shared = [] if people.student is None else ["student_id"]
    shared += ["student_name"] if people.student_names else []
    return [*_of_person(people), "number", "phone_type", *shared]


def relation(records: str, recognized: Recognized) -> str:
    """Return the relation of the unfolded records, with the columns of the file and those of `cells`.

    `records` is the relation of a carefully split source. A record that can't be read, or that has no
    contact, stays one.
    """
    people = recognized.people
    file = [f"c{place}" for place in range(len(recognized.header))]
    every = _of_every_number(_of_every_person(records, people), people)
    if people.completes:
        every = _completed(every, people)
    own = [cell(field) for field in cells(recognized)]
    columns = ", ".join([*file, *own, NUMBER_PLACE])
    return (
        f"select {columns}, row_number() over (order by {IN_ORDER}) - 1 as record, line, "
        f"{_broken(people)} as broken from ({every})"
    )


def _of_person(people: People) -> list[str]:
    return sorted({"contact_id", *(name for one in people.persons for name in one.own)})


def _of_every_person(records: str, people: People) -> str:
    """Return a row for each person who has a cell in the record; one of nulls if none has."""
    fields = _of_person(people)
    persons = ", ".join(_person(one, people, fields) for one in people.persons)
    nobody = ", ".join(f"'{name}': cast(null as varchar)" for name in fields)
    no_one = f"{{{nobody}, 'name_of': cast(null as varchar), 'numbers': {_no_number()}, 'is_there': false}}"
    why = "broken" if people.role is None else f"coalesce(broken, {_role(people)})"
    present = f"list_filter([{persons}], lambda one: one.is_there and reason is null)"
    return (
        f"select *, unnest(persons) as person, unnest(range(len(persons))) as nth_person from ("
        f"select * exclude (present, reason), "
        f"case when len(present) > 0 then present else [{no_one}] end as persons, "
        f"coalesce(reason, case when len(present) = 0 then {quoted(vocabulary.NO_CONTACT)} end) as why "
        f"from (select *, {present} as present from (select *, {why} as reason from ({records}))))"
    )


def _role(people: People) -> str:
    words = ", ".join(map(quoted, people.wide.roles))
    return (
        f"case when not list_contains([{words}], lower(coalesce({_filled(people.role)}, ''))) "
        f"then {quoted(vocabulary.NO_CONTACT)} end"
    )


def _person(one: PersonOfRow, people: People, fields: Iterable[str]) -> str:
    """Return the structure of one person: the own fields, the numbers, and whether any cell is filled."""
    own = {name: _filled(one.own.get(name)) for name in fields}
    own["contact_id"] = _contact_id(one, people)
    places = [*one.own.values(), *(number.place for number in one.numbers)]
    is_there = " or ".join(f"{_filled(place)} is not null" for place in places) if one.word else "true"
    first_and_last = (
        f"concat_ws(' ', {_filled(one.own.get('first_name'))}, {_filled(one.own.get('last_name'))})"
    )
    name_of = f"lower(coalesce({_filled(one.own.get('name'))}, nullif({first_and_last}, '')))"
    numbers = ", ".join(map(_number, one.numbers))
    filled = f"list_filter([{numbers}], lambda number: number.number is not null)" if numbers else "[]"
    members = ", ".join(f"'{name}': {value}" for name, value in own.items())
    return (
        f"{{{members}, 'name_of': {name_of}, "
        f"'numbers': case when len({filled}) > 0 then {filled} else {_no_number()} end, "
        f"'is_there': {is_there}}}"
    )


def _contact_id(one: PersonOfRow, people: People) -> str:
    """Return a person's id: the list's own, or one that is made (see docs/decisions.md)."""
    if "contact_id" in one.own:
        return _filled(one.own["contact_id"])
    if one.known_by:
        return f"coalesce({', '.join(map(_filled, one.known_by))})"
    place = quoted(one.word) if one.order is None else _filled(one.order)
    return f"real_id({_filled(people.student)}, 'student_id') || '/' || {place}"


def _number(number: NumberColumn) -> str:
    type_ = "cast(null as varchar)" if number.type is None else quoted(number.type)
    if number.typed_by is not None:  # Google marks the usual one with a star: "* Home"
        type_ = f"coalesce(nullif(ltrim({_filled(number.typed_by)}, '* '), ''), {type_})"
    return f"{{'number': {_filled(number.place)}, 'type': {type_}, 'place': {number.place}}}"


def _no_number() -> str:
    return (
        "[{'number': cast(null as varchar), 'type': cast(null as varchar), 'place': cast(null as integer)}]"
    )


def _filled(place: int | None) -> str:
    return "cast(null as varchar)" if place is None else f"filled(cast(c{place} as varchar))"


def _of_every_number(persons: str, people: People) -> str:
    """Return a row for each number and each student of a person, with the cells of its own."""
    own = [f"person.{name} as {cell(name)}" for name in _of_person(people)]
    own += [f"one.number as {cell('number')}", f"one.type as {cell('phone_type')}"]
    if people.student is not None:
        own.append(f"student as {cell('student_id')}")
    if people.student_names:
        names = ", ".join(map(_filled, people.student_names))
        own.append(f"nullif(concat_ws(' ', {names}), '') as {cell('student_name')}")
    return (
        f"select *, {', '.join(own)}, person.name_of as name_of, one.place as {NUMBER_PLACE} from ("
        f"select *, unnest(students) as student, unnest(range(len(students))) as nth_student from ("
        f"select *, {_students(people)} as students, unnest(person.numbers) as one, "
        f"unnest(range(len(person.numbers))) as nth_number from ({persons})))"
    )


def _students(people: People) -> str:
    student = _filled(people.student)
    if not people.wide.separator:
        return f"[{student}]"
    split = (
        f"list_transform(string_split({student}, {quoted(people.wide.separator)}), lambda id: filled(id))"
    )
    filled = f"list_filter({split}, lambda id: id is not null)"
    return f"case when len({filled}) > 0 then {filled} else [{student}] end"


def _completed(every: str, people: People) -> str:
    """Return the rows with the numbers, students and words that other rows of the same contact have.

    Of what then is the same on several rows, the first is kept, and one row for each record.
    """
    contact, number, student = cell("contact_id"), cell("number"), cell("student_id")
    numbers = f"{{'number': {number}, 'type': {cell('phone_type')}, 'place': {NUMBER_PLACE}}}"
    numbers_of_all = f"list_distinct(list({numbers}) filter ({number} is not null) over of_contact)"
    students_of_all = f"list_distinct(list({student}) filter ({student} is not null) over of_contact)"
    lacks = f"is null and {contact} is not null and count"
    return (
        f"select * replace (one.number as {number}, one.type as {cell('phone_type')}, "
        f"one.place as {NUMBER_PLACE}, student as {student}{_words(people)}) from ("
        "select * exclude (one, nth_number), unnest(all_numbers) as one, "
        "unnest(range(len(all_numbers))) as nth_number from ("
        "select * exclude (student, nth_student), unnest(all_students) as student, "
        "unnest(range(len(all_students))) as nth_student from (select *, "
        f"case when {number} {lacks}({number}) over of_contact > 0 "
        f"then {numbers_of_all} else [{numbers}] end as all_numbers, "
        f"case when {student} {lacks}({student}) over of_contact > 0 "
        f"then {students_of_all} else [{student}] end as all_students "
        f"from ({every}) window of_contact as (partition by {contact})))) "
        f"window of_contact as (partition by {contact}) "
        f"qualify row_number() over (partition by {contact}, one.number, student order by {IN_ORDER}) = 1 "
        f"or row_number() over (partition by record order by {IN_ORDER}) = 1"
    )


def _words(people: People) -> str:
    """Return the replacements of a contact's empty cells by the first filled ones of its other rows."""
    names = [cell(name) for name in _of_person(people) if name != "contact_id"]
    first = "arg_min({name}, record) over of_contact"
    return "".join(
        f", case when {cell('contact_id')} is null then {name} "
        f"else coalesce({name}, {first.format(name=name)}) end as {name}"
        for name in names
    )


def _broken(people: People) -> str:
    """Return why a row can't be imported: also an id that is made and would be that of several people."""
    if all(one.ids for one in people.persons):
        return "why"
    counted = "record" if any(one.known_by for one in people.persons) else "name_of"
    several = f"count(distinct {counted}) over (partition by {cell('contact_id')}) > 1"
    return (
        f"coalesce(why, case when {cell('contact_id')} is not null and {several} "
        f"then {quoted(SEVERAL_PEOPLE)} end)"
    )
