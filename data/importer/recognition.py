"""What a file is, and which field each of its columns gives."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from zoneinfo import available_timezones

import duckdb

from data import engine, settings
from data.errors import Problem
from data.importer.files import opening
from data.importer.files.sources import Source
from data.importer.order import ImportOrder
from data.importer.recognize import cell_words, columns, formats
from data.importer.recognize.columns import Recognized
from data.importer.rows import staging

LOOKED_AT = 500  # records by which a message log and a consent list are told apart


def recognize_source(source: Source, order: ImportOrder) -> Recognized:
    """How the columns are read, and in which zone the times without an offset.

    A service's own format is told by its columns; else the kind that the columns and the words fit best.
    """
    if order.zone and order.zone not in available_timezones():
        raise Problem(
            f"“{order.zone}” is no time zone.",
            next_step="Give an IANA name, such as America/Chicago or UTC.",
        )
    found = _recognized(source, order)
    zone = found.format.zone
    if zone == formats.ASKED or order.zone:
        return replace(found, zone=order.zone, asks_zone=_has_local_times(source, found))
    return replace(found, zone=settings.load().timezone if zone == formats.DISTRICT else zone)


def _recognized(source: Source, order: ImportOrder) -> Recognized:
    if order.format_id:
        return columns.match(source.header, formats.of(order.format_id), order.columns)
    for told in formats.told(source.header):
        if order.kind in {None, told.kind}:
            return columns.match(source.header, told, order.columns)
    return _generic(source, order)


def _generic(source: Source, order: ImportOrder) -> Recognized:
    """The kind of file that fits best.

    A file that lacks a needed column of the kind that most of its columns belong to is not read as
    another kind: a message log without its results is no contact list.
    """
    if order.kind:
        return columns.match(source.header, formats.of(order.kind), order.columns)
    every = _readings(source.header, order.columns)
    fullest = max(every, key=lambda one: (len(one.positions), -len(one.missing) if one.positions else 0))
    whole = [one for one in every if not one.missing]
    if not whole or whole == [fullest]:
        return fullest
    with engine.connect() as connection:
        fitting = {one.kind: _words_fit(connection, source, one) for one in whole}
    best = max(whole, key=lambda one: (fitting[one.kind], len(one.positions)))
    if not fitting[best.kind] and len(fullest.positions) > len(best.positions):
        return fullest
    return best


def _readings(header: tuple[str, ...], chosen: Mapping[str, str] | None) -> list[Recognized]:
    """The header read as every kind that has the chosen fields. Raises Problem where none has."""
    every: list[Recognized] = []
    for kind in columns.KINDS:
        try:
            every.append(columns.match(header, formats.of(kind), chosen))
        except Problem as problem:
            unfit = problem
    if not every:
        raise unfit
    return every


def _words_fit(connection: duckdb.DuckDBPyConnection, source: Source, recognized: Recognized) -> int:
    """How many of the first records have words that a file of that kind has."""
    field, read = {
        "log": ("result", cell_words.result),
        "status": ("status", cell_words.status),
        "contacts": ("contact_id", lambda _text: None),
    }[recognized.kind]
    place = dict(recognized.positions)[field]
    first = f"select c{place} as cell from ({source.relation}) limit {LOOKED_AT}"
    try:
        cells = connection.sql(first).to_arrow_table()["cell"]
    except duckdb.Error:
        return 0
    return sum(1 for cell in cells.to_pylist() if cell and read(cell))


def _has_local_times(source: Source, recognized: Recognized) -> bool:
    """Whether some of the first records have a time without an offset."""
    with engine.connect() as connection:
        try:
            return staging.has_local_times(connection, source, recognized)
        except duckdb.Error:
            return True


def recognize(order: ImportOrder) -> Recognized:
    """Return what a file is and which field each of its columns gives. What the order says counts.

    Raises Problem if the file can't be opened, or if the order's format or columns don't exist.
    """
    with tempfile.TemporaryDirectory(prefix="sms-reports-") as work:
        source = opening.open_source(order.path, Path(work))
        return recognize_source(source, order)
