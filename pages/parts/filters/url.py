"""A selection as the names and values of an address, and back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from data.words import vocabulary
from queries import Selection

DAYS = {"from": "from_day", "to": "to_day", "day": "day"}
LISTS = {
    "broadcast": "broadcasts",
    "school": "schools",
    "result": "results",
    "reason": "reasons",
    "status": "statuses",
}
KNOWN = {
    "result": {result.name for result in vocabulary.RESULTS},
    "reason": {reason.key for reason in vocabulary.REASONS} | {vocabulary.NOT_STATED_KEY},
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


def selection_of(given: Iterable[tuple[str, str]]) -> Selection:
    """The selection of an address. Raises ValueError where no page could have made its names and values."""
    chosen: dict[str, Any] = {}
    for key, value in given:
        if key in DAYS and DAYS[key] not in chosen:
            chosen[DAYS[key]] = date.fromisoformat(value)
        elif key in LISTS and value in KNOWN.get(key, {value}):
            chosen[LISTS[key]] = (*chosen.get(LISTS[key], ()), value)
        else:
            raise ValueError("this is no filter")
    return Selection(**chosen)
