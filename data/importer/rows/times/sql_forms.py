"""The forms and zones of a file's times as variables of its database, for the macros of clean.sql."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

import duckdb

from data import clock, engine
from data.importer.recognize.time_columns import TimeColumn

# What SQL itself reads of dates in figures; the others are read once per distinct text (see forms.py).
DATES = {"mdy": "%m{0}%d{0}%Y", "dmy": "%d{0}%m{0}%Y", "ymd": "%Y{0}%m{0}%d"}
CLOCKS = (" %I:%M %p", " %I:%M:%S %p", " %H:%M", " %H:%M:%S", "")
ALWAYS = ("%b %d %Y %I:%M %p", "%b %d %Y")
SLASH = "/"


def set_clocks(connection: duckdb.DuckDBPyConnection, columns: Sequence[TimeColumn]) -> None:
    """Set the zone of each column's times without one, the days on which its clock changes, and epochs."""
    fields = [column.field for column in columns]
    zones = [column.zone for column in columns]
    connection.execute(
        "set variable zone_of = map($fields::varchar[], $zones::varchar[])",
        {"fields": fields, "zones": zones},
    )
    connection.execute(
        "set variable change_days_of = map($fields::varchar[], $days::date[][][])",
        {"fields": fields, "days": [_change_days(zone) for zone in zones]},
    )
    connection.execute(
        "set variable is_epoch = map($fields::varchar[], $are::boolean[])",
        {"fields": fields, "are": [column.is_epochs for column in columns]},
    )


def set_forms(connection: duckdb.DuckDBPyConnection, columns: Sequence[TimeColumn]) -> None:
    """Set the forms of each column's times, the likeliest in the table first_records in front."""
    every = {column.field: _forms(column) for column in columns}
    # DuckDB wants a form of time as a constant, so each form is counted in a column of its own.
    counts = ", ".join(
        f"count(try_strptime({field}, {engine.quoted(form)}))"
        for field, forms in every.items()
        for form in forms
    )
    if counts:
        row = connection.sql(f"select {counts} from first_records")
        fit = iter(row.fetchall()[0])
        by_fit = {
            field: [(-next(fit), place, form) for place, form in enumerate(forms)]
            for field, forms in every.items()
        }
        every = {field: [form for *_fit, form in sorted(forms)] for field, forms in by_fit.items()}
    connection.execute(
        "set variable forms_of = map($fields::varchar[], $forms::varchar[][])",
        {"fields": [*every], "forms": [*every.values()]},
    )


def _forms(column: TimeColumn) -> list[str]:
    separators = dict.fromkeys([*column.separators, SLASH])
    day = DATES.get(column.date_order)
    figures = [day.format(one) + time for one in separators for time in CLOCKS] if day else []
    return [*figures, *ALWAYS]


def _change_days(zone: str | None) -> list[list[date]]:
    days: dict[int, list[date]] = {year: [] for year in range(clock.FIRST_YEAR, clock.LAST_YEAR + 1)}
    for day in clock.change_days(ZoneInfo(zone)) if zone else ():
        days[day.year].append(day)
    return [*days.values()]
