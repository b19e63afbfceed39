"""The values that a field offers, from the vocabulary or from the data, as key and title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa

from data import clock, settings
from data.access import Viewer
from data.words.catalog import _, shortened
from pages.parts.frame import errors
from queries import Selection, run
from queries.field_kinds import ListField
from queries.fields import SCHOOL
from queries.selection import midnight

KEPT_LISTS = 16  # of broadcasts, each of which may have thousands
_written: dict[
    int, tuple[pa.Table, dict[str, str]]
] = {}  # titles of broadcasts with their answer, by its id


def options(field: ListField, viewer: Viewer) -> dict[str, str]:
    """Return the values that a field offers, from key to title."""
    if field.choices:
        return {choice.key: choice.long_title or choice.title for choice in field.choices()}
    with errors.in_place():  # the page is of use without the names of one field
        return {name: str(shortened(name)) for name in _listed(field, viewer)}
    return {}


def school_names(viewer: Viewer) -> list[str]:
    """Return the schools that the viewer can select."""
    return _listed(SCHOOL, viewer)


def _listed(field: ListField, viewer: Viewer) -> list[str]:
    """Return the names that the field's question lists, each once."""
    listing = field.listing
    if listing is None:
        return []
    if listing.level is None:
        names: list[str] = run(listing.question, viewer)[listing.column].to_pylist()
        return names
    rows = run(listing.question, viewer, now=end_of_today()).to_pylist()
    return sorted({row[listing.column] for row in rows if row["level"] == listing.level} - {None})


def end_of_today() -> datetime:
    """Return the end of the district's day, in UTC: as "now" it gives a day one answer."""
    zone = settings.load().zone
    return midnight(clock.today(zone) + timedelta(days=1), zone)


def broadcast_titles(viewer: Viewer, selection: Selection) -> dict[str, str]:
    """Return the titles of the broadcasts of a selection, by their keys, newest first."""
    answer = run("broadcast_names", viewer, selection)
    # By the kept answer itself, which is one object until there is newer data.
    if (written := _written.get(id(answer))) and written[0] is answer:
        return written[1]
    titles = titles_of(answer.to_pylist())
    _written[id(answer)] = answer, titles
    while len(_written) > KEPT_LISTS:
        _written.pop(next(iter(_written)), None)
    return titles


def titles_of(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return the titles of broadcasts by their keys, from rows of "broadcast_names"."""
    titles = {
        row["broadcast_id"] or row["broadcast"]: _(
            "{broadcast} · {day}",
            broadcast=row["broadcast"] or row["broadcast_id"],
            day=row["first_requested_at"].date(),
        )
        for row in rows
    }
    often = Counter(titles.values())
    return {
        key: title if often[title] == 1 else _("{title} · {key}", title=title, key=key)
        for key, title in titles.items()
    }
