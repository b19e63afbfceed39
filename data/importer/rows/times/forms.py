"""Read one cell as a time, strictly: what it states, or nothing. Nothing is guessed.

A cell states a date, perhaps with a time of day, and perhaps with its zone. Which part of a date in
figures is the day, only the whole column can show (see day_order).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from data.importer.rows.times import dates, zones

SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
ODD = str.maketrans({"\u200e": "", "\u200f": "", "\ufeff": "", "\u2212": "-", "\u00b4": "'"})
ACCENTS = str.maketrans("áé", "ae")  # sábado, miércoles
WEEKDAY = re.compile(r"([a-z]+)\.?(?:,\s*|\s+)")
CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?)?"
    r"(?:\s?(?P<half>[ap])(?:\.?\s?m)?\.?(?![a-z]))?(?!\d)"
)
BASIC_CLOCK = re.compile(
    r"(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?:[.,](?P<part>\d{1,9}))?(?!\d)"
)
BEFORE_CLOCK = re.compile(r",?\s+(?:(?:at|@|-|a las?)\s+)?|,|\s?t\s?|:")
BEFORE_DATE = re.compile(r",?\s+(?:on\s+)?|,\s*")
YEAR_LAST = re.compile(
    r"([a-z]{3} [a-z]{3} \d{1,2}) (\d\d:\d\d:\d\d)(?: (.*))? (\d{4})"
)  # of date and ctime
STAMP = re.compile(r"(\d{8})t?(\d{6})")
SERIAL_PIECES = re.compile(r"([3-7]\d{4})(?:\.0+)? (0?\.\d+|0)")  # of two columns
LONGEST = 80
NOON = 12


class Clock(NamedTuple):
    """A time of day: what has passed since midnight, and whether its seconds are written."""

    since_midnight: timedelta
    has_seconds: bool
    end: int


class Written(NamedTuple):
    """What a cell states: its date in each order that fits, and its time of day and zone, if any."""

    date: dates.WrittenDate
    clock: Clock | None
    zone: tzinfo | None

    def local(self, order: str) -> datetime | None:
        """Return the time as written, in the order of the column; None if its date doesn't fit it."""
        day = self.date.by_order.get(order)
        if day is None:
            return None
        passed = self.clock.since_midnight if self.clock else timedelta()
        try:
            return datetime.combine(day, time()) + passed
        except OverflowError:
            return None


def plain(cell: str) -> str:
    """Return a cell in lower case, with single plain spaces and without marks that can't be seen."""
    text = SPACES.sub(" ", cell.translate(ODD)).strip().casefold()
    return text[1:-1] if text.startswith("[") and text.endswith("]") else text


def read(cell: str, day_zero: str = "1899-12-30") -> Written | None:
    """Return what a cell states as a time, None if it isn't one.

    `day_zero` is the day from which a spreadsheet counts, for a day and a part of it from two columns.
    """
    text = plain(cell)
    if not text.isascii():
        text = text.translate(ACCENTS)
    if not text.isascii() or len(text) > LONGEST:
        return None
    if match := SERIAL_PIECES.fullmatch(text):
        return _serial(int(match[1]), float(match[2]), day_zero)
    if match := YEAR_LAST.fullmatch(text):
        day, clock, zone, year = match.groups()
        text = " ".join(filter(None, [day, year, clock, zone]))
    if match := STAMP.match(text):
        text = f"{match[1]}t{match[2]}{text[match.end() :]}"
    return _date_first(text) or _clock_first(text)


def clock_alone(cell: str) -> Clock | None:
    """Return a time of day without a date, None if the cell is something else."""
    text = plain(cell)
    if re.fullmatch(r"0?\.\d+", text):
        return Clock(_seconds(float(text)), has_seconds=True, end=len(text))
    clock = _clock(text, 0)
    if clock is None or (clock.end < len(text) and zones.read(text[clock.end :].strip()) is None):
        return None
    return clock


def _date_first(text: str) -> Written | None:
    weekday, start = _weekday(text)
    day = dates.read(text, start)
    if day is None or not _falls_on(day, weekday):
        return None
    join = BEFORE_CLOCK.match(text, day.end)
    clock = _clock(text, join.end()) if join else None
    end = clock.end if clock else day.end
    rest = text[end:]
    if not rest:
        return Written(day, clock, None)
    if clock is None and not rest.startswith(" "):
        return None
    zone = zones.read(rest.strip())
    return Written(day, clock, zone) if zone else None


def _clock_first(text: str) -> Written | None:
    clock = _clock(text, 0)
    join = BEFORE_DATE.match(text, clock.end) if clock else None
    if clock is None or join is None:
        return None
    weekday, start = _weekday(text, join.end())
    day = dates.read(text, start)
    if day is None or day.end < len(text) or not _falls_on(day, weekday):
        return None
    return Written(day, clock, None)


def _weekday(text: str, start: int = 0) -> tuple[int | None, int]:
    """Return the weekday at the start, from 0 for Monday, and where the date begins."""
    match = WEEKDAY.match(text, start)
    if match is None or match[1] not in dates.WEEKDAYS:
        return None, start
    return dates.WEEKDAYS[match[1]], match.end()


def _falls_on(day: dates.WrittenDate, weekday: int | None) -> bool:
    """Return whether the date is the weekday beside it. Orders in which it isn't are dropped."""
    if weekday is not None:
        wrong = [order for order, one in day.by_order.items() if one.weekday() != weekday]
        for order in wrong:
            del day.by_order[order]
    return bool(day.by_order)


def _clock(text: str, start: int) -> Clock | None:
    match = CLOCK.match(text, start)
    if match is None or not (match["minute"] or match["half"]):
        match = BASIC_CLOCK.match(text, start) if text[start - 1 : start] == "t" else None
    if match is None:
        return None
    parts = match.groupdict()
    hour = _hour(int(parts["hour"]), parts.get("half"))
    passed = timedelta(
        hours=hour or 0,
        minutes=int(parts["minute"] or 0),
        seconds=int(parts["second"] or 0),
        microseconds=int(f"{parts['part'] or ''}000000"[:6]),
    )
    sixty = 60
    if hour is None or int(parts["minute"] or 0) >= sixty or int(parts["second"] or 0) >= sixty:
        return None
    if passed > timedelta(days=1):  # midnight at the end of a day is 24:00
        return None
    return Clock(passed, parts["second"] is not None, match.end())


def _hour(hour: int, half: str | None) -> int | None:
    """Return the hour of the day, None for 13 PM."""
    if half is None:
        return hour
    if hour > NOON or (hour == 0 and half == "p"):
        return None
    return hour % NOON + (NOON if half == "p" else 0)


def _seconds(part: float) -> timedelta:
    return timedelta(seconds=round(part * 86_400))


def _serial(days: int, part: float, day_zero: str) -> Written:
    day = date.fromisoformat(day_zero) + timedelta(days=days)
    clock = Clock(_seconds(part), has_seconds=True, end=0)
    return Written(dates.WrittenDate(dict.fromkeys(dates.ORDERS, day), 0), clock, None)
