"""What an import says about the people of a wide contact list, and about ids that it made."""

from __future__ import annotations

from collections.abc import Iterator

from data.importer.recognize.columns import Recognized
from data.importer.recognize.people.places import NumberColumn, People
from data.words.catalog import _, and_listing, in_english, listing

MOST_SHOWN = 40  # columns of numbers; a row of eight guardians has dozens


@in_english()  # notes are stored
def of_people(recognized: Recognized, *, has_heads: bool) -> tuple[str, ...]:
    """Return sentences about whose each number is, of what ids are made, and what rows share."""
    return tuple(_of_people(recognized, has_heads=has_heads)) if recognized.people else ()


def _of_people(recognized: Recognized, *, has_heads: bool) -> Iterator[str]:
    people, header = recognized.people, recognized.header
    if has_heads:
        yield _("The line above the column names says whose each column is.")
    numbers = [_titled(number, header) for one in people.persons for number in one.numbers]
    if len(numbers) > 1:
        shown = listing(numbers[:MOST_SHOWN])
        if len(numbers) > MOST_SHOWN:
            shown = _("{columns}, and {number} more", columns=shown, number=len(numbers) - MOST_SHOWN)
        yield _("Each number of a row is read as its own row: {columns}.", columns=shown)
    yield from _of_ids(people, header)
    if people.completes:
        yield _(
            "Rows with the same contact ID are one contact, with all numbers and students of these rows."
        )
    if people.role is not None:
        yield _(
            "Rows are contacts if their “{column}” is one of these: {words}.",
            column=header[people.role],
            words=listing(people.wide.roles),
        )


def _titled(number: NumberColumn, header: tuple[str, ...]) -> str:
    name = header[number.place]
    if number.typed_by is not None:
        return _("“{column}” (type in “{other}”)", column=name, other=header[number.typed_by])
    return _("“{column}” ({type})", column=name, type=number.type) if number.type else f"“{name}”"


def _of_ids(people: People, header: tuple[str, ...]) -> Iterator[str]:
    made = [one for one in people.persons if not one.ids]
    if not made:
        return
    one = made[0]
    if one.known_by:
        yield _(
            "The list has no contact IDs. The first filled cell of {columns} is used as one.",
            columns=and_listing(f"“{header[place]}”" for place in one.known_by),
        )
    elif people.student is not None and one.order is not None:
        yield _(
            "The list has no contact IDs. They are made of “{student}” and “{order}”.",
            student=header[people.student],
            order=header[one.order],
        )
    elif people.student is not None:
        yield _(
            "The list has no IDs of {people}. They are made of “{student}” and these words.",
            people=and_listing(f"“{each.word}”" for each in made),
            student=header[people.student],
        )
