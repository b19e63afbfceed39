"""Dates as files write them: figures in some order, names of months, ISO weeks."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from data import clock

ORDERS = ("mdy", "dmy", "ymd")
LAST_SHORT_YEAR = 69  # 69 is 2069; 70 would be 1970, before there were texts
_ENGLISH = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_SPANISH = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]
MONTHS = {
    name[:length]: place
    for names in (_SPANISH, _ENGLISH)
    for place, name in enumerate(names, start=1)
    for length in (3, len(name))
} | {"sept": 9}
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS = {name[:length]: place for place, name in enumerate(_DAYS) for length in (3, len(name))}
WEEKDAYS |= {"tues": 1, "wednes": 2, "thur": 3, "thurs": 3}
WEEKDAYS |= {
    name: place
    for place, name in enumerate(["lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"])
}

FIGURES = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{4}|\d{1,2})(?!\d)")
DAY_FIRST = re.compile(
    r"(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:\s+de\s+|[\s/.-]*)(?P<m>[a-z]{3,})\.?(?:,?\s+de\s+|[,\s/.-]*)"
    r"(?P<y>\d{4}|\d{2})(?!\d)"
)
MONTH_FIRST = re.compile(
    r"(?P<m>[a-z]{3,})\.?[\s/.-]*(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+|,|[/.-])(?P<y>\d{4}|(?<=[/.-])\d{2})(?!\d)"
)
YEAR_FIRST = re.compile(r"(?P<y>\d{4})[\s/.-]*(?P<m>[a-z]{3,})\.?[\s/.-]*(?P<d>\d{1,2})(?!\d)")
NAMED = (DAY_FIRST, MONTH_FIRST, YEAR_FIRST)
ISO_WEEK = re.compile(r"(\d{4})-?w(\d{2})-?([1-7])(?!\d)")
ISO_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")


class WrittenDate(NamedTuple):
    """A date as it is written: what it is in each order that fits, its end, and what separates figures."""

    by_order: dict[str, date]
    end: int
    separator: str = ""

    @property
    def is_figures(self) -> bool:
        """Return whether its parts may change places."""
        return len(self.by_order) < len(ORDERS) or len({*self.by_order.values()}) > 1


def read(text: str, start: int) -> WrittenDate | None:
    """Return the date at a place of a text in lower case; None if none begins there."""
    if match := FIGURES.match(text, start):
        first, separator, second, third = match.groups()
        by_order = _by_order(first, second, third)
        return WrittenDate(by_order, match.end(), separator) if by_order else None
    for form in NAMED:
        if (match := form.match(text, start)) and match["m"] in MONTHS:
            return _one(_date(_year(match["y"]), MONTHS[match["m"]], int(match["d"])), match.end())
    if match := ISO_WEEK.match(text, start):
        year, week, day = map(int, match.groups())
        try:
            return _one(date.fromisocalendar(year, week, day), match.end())
        except ValueError:
            return None
    if match := ISO_BASIC.match(text, start):
        return _one(_date(*map(int, match.groups())), match.end())
    return None


def _by_order(first: str, second: str, third: str) -> dict[str, date]:
    """Return the date in every order that fits. Four figures in front are always the year."""
    if len(first) > 2:  # noqa: PLR2004 - a day or a month has two
        by_year = _date(int(first), int(second), int(third)) if len(first) == len("2026") else None
        return dict.fromkeys(ORDERS, by_year) if by_year and len(third) < len("2026") else {}
    dates = {
        "mdy": _date(_year(third), int(first), int(second)),
        "dmy": _date(_year(third), int(second), int(first)),
    }
    if len(first) == len(third) == len("26"):
        dates["ymd"] = _date(_year(first), int(second), int(third))
    return {order: one for order, one in dates.items() if one}


def _one(one: date | None, end: int) -> WrittenDate | None:
    return WrittenDate(dict.fromkeys(ORDERS, one), end) if one else None


def _date(year: int | None, month: int, day: int) -> date | None:
    if year is None or not clock.FIRST_YEAR - 1 <= year <= clock.LAST_YEAR + 1:  # in some zone
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(text: str) -> int | None:
    """Return the year of four or two figures; None of one, and of two that would lie before 2000."""
    if len(text) == len("2026"):
        return int(text)
    return 2000 + int(text) if len(text) == len("26") and int(text) <= LAST_SHORT_YEAR else None
