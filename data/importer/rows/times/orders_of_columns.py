"""The order of dates in each column: as a person says, as its dates prove, or as the region writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from data.importer.recognize.columns import Recognized
from data.importer.recognize.time_columns import TimeColumn
from data.importer.rows.times import day_order, headings
from data.importer.rows.times.forms import Written

# How the order is known: a person says it, the column's name does, its dates or those of another column
# prove it, or the format documents it. What its years make likely, or what is the custom of the region, is
# assumed and noted. It isn't known if the dates contradict each other, or leave it open.
ORDER, COLUMN, VALUES, OTHER, FORMAT = "order", "column", "values", "other", "format"
YEARS, REGION = "years", "region"
ASSUMED = (YEARS, REGION)
CONTRADICTORY, OPEN = "contradictory", "open"


def with_orders(
    columns: Sequence[TimeColumn],
    recognized: Recognized,
    by_person: str | None,
    region: str,
    read: Mapping[str, Sequence[Written]],
) -> tuple[TimeColumn, ...]:
    """Return the columns with the order of their dates. `read` are the times of each in the first records.

    It is decided for each column, since some files have dates as texts beside dates that a spreadsheet has
    rewritten. A column that leaves it open follows one that doesn't: one export writes all its dates alike.
    """
    dates = {
        column.field: [one.date for one in read[column.field] if one.date.is_figures] for column in columns
    }
    fitting = {field: day_order.proven(figures) for field, figures in dates.items()}
    certain = {next(iter(fits)) for fits in fitting.values() if len(fits) == 1}
    other = certain.pop() if len(certain) == 1 else ""
    decided = []
    for column in columns:
        fits, figures = fitting[column.field], dates[column.field]
        separators = frozenset(date.separator for date in figures)
        likely = {
            COLUMN: _order_of_names(column, recognized),
            VALUES: next(iter(fits)) if len(fits) == 1 else "",
            OTHER: other,
            FORMAT: recognized.format.date_order,
            YEARS: day_order.by_years(figures, fits) or "",
            REGION: day_order.usual(region, separators) or "",
        }
        order, why = (by_person, ORDER) if by_person else _decided(likely, fits)
        written = replace(column, has_figures=bool(figures), separators=tuple(sorted(separators)))
        decided.append(replace(written, date_order=order, order_because=why))
    return tuple(decided)


def _order_of_names(column: TimeColumn, recognized: Recognized) -> str:
    named = (headings.order_of_name(recognized.header[place]) for place in column.places)
    return next(filter(None, named), "")


def _decided(likely: Mapping[str, str], fitting: frozenset[str]) -> tuple[str, str]:
    """Return the first likely order that fits the dates, and how it is known; "" if none does."""
    if not fitting or (likely[COLUMN] and likely[COLUMN] not in fitting):
        return "", CONTRADICTORY
    return next(((order, why) for why, order in likely.items() if order in fitting), ("", OPEN))
