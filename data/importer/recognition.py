"""Looking at a file before it is taken in: what it is, how its columns are read, and a few rows of it."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import ModuleType
from zoneinfo import available_timezones

import duckdb
import pyarrow as pa

from data import engine, settings
from data.errors import Problem
from data.importer.files import opening
from data.importer.files.csv import split_carefully
from data.importer.files.sources import Source
from data.importer.outcome import Asked
from data.importer.recognize import cell_words, columns, formats
from data.importer.recognize.columns import Recognised
from data.importer.rows import contacts, log, repeated_columns, staging, status
from data.importer.rows.run import Run
from data.tables import store
from data.tables.schemas import CONTACTS, MESSAGES, STATUS_CHANGES

RULES: dict[str, ModuleType] = {"log": log, "status": status, "contacts": contacts}
STORED_AS = {"log": MESSAGES, "status": STATUS_CHANGES, "contacts": CONTACTS}
PREVIEW = "select *, fault.why as why from judged order by record"
NOTHING = store.Snapshot("", -1, ())
LOOKED_AT = 500  # records by which a message log and a consent list are told apart


def recognise_source(source: Source, asked: Asked) -> Recognised:
    """How the columns are read, and in which zone the times without an offset.

    A service's own format is told by its columns; else the kind that the columns and the words fit best.
    """
    if asked.zone and asked.zone not in available_timezones():
        raise Problem(
            f"“{asked.zone}” is no time zone.",
            next_step="Give an IANA name, such as America/Chicago or UTC.",
        )
    found = _recognised(source, asked)
    zone = found.format.zone
    if zone == formats.ASKED or asked.zone:
        return replace(found, zone=asked.zone, asks_zone=_has_local_times(source, found))
    return replace(found, zone=settings.load().timezone if zone == formats.DISTRICT else zone)


def _recognised(source: Source, asked: Asked) -> Recognised:
    if asked.format:
        return columns.match(source.header, formats.of(asked.format), asked.columns)
    for told in formats.told(source.header):
        if asked.kind in {None, told.kind}:
            return columns.match(source.header, told, asked.columns)
    return _generic(source, asked)


def _generic(source: Source, asked: Asked) -> Recognised:
    """The kind of file that fits best.

    A file that lacks a needed column of the kind that most of its columns belong to is not read as
    another kind: a message log without its results is no contact list.
    """
    if asked.kind:
        return columns.match(source.header, formats.of(asked.kind), asked.columns)
    every = _readings(source.header, asked.columns)
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


def _readings(header: tuple[str, ...], chosen: Mapping[str, str] | None) -> list[Recognised]:
    """The header read as every kind that has the chosen fields. Raises Problem where none has."""
    every: list[Recognised] = []
    for kind in columns.KINDS:
        try:
            every.append(columns.match(header, formats.of(kind), chosen))
        except Problem as problem:
            unfit = problem
    if not every:
        raise unfit
    return every


def _words_fit(connection: duckdb.DuckDBPyConnection, source: Source, recognised: Recognised) -> int:
    """How many of the first records have words that a file of that kind has."""
    field, read = {
        "log": ("result", cell_words.result),
        "status": ("status", cell_words.status),
        "contacts": ("contact_id", lambda _text: None),
    }[recognised.kind]
    place = dict(recognised.positions)[field]
    first = f"select c{place} as cell from ({source.relation}) limit {LOOKED_AT}"
    try:
        cells = connection.sql(first).to_arrow_table()["cell"]
    except duckdb.Error:
        return 0
    return sum(1 for cell in cells.to_pylist() if cell and read(cell))


def _has_local_times(source: Source, recognised: Recognised) -> bool:
    """Whether some of the first records have a time without an offset."""
    with engine.connect() as connection:
        try:
            return staging.has_local_times(connection, source, recognised)
        except duckdb.Error:
            return True


def recognise(
    path: Path,
    kind: str | None = None,
    columns: Mapping[str, str] | None = None,
    *,
    format_id: str | None = None,
    zone: str | None = None,
) -> Recognised:
    """What a file is and which field each of its columns gives; what is given was said by hand (see Asked).

    Raises Problem where the file can't be opened, or a chosen format or column is not there.
    """
    with tempfile.TemporaryDirectory(prefix="sms-reports-") as work:
        source = opening.open_source(path, Path(work))
        return recognise_source(source, Asked(kind, format_id, columns or {}, zone))


def preview(
    path: Path,
    *,
    kind: str | None = None,
    columns: Mapping[str, str],
    format_id: str | None = None,
    zone: str | None = None,
    as_of: datetime | None = None,
    rows: int = 5,
) -> pa.Table:
    """The first rows as they will be stored, the columns that the file gives, and `rejected_because`.

    Raises Problem where the file can't be opened or a needed column is missing.
    """
    known = settings.load()
    with tempfile.TemporaryDirectory(prefix="sms-reports-") as folder:
        work = Path(folder)
        source = opening.open_source(path, work)
        recognised = recognise_source(source, Asked(kind, format_id, columns, zone))
        recognised.check(path.name)
        source = repeated_columns.unfolded(source, recognised, work)
        kind = recognised.kind
        with staging.database(work, known) as connection:
            connection.execute("set variable as_of = $as_of", {"as_of": as_of})
            try:
                staging.stage(connection, source, recognised, rows)
            except duckdb.Error:
                source = split_carefully(source, work)
                staging.stage(connection, source, recognised, rows)
            RULES[kind].judge(connection, Run(recognised, known, NOTHING))
            judged = connection.sql(PREVIEW).to_arrow_table()
    shown = [name for name in STORED_AS[kind].names if name in judged.column_names]
    filled = [name for name in shown if judged[name].null_count < judged.num_rows]
    return judged.select([*filled, "why"]).rename_columns([*filled, "rejected_because"])
