"""The people of a row found in a header: the places of the columns of each person and number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from data.importer.recognize.people.formats import Person, WideList
from data.importer.recognize.plain_names import plain_name

# What a person's own columns give. Every other column of the row belongs to all its people.
OWN = ("contact_id", "name", "first_name", "last_name", "email", "language")
# Fields that a row's columns outside the person's own never give where the row is the student's.
NEVER_SHARED = ("contact_id", "number", "phone_type", "name", "first_name", "last_name", "email")


@dataclass(frozen=True)
class NumberColumn:
    """The place of a column of numbers, their type, and the place of the column that states the type."""

    place: int
    type: str | None = None
    typed_by: int | None = None


@dataclass(frozen=True)
class PersonOfRow:
    """The places of one person's columns. `word` is the person's own in the row: “Guardian 1”.

    `order` is the place of the column that numbers a student's contacts, `known_by` those of columns that
    stand for an id where the list has none; `are_ids` is whether they are ids after all.
    """

    word: str
    own: Mapping[str, int]
    numbers: tuple[NumberColumn, ...]
    order: int | None = None
    known_by: tuple[int, ...] = ()
    are_ids: bool = False

    @property
    def ids(self) -> tuple[int, ...]:
        """Return the places of the columns of the list's own ids; none if ids are made."""
        if "contact_id" in self.own:
            return (self.own["contact_id"],)
        return self.known_by if self.are_ids else ()

    @property
    def places(self) -> Iterator[int]:
        """Yield the places of all columns that are read for this person."""
        yield from self.own.values()
        for number in self.numbers:
            yield from (place for place in (number.place, number.typed_by) if place is not None)
        yield from self.known_by
        yield from () if self.order is None else (self.order,)


@dataclass(frozen=True)
class People:
    """The people of each row of a wide list, and the places of the columns that they share.

    `student` is the place of the student's id, `student_names` those of the student's names, `role` that of
    the column that tells contacts from other people. `firsts` maps each field that people give to the place
    of the first column that gives it. `completes` is whether the rows of one contact complete each other:
    its numbers and its students are on different rows.
    """

    persons: tuple[PersonOfRow, ...] = ()
    student: int | None = None
    student_names: tuple[int, ...] = ()
    role: int | None = None
    wide: WideList = field(default_factory=WideList)
    firsts: Mapping[str, int] = field(default_factory=dict)
    completes: bool = False

    def __bool__(self) -> bool:
        """Return whether the rows are unfolded at all."""
        return bool(self.persons)

    @property
    def places(self) -> set[int]:
        """Return the places of all columns that are read for people."""
        shared = [place for place in (self.student, self.role, *self.student_names) if place is not None]
        return {*shared, *(place for person in self.persons for place in person.places)}

    @property
    def fields(self) -> set[str]:
        """Return the fields that people give, so that no other column does."""
        own = {"contact_id", "number", "phone_type", *(name for one in self.persons for name in one.own)}
        if self.student is not None:
            own.add("student_id")
        if self.student_names:
            own.add("student_name")
        return own | ({*NEVER_SHARED} if self.persons[0].word else set())


def of_header(
    header: Sequence[str], wide: WideList, positions: Mapping[str, int], by_hand: Mapping[str, str]
) -> People:
    """Return the people of a row, none if the list has one contact and one number a row.

    `by_hand` are columns that a person selected for fields. A column of numbers that is selected is the
    only one that counts.
    """
    places = {plain_name(name): place for place, name in reversed([*enumerate(header)]) if name}
    student = positions.get("student_id")
    # Most headers have no name of most people: finding the header is 13 times as fast so.
    likely = [one for one in wide.people if not one.names.isdisjoint(places)]
    every = [_person(one, places, student) for one in likely]
    persons = _either([one for one in every if one is not None], positions)
    persons = _selected(persons, header, positions, by_hand)
    if not any(one.numbers for one in persons):
        return People()
    names = () if "student_name" in positions else wide.student_names
    return People(
        persons,
        student,
        tuple(places[name] for name in names if name in places),
        next((places[name] for name in wide.role if name in places), None),
        wide,
        _firsts(persons, student),
    )


