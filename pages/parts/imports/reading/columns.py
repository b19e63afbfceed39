"""The columns of an uploaded file: three values of each, and a field to say what it is read as."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from data import printing
from data.importer import ImportOrder, Recognized
from data.importer.recognize import likely_columns
from data.words import catalog, vocabulary
from data.words.catalog import _, ngettext
from pages.parts.draw import formatting
from pages.parts.draw.html import Markup
from pages.parts.imports.reading import once

NOT_READ = ""
LONGEST_VALUE = 100  # letters of a value that are drawn
MOST_SHOWN = 12  # columns that are drawn before those that aren't read are folded away


@dataclass(frozen=True)
class _FileColumn:
    """A column of the file: its first values, the field it is recognized as, and why that is likely."""

    name: str
    values: Sequence[str]
    field: str
    hint: str = ""


def select(order: ImportOrder, key: str) -> dict[str, str] | None:
    """Draw a row per column of the file. Return the column of each field that differs from recognition.

    None while a required field has no column, or several.
    """
    recognized = once.recognized(order)
    columns = _file_columns(recognized, once.samples(order))
    shown, folded = _parts(columns, recognized)
    selected = {one.name: _select(one, recognized, key) for one in shown}
    if folded:
        number = len(folded)
        label = ngettext("{number} more column", "{number} more columns", number, number=number)
        with st.expander(label):
            selected |= {one.name: _select(one, recognized, key) for one in folded}
    names = _columns_of_fields(recognized, selected)
    if _warn_of_several(names) | _warn_of_missing(recognized, names):
        return None
    return _changes(recognized, columns, selected, names)


def _file_columns(recognized: Recognized, samples: Sequence[Sequence[str]]) -> list[_FileColumn]:
    """Return the named columns, those of required fields first, then the others that are read."""
    fields: dict[str, str] = {}
    for field, name in sorted(recognized.columns.items(), key=lambda one: _rank(one[0], recognized)):
        fields.setdefault(name, field)
    likely = likely_columns.suggested(recognized, samples)
    hints = {name: _("By its values") for name in likely}
    hints |= _pieces(recognized)
    fields = {**likely, **fields}
    places = {recognized.header[place]: place for _field, place in reversed(recognized.positions)}
    for place, name in enumerate(recognized.header):
        places.setdefault(name, place)
    names = [name for name in dict.fromkeys(recognized.header) if name]
    names.sort(key=lambda name: _rank(fields.get(name, NOT_READ), recognized))
    return [
        _FileColumn(name, samples[places[name]], fields.get(name, NOT_READ), hints.get(name, ""))
        for name in names
    ]


def _pieces(recognized: Recognized) -> dict[str, str]:
    """Return what is said of columns whose cells are read as part of another column's times."""
    return {
        recognized.header[place]: _("Read with {column}", column=recognized.columns[time.field])
        for time in recognized.times
        if time.field in recognized.columns
        for place in time.places
        if recognized.header[place] != recognized.columns[time.field]
    }


def _rank(field: str, recognized: Recognized) -> int:
    if field in recognized.needed:
        return recognized.needed.index(field)
    return len(recognized.needed) + (field == NOT_READ)


def _parts(
    columns: list[_FileColumn], recognized: Recognized
) -> tuple[list[_FileColumn], list[_FileColumn]]:
    """Return the columns to show, and those to fold away: of a wide file, those that nothing reads."""
    fields = {one.field for one in columns}
    if len(columns) <= MOST_SHOWN or not fields.issuperset(recognized.needed):
        return columns, []
    read = [one for one in columns if one.field or one.hint]
    return read, [one for one in columns if one not in read]


def _select(column: _FileColumn, recognized: Recognized, key: str) -> str:
    """Draw one column of the file, and return the field that it is read as."""
    others = [field for field in recognized.fields if field not in recognized.needed]
    options = [NOT_READ, *recognized.needed, *others]
    left, right = st.columns([3, 2], vertical_alignment="center", gap="small")
    left.html(_html(column))
    return right.selectbox(
        _("Read “{column}” as", column=formatting.plain(column.name)),
        options,
        index=options.index(column.field),
        format_func=lambda field: _title(field, recognized),
        key=f"{once.short_key(column.name)} as {recognized.format.id} of {key}",
        label_visibility="collapsed",
    )


def _html(column: _FileColumn) -> Markup:
    values = Markup(" · ").join(_short(value) for value in column.values) if column.values else _("Empty")
    hint = Markup("<i>{}</i>").format(column.hint) if column.hint else ""
    return Markup('<p class="sms file-column"><b>{}</b> {}<span>{}</span></p>').format(
        _short(column.name), hint, values
    )


def _short(text: str) -> str:
    return printing.visible(str(catalog.shortened(text, LONGEST_VALUE)))


def _title(field: str, recognized: Recognized) -> str:
    if field == NOT_READ:
        return _("Not read")
    title = vocabulary.field_title(field)
    return _("{field} (required)", field=title) if field in recognized.needed else title


def _warn_of_several(names: Mapping[str, Sequence[str]]) -> bool:
    several = {field: some for field, some in names.items() if len(some) > 1}
    for field, some in several.items():
        sentence = _("Several columns are read as {field}: {columns}. Select one of them.")
        title = vocabulary.field_title(field)
        st.warning(formatting.markdown(sentence, field=title, columns=catalog.and_listing(some)))
    return bool(several)


def _warn_of_missing(recognized: Recognized, names: Mapping[str, Sequence[str]]) -> bool:
    """Draw a warning if a required field has no column, and the person can't say it otherwise."""
    missing = [field for field in recognized.needed if not names[field]]
    if recognized.kind == "status" and missing == ["status"]:
        return False  # all rows may have one status
    if missing:
        sentence = ngettext(
            "Select a column for {fields}. The file can't be imported without it.",
            "Select columns for {fields}. The file can't be imported without them.",
            len(missing),
        )
        titles = catalog.and_listing(map(vocabulary.field_title, missing))
        st.warning(formatting.markdown(sentence, fields=titles))
    return bool(missing)


def _columns_of_fields(recognized: Recognized, selected: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the selected columns of each field. A column that gives two fields counts in both."""
    names = {field: [name for name, one in selected.items() if one == field] for field in recognized.fields}
    for field, name in recognized.columns.items():
        if not names[field] and selected.get(name) == _recognized_as(name, recognized) != field:
            names[field].append(name)
    return names


def _changes(
    recognized: Recognized,
    columns: Sequence[_FileColumn],
    selected: Mapping[str, str],
    names: Mapping[str, Sequence[str]],
) -> dict[str, str]:
    """Return the order's columns: none if all is as recognized.

    In a service's own format one column may give two fields, so only what differs is said. A generic file
    is matched by name, so all is said: else another column might take the place of one that isn't read.
    """
    if all(selected[one.name] == _recognized_as(one.name, recognized) for one in columns):
        return {}
    every = {field: (names[field] or [NOT_READ])[0] for field in recognized.fields}
    if recognized.format.is_generic:
        return every
    before = {field: recognized.columns.get(field, NOT_READ) for field in recognized.fields}
    shown = {one.field for one in columns}
    return {
        field: name for field, name in every.items() if name != before[field] and (name or field in shown)
    }


def _recognized_as(name: str, recognized: Recognized) -> str:
    fields = [field for field, column in recognized.columns.items() if column == name]
    return min(fields, key=lambda field: _rank(field, recognized), default=NOT_READ)
