"""The zone of times without one: as the file states it, else a person, the service, or the district."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from data import settings
from data.errors import Problem
from data.importer.files.sources import Source
from data.importer.order import ImportOrder
from data.importer.recognize.columns import Recognized
from data.importer.recognize.format_types import DISTRICT as OWN
from data.importer.recognize.format_types import TO_ASK
from data.importer.recognize.time_columns import TimeColumn
from data.importer.rows.times import headings, zones
from data.importer.rows.times.forms import Written
from data.importer.rows.times.headings import Stated
from data.words.catalog import _

# How the zone of times without one is known. Nobody knows it where the file names one that isn't known
# (UNCLEAR), or where neither the file nor its service says anything (UNSTATED).
COLUMN, LINE, ORDER, FORMAT, DISTRICT = "column", "line", "order", "format", "district"
UNCLEAR, UNSTATED = "unclear", "unstated"
SELECTABLE = (ORDER, DISTRICT, UNCLEAR, UNSTATED)  # where a person may select another zone


def with_zones(
    columns: Sequence[TimeColumn],
    recognized: Recognized,
    source: Source,
    order: ImportOrder,
    read: Mapping[str, Sequence[Written]],
) -> list[TimeColumn]:
    """Return the columns with their zones. Raises Problem if the order contradicts the file."""
    line = headings.zone_of_lines(source.preamble)
    return [_with_zone(column, recognized, line, order, read[column.field]) for column in columns]


def _with_zone(
    column: TimeColumn,
    recognized: Recognized,
    line: Stated | None,
    order: ImportOrder,
    read: Sequence[Written],
) -> TimeColumn:
    named = [headings.zone_of_name(recognized.header[place]) for place in column.places]
    by_name = next((stated for stated in named if stated), None)
    stated = by_name or line
    if stated is None:
        zone, why = _unstated(recognized, order)
        return replace(column, zone=zone, zone_because=why)
    because = COLUMN if by_name else LINE
    if order.zone:
        if column.has_local and not any(
            zones.alike(order.zone, zone) for zone in stated.zones or (order.zone,)
        ):
            raise _contradiction(stated, order.zone)
        return replace(column, zone=order.zone, zone_because=ORDER)
    if not stated.zones or (len(stated.zones) > 1 and _matters(stated.zones, read)):
        return replace(column, zone_because=UNCLEAR, zone_text=stated.text)
    return replace(column, zone=stated.zones[0], zone_because=because, zone_text=stated.text)


def _unstated(recognized: Recognized, order: ImportOrder) -> tuple[str | None, str]:
    """Return the zone of a file that states none, and how it is known."""
    documented = recognized.format.zone
    if order.zone:
        return order.zone, ORDER
    if documented == OWN:
        return settings.load().timezone, DISTRICT
    return (None, UNSTATED) if documented == TO_ASK else (documented, FORMAT)


def _matters(every: Sequence[str], read: Sequence[Written]) -> bool:
    """Return whether the zones that an abbreviation may mean differ for some of the times: EST in July."""
    return any(
        len({local.replace(tzinfo=ZoneInfo(zone)).utcoffset() for zone in every}) > 1
        for written in read
        if written.zone is None
        for order in written.date.by_order
        if isinstance(local := written.local(order), datetime)
    )


def _contradiction(stated: Stated, zone: str) -> Problem:
    return Problem(
        _(
            "The file says “{stated}”, but the zone for this import is {zone}.",
            stated=stated.text,
            zone=zone,
        ),
        next_step=_("Leave the zone out to read the times as the file says."),
    )
