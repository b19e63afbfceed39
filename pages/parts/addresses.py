"""A selection as the names and values of an address, and back."""

from __future__ import annotations

from datetime import date
from typing import Any

from starlette.datastructures import QueryParams

from data import vocabulary
from queries import Selection

DAYS = {"from": "from_day", "to": "to_day"}
LISTS = {"broadcast": "broadcasts", "school": "schools", "result": "results", "status": "statuses"}
KNOWN = {
    "result": {result.name for result in vocabulary.RESULTS},
    "status": {status.name for status in vocabulary.STATUSES},
}


def fields(selection: Selection) -> list[tuple[str, str]]:
    """A selection as the names and values of an address."""
    days = [(key, getattr(selection, field)) for key, field in DAYS.items()]
    lists = [(key, getattr(selection, field) or ()) for key, field in LISTS.items()]
    return [
        *((key, day.isoformat()) for key, day in days if day),
        *((key, value) for key, values in lists for value in values),
    ]


def selection_of(query: QueryParams) -> Selection:
    """The selection that an address names. Raises ValueError where no page could have made it."""
    strange = set(query) - set(DAYS) - set(LISTS)
    strange |= {key for key, known in KNOWN.items() if set(query.getlist(key)) - known}
    if strange:
        raise ValueError("this is no filter")
    days = {field: date.fromisoformat(query[key]) for key, field in DAYS.items() if key in query}
    lists = {field: tuple(query.getlist(key)) or None for key, field in LISTS.items()}
    chosen: dict[str, Any] = {**days, **lists}
    return Selection(**chosen)