def has_guardians(header: Sequence[str], wide: WideList) -> bool:
    """Return whether a header has numbers of guardians, whether or not anything could be their ids."""
    names = {plain_name(name) for name in header if name}
    guardians = [one for one in wide.people if one.word and not one.names.isdisjoint(names)]
    return any(names.intersection(number.columns) for one in guardians for number in one.numbers)


def _person(one: Person, places: Mapping[str, int], student: int | None) -> PersonOfRow | None:
    """Return a person's places; None if the header lacks the person, or whatever could be an id."""
    own = {name: place for name, names in one.columns.items() for place in _in(names, places)[:1]}
    numbers: dict[int, NumberColumn] = {}
    for kind in one.numbers:
        for place in _in(kind.columns, places):
            typed_by = next(iter(_in(kind.type_columns, places)), None)
            numbers.setdefault(place, NumberColumn(place, kind.type or None, typed_by))
    order = next(iter(_in(one.order, places)), None)
    known_by = tuple(_in(one.known_by, places))
    has_id = "contact_id" in own or bool(known_by)
    if not has_id and (student is None or not (one.word or order is not None)):
        return None
    if not numbers and not {"contact_id", "name", "first_name"} & {*own}:
        return None
    in_order = sorted(numbers.values(), key=lambda number: number.place)
    return PersonOfRow(one.word, own, tuple(in_order), order, known_by, one.are_ids)


def _in(names: Sequence[str], places: Mapping[str, int]) -> list[int]:
    return [places[name] for name in names if name in places]


def _either(persons: Sequence[PersonOfRow], positions: Mapping[str, int]) -> tuple[PersonOfRow, ...]:
    """Return the guardians of a student's row with numbers of theirs, otherwise the row's only contact.

    One contact with its id and one number is an ordinary row, which isn't unfolded.
    """
    guardians = [one for one in persons if one.word]
    if any(one.numbers for one in guardians):
        return tuple(guardians)
    contact = next((one for one in persons if not one.word and one.numbers), None)
    if contact is None:
        return ()
    (number, *others) = contact.numbers
    is_ordinary = "contact_id" in contact.own and not others and number.place == positions.get("number")
    return () if is_ordinary else (contact,)


def _selected(
    persons: tuple[PersonOfRow, ...],
    header: Sequence[str],
    positions: Mapping[str, int],
    by_hand: Mapping[str, str],
) -> tuple[PersonOfRow, ...]:
    """Return the people with the columns that a person selected instead of those first recognized."""
    firsts = _firsts(persons, positions.get("student_id"))
    selected = {
        name
        for name, column in by_hand.items()
        if plain_name(column) != (plain_name(header[firsts[name]]) if name in firsts else "")
    }
    if "number" in selected:
        kept = [
            replace(one, numbers=tuple(n for n in one.numbers if n.place == positions.get("number")))
            for one in persons
        ]
        persons = tuple(one for one in kept if one.numbers)
    own = {name: positions[name] for name in OWN if name in selected and name in positions}
    if len(persons) == 1 and own:
        return (replace(persons[0], own={**persons[0].own, **own}),)
    return persons


def _firsts(persons: Sequence[PersonOfRow], student: int | None) -> dict[str, int]:
    """Return the place of the first column of each field that people give."""
    firsts: dict[str, int] = {}
    for one in persons:
        for name, place in one.own.items():
            firsts.setdefault(name, place)
        for number in one.numbers:
            firsts.setdefault("number", number.place)
            if number.typed_by is not None:
                firsts.setdefault("phone_type", number.typed_by)
    made_of = [place for one in persons for place in one.known_by] + ([] if student is None else [student])
    for place in made_of[:1]:
        firsts.setdefault("contact_id", place)
    return firsts
