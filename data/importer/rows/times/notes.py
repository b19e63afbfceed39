"""What an import says about its times: the zone, an assumed order of dates, and joined columns."""

from __future__ import annotations

from collections.abc import Iterator

from data.importer.recognize.columns import Recognized
from data.importer.recognize.time_columns import TimeColumn
from data.importer.rows.times import orders_of_columns, zones_of_columns
from data.words.catalog import N_, _, and_listing

# By how the zone is known. Columns whose sentence is the same have it once.
ZONES = {
    zones_of_columns.COLUMN: N_(
        "Times without an offset are in the zone {zone}, as the column “{text}” says."
    ),
    zones_of_columns.LINE: N_(
        "Times without an offset are in the zone {zone}, as the file says: “{text}”."
    ),
    zones_of_columns.ORDER: N_(
        "Times without an offset are in the zone {zone}, as selected for this import."
    ),
    zones_of_columns.FORMAT: N_(
        "Times without an offset are in the zone {zone}, as the service documents."
    ),
    zones_of_columns.DISTRICT: N_("Times without an offset are in the zone {zone}, the district's own."),
}
ASSUMED = {
    "mdy": N_("Every date in “{column}” may be month/day or day/month. They are read as month/day."),
    "dmy": N_("Every date in “{column}” may be day/month or month/day. They are read as day/month."),
    "ymd": N_("Every date in “{column}” may be read in several orders. They are read as year/month/day."),
}
LIKELY = {
    "mdy": N_("Every date in “{column}” may be read in several orders. They are read as month/day/year."),
    "dmy": N_("Every date in “{column}” may be read in several orders. They are read as day/month/year."),
    "ymd": ASSUMED["ymd"],
}


def of_times(recognized: Recognized) -> tuple[str, ...]:
    """Return sentences about the zone of times, the order of dates, and times that several columns make."""
    every = [*_zones(recognized), *_orders(recognized), *_pieces(recognized)]
    return tuple(dict.fromkeys(every))


def _zones(recognized: Recognized) -> Iterator[str]:
    for column in recognized.times:
        if column.has_local and column.zone_because in ZONES:
            yield _(ZONES[column.zone_because], zone=column.zone, text=column.zone_text)
    is_zoned = any(column.has_zoned for column in recognized.times)
    if is_zoned and not any(column.has_local for column in recognized.times):
        yield _("Times in this file state their offset or zone.")


def _orders(recognized: Recognized) -> Iterator[str]:
    """Yield a sentence for each column whose dates leave their order open."""
    for column in recognized.times:
        if column.has_figures and column.order_because in orders_of_columns.ASSUMED:
            sentences = LIKELY if column.order_because == orders_of_columns.YEARS else ASSUMED
            yield _(sentences[column.date_order], column=_name(recognized, column))


def _pieces(recognized: Recognized) -> Iterator[str]:
    for column in recognized.times:
        if len(column.places) > 1:
            names = and_listing(recognized.header[place] for place in column.places)
            yield _("The columns {columns} are read as one time.", columns=names)


def _name(recognized: Recognized, column: TimeColumn) -> str:
    return recognized.columns[column.field]
