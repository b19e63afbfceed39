"""The order of day, month and year in a column of dates: what all of its dates prove, never one alone."""

from __future__ import annotations

from collections.abc import Iterable

from data.importer.rows.times.dates import ORDERS, WrittenDate
from data.words import catalog

POINT = "."


def proven(written: Iterable[WrittenDate]) -> frozenset[str]:
    """Return the orders in which every date of a column fits; none if its dates contradict each other.

    Dates that are the same in every order prove nothing. Of a year with two figures and a day, the one
    that changes less from date to date is the year.
    """
    figures = [one for one in written if one.is_figures]
    fitting = frozenset(ORDERS).intersection(*(one.by_order for one in figures))
    if "ymd" not in fitting or len(fitting) == 1:
        return fitting
    others = fitting - {"ymd"}
    first = len({one.by_order["ymd"].year for one in figures})
    last = len({one.by_order[order].year for one in figures for order in sorted(others)[:1]})
    if first == last:
        return fitting
    return others if last < first else frozenset({"ymd"})


def usual(region: str, separators: frozenset[str]) -> str | None:
    """Return the order that people in a region write; None where several are common.

    Points between figures are no custom of regions that put the month first.
    """
    order = {"M": "mdy", "d": "dmy"}.get(catalog.short_date_pattern(region)[:1])
    return None if order == "mdy" and POINT in separators else order
