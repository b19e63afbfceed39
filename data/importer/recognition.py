"""Recognition: the kind of a file, and the field of each of its columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import available_timezones

import duckdb

from data import engine, settings
from data.errors import Problem
from data.importer.files.sources import Source
from data.importer.opened_file import opened
from data.importer.order import ImportOrder
from data.importer.recognize import cell_words, columns, formats
from data.importer.recognize.columns import Recognized
from data.importer.rows import staging
from data.words.catalog import _

SAMPLED_RECORDS = 500  # records that tell a message log from a consent list


def recognize(order: ImportOrder) -> Recognized:
    """Return what a file is and which field each of its columns gives. What the order says counts.

    Raises Problem if the file can't be opened, or if the order's format or columns don't exist.
    """
    with opened(order) as file:
        return recognize_source(file.source, order)


def recognize_source(source: Source, order: ImportOrder) -> Recognized:
    """Return how the columns are read, and in which zone the times without an offset.

    A service's own format is recognized by its columns. Otherwise the kind counts that the columns and the
    words fit best.
    """
    if order.zone and order.zone not in available_timezones():
        raise Problem(
            _("“{zone}” isn't a time zone.", zone=order.zone),
            next_step=_("Use an IANA name, such as America/Chicago or UTC."),
        )
    recognized = replace(_recognized(source, order), words=order.words)
    zone = recognized.format.zone
    if zone == formats.ASKED or order.zone:
        return replace(recognized, zone=order.zone, asks_zone=_has_local_times(source, recognized))
    return replace(recognized, zone=settings.load().timezone if zone == formats.DISTRICT else zone)


def _recognized(source: Source, order: ImportOrder) -> Recognized:
    if order.format_id:
        return columns.match(source.header, formats.by_id(order.format_id), order.columns)
    for one in formats.matching(source.header):
        if order.kind in {None, one.kind}:
            return columns.match(source.header, one, order.columns)
    return _generic(source, order)


def _generic(source: Source, order: ImportOrder) -> Recognized:
    """Return the file read as the kind that fits best.

    If most columns belong to one kind and one that it needs is missing, the file isn't read as another
    kind: a message log without results is no contact list.
    """
    if order.kind:
        return columns.match(source.header, formats.by_id(order.kind), order.columns)
    every = _readings(source.header, order.columns)
    fullest = max(every, key=lambda one: (len(one.positions), -len(one.missing) if one.positions else 0))
    complete = [one for one in every if not one.missing]
    if not complete or complete == [fullest]:
        return fullest
    with engine.connect() as connection:
        fitting = {one.kind: _words_fit(connection, source, one) for one in complete}
    best = max(complete, key=lambda one: (fitting[one.kind], len(one.positions)))
    if not fitting[best.kind] and len(fullest.positions) > len(best.positions):
        return fullest
    return best


def _readings(header: tuple[str, ...], by_hand: Mapping[str, str]) -> list[Recognized]:
    """Return the header read as every kind, with the order's own fields. Raises Problem if none fits."""
    every: list[Recognized] = []
    for kind in columns.KINDS:
        try:
            every.append(columns.match(header, formats.by_id(kind), by_hand))
        except Problem as problem:
            unfit = problem
    if not every:
        raise unfit
    return every


def _words_fit(connection: duckdb.DuckDBPyConnection, source: Source, recognized: Recognized) -> int:
    """Return how many of the first records have words of that kind of file."""
    field, read = {
        "log": ("result", cell_words.result),
        "status": ("status", cell_words.status),
        "contacts": ("contact_id", lambda _text: None),
    }[recognized.kind]
    place = dict(recognized.positions)[field]
    first = f"select c{place} as cell from ({source.relation}) limit {SAMPLED_RECORDS}"
    try:
        cells = connection.sql(first).to_arrow_table()["cell"]
    except duckdb.Error:
        return 0
    return sum(1 for cell in cells.to_pylist() if cell and read(cell))


def _has_local_times(source: Source, recognized: Recognized) -> bool:
    """Return whether some of the first records have a time without an offset."""
    with engine.connect() as connection:
        try:
            return staging.has_local_times(connection, source, recognized)
        except duckdb.Error:
            return True
