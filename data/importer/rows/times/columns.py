"""The columns of times in a file: the pieces of each, its zone and its order of dates."""

from __future__ import annotations

import re
from dataclasses import replace

from data import settings
from data.importer.files import first_cells
from data.importer.files.sources import Source
from data.importer.order import ImportOrder
from data.importer.recognize import formats
from data.importer.recognize.columns import Recognized
from data.importer.recognize.time_columns import TimeColumn
from data.importer.rows.times import forms, pieces, zones_of_columns
from data.importer.rows.times.orders_of_columns import with_orders

SAMPLED_RECORDS = 2_000
# Seconds or milliseconds since 1970, from 2001 to 2033: no phone number of ten digits begins with a 1.
EPOCH = re.compile(r"\s*1\d{9}(\.\d+|\d{3})?\s*")


def with_times(source: Source, recognized: Recognized, order: ImportOrder) -> Recognized:
    """Return a recognized file with how each of its columns of times is read.

    Raises Problem if the order's zone contradicts the zone that the file states.
    """
    fields = pieces.fields_of_times(recognized)
    of_interest = sorted(pieces.places_of_interest(recognized))
    sample = first_cells.of_columns(source, of_interest, SAMPLED_RECORDS)
    places = {field: pieces.of_field(recognized, field, sample) for field in fields}
    texts = {field: pieces.texts(sample, places[field]) for field in fields}
    zone = pieces.of_zone(recognized, [text for field in fields for text in texts[field]])
    if zone:
        places = {field: (*own, *zone) for field, own in places.items()}
        texts = {field: pieces.texts(sample, places[field]) for field in fields}
    read = {field: [one for text in texts[field] if (one := forms.read(text))] for field in fields}
    reads_epochs = formats.services()[recognized.format.service].reads_epochs
    columns = [
        TimeColumn(
            field,
            places[field],
            has_zone_column=bool(zone),
            is_epochs=reads_epochs or (bool(texts[field]) and all(map(EPOCH.fullmatch, texts[field]))),
            has_local=any(one.zone is None for one in read[field]),
            has_zoned=any(one.zone for one in read[field]),
            has_seconds=any(one.clock and one.clock.has_seconds for one in read[field]),
        )
        for field in fields
    ]
    zoned = zones_of_columns.with_zones(columns, recognized, source, order, read)
    return replace(
        recognized,
        times=with_orders(zoned, recognized, order.date_order, settings.load().region, read),
        zone=next((one.zone for one in zoned if one.has_local), zoned[0].zone if zoned else None),
        asks_zone=any(one.has_local and one.zone_because in zones_of_columns.SELECTABLE for one in zoned),
    )
