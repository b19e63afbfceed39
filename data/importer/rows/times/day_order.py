"""The order of day, month and year in a column of dates: what all of its dates prove, never one alone."""

from __future__ import annotations

from collections.abc import Iterable

from data.importer.rows.times.dates import ORDERS, WrittenDate
from data.words import catalog

POINT = "."
LOG_YEARS, MANY_DAYS = 2, 3


def proven(written: Iterable[WrittenDate]) -> frozenset[str]:
    """Return the orders in which every date of a column fits; none if its dates contradict each other.

    Dates that are the same in every order prove nothing.
    """
    figures = [one for one in written if one.is_figures]
    return frozenset(ORDERS).intersection(*(one.by_order for one in figures))


def by_years(written: Iterable[WrittenDate], fitting: frozenset[str]) -> str | None:
    """Return the order that years with two figures make likely, of two that fit; None if they don't.

    A log is of one year or two, and of many days: the part of its dates that hardly changes is the year.
    That is likely and not proven, so it has to be noted.
    """
    figures = [one for one in written if one.is_figures]
    if "ymd" not in fitting or len(fitting) != 2:  # noqa: PLR2004 - two orders
        return None
    (other,) = fitting - {"ymd"}
    years = {order: len({one.by_order[order].year for one in figures}) for order in ("ymd", other)}
    fewest, most = sorted(years, key=lambda order: years[order])
    return fewest if years[fewest] <= LOG_YEARS and years[most] >= MANY_DAYS else None


def usual(region: str, separators: frozenset[str]) -> str | None:
    """Return the order that people in a region write; None where several are common.

    Points between figures are no custom of regions that put the month first.
    """
    order = {"M": "mdy", "d": "dmy"}.get(catalog.short_date_pattern(region)[:1])
    return None if order == "mdy" and POINT in separators else order
