"""Dates and numbers on charts in the reader's language. Plotly brings only English along."""

from __future__ import annotations

import re
from typing import Any

from data.words import catalog

# The first letter of a field in CLDR's date patterns, and the directive that Plotly has for it.
DIRECTIVES = {"E": "%a", "c": "%a", "M": "%b", "L": "%b", "d": "%-d", "y": "%Y"}
PATTERN = re.compile(r"'(?P<text>[^']*)'|(?P<field>[A-Za-z]+)")
WEEKDAYS = (6, 0, 1, 2, 3, 4, 5)  # Plotly begins on Sunday, Babel on Monday
MONTHS = range(1, 13)


def config() -> dict[str, Any]:
    """Return the `config` of every chart: no toolbar, and the names and signs of the reader's language."""
    name = str(catalog.locale()).replace("_", "-")
    return {"displayModeBar": False, "locale": name, "locales": {name: _locale()}}


def date_format(skeleton: str) -> str:
    """Return how Plotly writes a date, such as "%b %-d" for the CLDR skeleton "MMMd"."""
    pattern = catalog.locale().datetime_skeletons[skeleton].pattern
    return PATTERN.sub(lambda part: part["text"] or DIRECTIVES[part["field"][0]], pattern)


def _locale() -> dict[str, Any]:
    locale = catalog.locale()
    days, months = locale.days["format"], locale.months["format"]
    signs = locale.number_symbols["latn"]
    return {
        "dictionary": {},
        "format": {
            "days": [days["wide"][day] for day in WEEKDAYS],
            "shortDays": [days["abbreviated"][day] for day in WEEKDAYS],
            "months": [months["wide"][month] for month in MONTHS],
            "shortMonths": [months["abbreviated"][month] for month in MONTHS],
            "decimal": signs["decimal"],
            "thousands": signs["group"],
        },
    }
