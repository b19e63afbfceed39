"""Times in pieces: a Date column with its Time column beside it, and a column with the zone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from data.importer.recognize.columns import Recognized, is_time
from data.importer.recognize.plain_names import plain_name
from data.importer.rows.times import forms, headings

# The filled and empty cells of a column in the first records, by the column's place.
Sample = Mapping[int, Sequence[str | None]]
DAY, CLOCK = "date", "time"
MIDNIGHT = re.compile(r"[ T](0?0:00(:00(\.0+)?)?|12:00(:00)? ?AM)$", re.IGNORECASE)
NO_CLOCK = "?"  # what staging puts for an empty cell of a time of day: such a row is rejected
# Names of a column beside "Date", or beside "Time", whose own name isn't like it.
BESIDE = {
    DAY: ("date", "day", "datesent", "sentdate", "messagedate"),
    CLOCK: ("time", "timeofday", "timesent", "senttime", "messagetime"),
}
ZONES = ("timezone", "tz", "timezonename", "utcoffset", "gmtoffset", "timezoneoffset")


def fields_of_times(recognized: Recognized) -> list[str]:
    """Return the fields that hold times and have a column."""
    return [field for field in recognized.columns if is_time(field)]


def places_of_interest(recognized: Recognized) -> set[int]:
    """Return the places of the columns with times, and of those that may belong to one."""
    fields = fields_of_times(recognized)
    columns = dict(recognized.positions)
    beside = {
        place
        for field in fields
        for kind in (DAY, CLOCK)
        for place in _beside(recognized, columns[field], kind)
    }
    return {columns[field] for field in fields} | beside | {*_zone_places(recognized)}


def of_field(recognized: Recognized, field: str, sample: Sample) -> tuple[int, ...]:
    """Return the places of the columns that make one time: a date's, and its time of day's if it has one.

    The names and the cells decide: a column that holds a full time stays alone.
    """
    own = dict(recognized.positions)[field]
    clocks, days = _beside(recognized, own, CLOCK), _beside(recognized, own, DAY)
    if clocks and _are_days(sample.get(own, ())):
        return (own, *[place for place in clocks if _are_clocks(sample.get(place, ()))][:1])
    if days and _are_clocks(sample.get(own, ())):
        return (*[place for place in days if _are_days(sample.get(place, ()))][:1], own)
    return (own,)


def of_zone(recognized: Recognized, texts: Iterable[str]) -> tuple[int, ...]:
    """Return the place of a column with the zone of each row, if the times have none themselves."""
    places = tuple(_zone_places(recognized)[:1])
    if places and any(written.zone for text in texts if (written := forms.read(text))):
        return ()
    return places


def texts(sample: Sample, places: Sequence[int]) -> list[str]:
    """Return the distinct texts that the columns of a time make, each as the staging joins them."""
    rows = zip(*(sample.get(place, ()) for place in places), strict=False)
    joined = (
        " ".join(without_midnight(cell) if len(places) > 1 else cell for cell in row if cell)
        for row in rows
    )
    return [*dict.fromkeys(text for text in joined if text.strip())]


def without_midnight(cell: str) -> str:
    """Return a date without the midnight that a typed cell has behind it (staging.sql does the same)."""
    return MIDNIGHT.sub("", cell)


def _are_days(cells: Sequence[str | None]) -> bool:
    """Return whether some cells are dates, and none has a time of day."""
    read = [forms.read(without_midnight(cell)) for cell in {*cells} if cell and cell.strip()]
    return any(read) and all(one is None or one.clock is None for one in read)


def _are_clocks(cells: Sequence[str | None]) -> bool:
    """Return whether most cells are times of day, and none has a date: a repeated header is neither."""
    filled = [cell for cell in {*cells} if cell and cell.strip()]
    clocks = [cell for cell in filled if forms.clock_alone(cell)]
    return 2 * len(clocks) > len(filled) and not any(forms.read(cell) for cell in filled)


def _beside(recognized: Recognized, own: int, kind: str) -> list[int]:
    """Return the places of unread columns that may be the other half: "Sent Time" for "Sent Date"."""
    name = plain_name(headings.without_marks(recognized.header[own]))
    other = {DAY: CLOCK, CLOCK: DAY}[kind]
    likely = [name.replace(other, kind), name.replace("day", kind), *BESIDE[kind]]
    places = _unread(recognized)
    return [places[one] for one in dict.fromkeys(likely) if one in places and places[one] != own]


def _zone_places(recognized: Recognized) -> list[int]:
    places = _unread(recognized)
    return [places[name] for name in ZONES if name in places]


def _unread(recognized: Recognized) -> dict[str, int]:
    used = {place for _field, place in recognized.positions}
    header = [*enumerate(recognized.header)]
    return {
        plain_name(headings.without_marks(name)): place
        for place, name in reversed(header)
        if place not in used
    }
