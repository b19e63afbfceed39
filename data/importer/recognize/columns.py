"""The columns of a file matched to fields by name, through the formats of data/providers/**/*.toml."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data import numbers, settings
from data.errors import Problem
from data.importer.recognize import formats
from data.importer.recognize.format_types import Format
from data.importer.recognize.formats import KINDS
from data.importer.recognize.people import places as people_places
from data.importer.recognize.people.places import People
from data.importer.recognize.plain_names import is_usual_value, may_be_a_value, plain_name
from data.importer.recognize.time_columns import TimeColumn
from data.importer.rows.times import headings
from data.words import vocabulary
from data.words.catalog import N_, _, listing

__all__ = ["KINDS", "Recognized", "field_title", "match"]

ENOUGH_NAMES = 2  # known names, with which a header is one
# A Problem names at most so many columns, and so many characters of each: a file may have thousands.
MOST_SHOWN, LONGEST_SHOWN = 100, 100
# Whole sentences for each kind of file, since languages inflect what stands beside a noun.
NOT_OF_KIND = {
    "log": N_("This file can't be read as a message log. It has no column for: {fields}."),
    "status": N_("This file can't be read as a consent list. It has no column for: {fields}."),
    "contacts": N_("This file can't be read as a contact list. It has no column for: {fields}."),
}
FIELDS_OF_KIND = {
    "log": N_("Fields of a message log: {fields}. Columns of the file: {columns}"),
    "status": N_("Fields of a consent list: {fields}. Columns of the file: {columns}"),
    "contacts": N_("Fields of a contact list: {fields}. Columns of the file: {columns}"),
}


@dataclass(frozen=True)
class Recognized:
    """A header read as one format: the field of each of its columns.

    `times` says how each column of times is read. `zone` is the IANA zone of times without one, None if it
    is still unknown; `asks_zone` is whether the file has such times and doesn't say their zone, so that
    a person may. `by_values` are fields whose column is known by its values, not by its name. `asks_kind`
    is whether nothing proves what the file is. `words` are the meanings that a person gave to words (see
    ImportOrder). `people` are the contacts and numbers that each row of a wide list has.
    `is_contradicted` is whether the numbers can't be those of the format's service.
    """

    format: Format
    header: tuple[str, ...]
    positions: tuple[tuple[str, int], ...]
    zone: str | None = None
    asks_zone: bool = False
    asks_kind: bool = False
    by_values: tuple[str, ...] = ()
    words: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    times: tuple[TimeColumn, ...] = ()
    people: People = dataclasses.field(default_factory=People)
    is_contradicted: bool = False

    @property
    def kind(self) -> str:
        """Return what the file is: log, status or contacts."""
        return self.format.kind

    @property
    def evidence(self) -> tuple[str, ...]:
        """Return the file's own columns by which its format was recognized; none for a generic format."""
        telling = set(map(plain_name, self.format.recognized_by))
        return tuple(name for name in self.header if plain_name(name) in telling)

    @property
    def columns(self) -> dict[str, str]:
        """Return the name of the column that gives each field; of several people or numbers the first."""
        places = {**dict(self.positions), **self.people.firsts}
        return {field: self.header[place] for field, place in places.items()}

    @property
    def fields(self) -> tuple[str, ...]:
        """Return every field of this kind."""
        return formats.fields(self.kind)

    @property
    def needed(self) -> tuple[str, ...]:
        """Return the required fields."""
        return self.format.needed

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the required fields that no column gives."""
        return tuple(field for field in self.needed if field not in self.columns)

    @property
    def unrecognized(self) -> tuple[str, ...]:
        """Return the names of the columns that aren't read."""
        used = {place for _field, place in self.positions} | {*self.repeated}
        used |= {place for column in self.times for place in column.places} | self.people.places
        return tuple(name for place, name in enumerate(self.header) if place not in used)

    @property
    def repeated(self) -> tuple[int, ...]:
        """Return the places of the columns that split a record in several; none if a record stays one."""
        name = self.columns.get(self.format.repeats)
        same = tuple(place for place, other in enumerate(self.header) if other == name)
        return same if len(same) > 1 else ()

    @property
    def needs_as_of(self) -> bool:
        """Return whether the file doesn't give its own date, so that a person has to enter it."""
        dated = {"changed_at", "as_of"} & set(self.columns)
        return self.kind == "status" and not dated

    def check(self, file_name: str) -> None:
        """Raise Problem if a required column is missing, or if the header is a row: it has a phone number.

        Then nothing of the file is read.
        """
        region = settings.load().region
        is_row = any(numbers.read(name, region) is not None for name in self.header)
        if not self.missing and not is_row:
            return
        if is_row or self._has_values_as_names:
            raise Problem(  # without the cells, which may be phone numbers
                _("The first line of this file looks like a row, not like column names."),
                where=_("{file}, line 1", file=file_name),
                next_step=_("Export it again with the column names in the first line."),
            )
        next_step = _(
            "Select the column on the Imports page or with --columns. If the kind of file is wrong, "
            "select another there or with --kind."
        )
        if "number" in self.columns and {"result", "contact_id"} & {*self.missing}:
            hint = _("For a list whose rows all have one status, select it or use --status.")
            next_step = f"{next_step} {hint}"
        if people_places.has_guardians(self.header, self.format.wide):
            next_step = _("Export it again with the contacts' IDs, or with a column “Student ID”.")
        raise Problem(
            self.what_is_missing(),
            where=self.where(file_name),
            next_step=next_step,
        )

    def where(self, file_name: str) -> str:
        """Return the place of the header and its columns, for a Problem. A first row isn't quoted."""
        if self._has_values_as_names:
            return _("{file}, line 1", file=file_name)
        return _("{file}, line 1. Columns: {columns}", file=file_name, columns=_shown(self.header))

    @property
    def _has_values_as_names(self) -> bool:
        """Return whether the header is a row, of which nothing may end in a log."""
        every = formats.column_names()
        names = sum(plain_name(name) in every for name in self.header)
        usual = names < ENOUGH_NAMES and any(map(is_usual_value, self.header))
        return usual or any(map(may_be_a_value, self.header))

    def what_is_missing(self) -> str:
        """Return the sentence about the required columns that the file lacks."""
        fields = listing(
            _("{field} (for example “{column}”)", field=field_title(field), column=names[0])
            for field in self.missing
            if (names := self.format.columns[field])
        )
        if self.format.is_generic:
            return _(NOT_OF_KIND[self.kind], fields=fields)
        return _(
            "This file can't be read as {format}. It has no column for: {fields}.",
            format=self.format.full_name,
            fields=fields,
        )


