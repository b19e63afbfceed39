"""A selection as the names and values of a URL, and back: the form in which downloads are requested."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from queries import Selection, fields
from queries.field_kinds import DayField, ListField


def pairs_of(selection: Selection) -> list[tuple[str, str]]:
    """Return a selection as the names and values of a URL."""
    pairs: list[tuple[str, str]] = []
    for field in fields.FIELDS:
        if isinstance(field, DayField):
            day: date | None = getattr(selection, field.attribute)
            pairs += [(field.key, day.isoformat())] if day else []
        elif isinstance(field, ListField):
            pairs += [(field.key, field.key_of(name)) for name in selection.names(field) or ()]
    return pairs


def selection_of(pairs: Iterable[tuple[str, str]]) -> Selection:
    """Return the selection of a URL. Raises ValueError if no page could have made its names and values."""
    days: dict[str, Any] = {}
    names: dict[str, list[str]] = {}
    for key, value in pairs:
        field = fields.by_key(key)
        if isinstance(field, DayField) and field.attribute not in days:
            days[field.attribute] = date.fromisoformat(value)
        elif isinstance(field, ListField) and (name := field.name_of(value)) is not None:
            names.setdefault(field.parameter, []).append(name)
        else:
            raise ValueError("this is not a filter")
    return Selection(**days).with_names(names)