def _shown(names: Sequence[str]) -> str:
    """Return column names for a Problem, which may end in a log, without possible phone numbers."""
    short = [
        name if len(name) <= LONGEST_SHOWN else f"{name[:LONGEST_SHOWN]}…" for name in names[:MOST_SHOWN]
    ]
    shown = listing("…" if may_be_a_value(name) else name for name in short) if short else _("none")
    more = len(names) - len(short)
    if not more:
        return shown
    return _("{columns}, and {number} more", columns=shown, number=more)


def field_title(field: str) -> str:
    """Return a field as people read it: the title of the column that it fills."""
    return vocabulary.column_title(field) if field in vocabulary.COLUMNS else field.replace("_", " ")


def match(
    header: tuple[str, ...], file_format: Format, by_hand: Mapping[str, str] | None = None
) -> Recognized:
    """Return a header read as one format. `by_hand` maps fields to column names, "" for none.

    A service's own format says exactly which column is which field, and one column may give two. In a
    generic file the first likely name counts, and no column gives two fields. Raises Problem if `by_hand`
    names a field or a column that doesn't exist.
    """
    by_name = _places(header, file_format)
    times = _places(map(headings.without_marks, header), file_format) | by_name
    positions = _by_hand(header, file_format, by_hand or {}, by_name)
    used = set(positions.values()) if file_format.is_generic else set()
    for field, aliases in file_format.columns.items():
        if field in positions or field in (by_hand or {}):
            continue
        names = map(plain_name, [field, *aliases] if file_format.is_generic else aliases)
        places = times if file_format.is_generic and is_time(field) else by_name
        place = next((places[name] for name in names if places.get(name, -1) not in used | {-1}), -1)
        if place >= 0:
            positions[field] = place
            used |= {place} if file_format.is_generic else set()
    people = people_places.of_header(header, file_format.wide, positions, by_hand or {})
    of_people = people.fields if people else set()
    kept = tuple((field, place) for field, place in positions.items() if field not in of_people)
    return Recognized(file_format, header, kept, people=people)


def _places(names: Iterable[str], file_format: Format) -> dict[str, int]:
    """Return the place of each plain name; of a repeated one the first, or the last if that counts."""
    places = [*enumerate(names)]
    in_order = places if file_format.last_counts else reversed(places)
    return {plain_name(name): place for place, name in in_order}


def is_time(field: str) -> bool:
    """Return whether a field holds times. A column's name may have their zone: "Sent on (UTC+0)"."""
    return field.endswith("_at") or field == "as_of"


def _by_hand(
    header: tuple[str, ...], file_format: Format, by_hand: Mapping[str, str], by_name: dict[str, int]
) -> dict[str, int]:
    fields = formats.fields(file_format.kind)
    for field, name in by_hand.items():
        if field not in fields or (name and plain_name(name) not in by_name):
            raise Problem(
                _(
                    "“{column}” can't be read as “{field}”: there is no such column or field.",
                    column=_shown([name]),
                    field=field,
                ),
                where=_(FIELDS_OF_KIND[file_format.kind], fields=listing(fields), columns=_shown(header)),
                next_step=_("Correct that column and import the file again."),
            )
    exact = {name: place for place, name in reversed([*enumerate(header)])}
    return {field: exact.get(name, by_name[plain_name(name)]) for field, name in by_hand.items() if name}
