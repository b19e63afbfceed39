"""Looking at a file before it is taken in: what it is, how its columns are read, and a few rows of it."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import ModuleType

import duckdb
import pyarrow as pa

from data import engine, settings
from data.errors import Problem
from data.importer import columns, contacts, containers, csv_files, log, staging, status, words
from data.importer.columns import Recognised
from data.importer.sources import Source
from data.tables import CONTACTS, MESSAGES, STATUS_CHANGES

RULES: dict[str, ModuleType] = {"log": log, "status": status, "contacts": contacts}
STORED_AS = {"log": MESSAGES, "status": STATUS_CHANGES, "contacts": CONTACTS}
PREVIEW = "select *, fault.why as why from judged order by record"
LOOKED_AT = 500  # records by which a message log and a consent list are told apart


def recognise_source(source: Source, kind: str | None, chosen: Mapping[str, str] | None) -> Recognised:
    """How the columns are read; without a kind, the one that the columns and the words fit best.

    A file that lacks a needed column of the kind that most of its columns belong to is not read as
    another kind: a message log without its results is no contact list.
    """
    if kind:
        return columns.match(source.header, kind, chosen)
    every = _readings(source.header, chosen)
    fullest = max(every, key=lambda one: (len(one.positions), -len(one.missing) if one.positions else 0))
    whole = [one for one in every if not one.missing]
    if not whole or whole == [fullest]:
        return fullest
    fitting = {one.kind: _words_fit(source, one) for one in whole}
    best = max(whole, key=lambda one: (fitting[one.kind], len(one.positions)))
    if not fitting[best.kind] and len(fullest.positions) > len(best.positions):
        return fullest
    return best


def _readings(header: tuple[str, ...], chosen: Mapping[str, str] | None) -> list[Recognised]:
    """The header read as every kind that has the chosen fields. Raises Problem where none has."""
    every: list[Recognised] = []
    for kind in columns.KINDS:
        try:
            every.append(columns.match(header, kind, chosen))
        except Problem as problem:
            unfit = problem
    if not every:
        raise unfit
    return every


def _words_fit(source: Source, recognised: Recognised) -> int:
    """How many of the first records have words that a file of that kind has."""
    field, read = {
        "log": ("result", words.result),
        "status": ("status", words.status),
        "contacts": ("contact_id", lambda _text: None),
    }[recognised.kind]
    place = dict(recognised.positions)[field]
    with engine.connect() as connection:
        try:
            cells = connection.sql(
                f"select c{place} as cell from ({source.relation}) limit {LOOKED_AT}"
            ).to_arrow_table()["cell"]
        except duckdb.Error:
            return 0
    return sum(1 for cell in cells.to_pylist() if cell and read(cell))


def recognise(path: Path, kind: str | None = None, columns: Mapping[str, str] | None = None) -> Recognised:
    """What a file is and which field each of its columns gives; `columns` are chosen by hand.

    Raises Problem where the file can't be opened, or a chosen column is not there.
    """
    with tempfile.TemporaryDirectory(prefix="sms-reports-") as work:
        return recognise_source(containers.open_source(path, Path(work)), kind, columns)


def preview(
    path: Path,
    *,
    kind: str,
    columns: Mapping[str, str],
    as_of: datetime | None = None,
    rows: int = 5,
) -> pa.Table:
    """The first rows as they will be stored, the columns that the file gives, and `rejected_because`.

    Raises Problem where the file can't be opened or a needed column is missing.
    """
    known = settings.load()
    with tempfile.TemporaryDirectory(prefix="sms-reports-") as folder:
        work = Path(folder)
        source = containers.open_source(path, work)
        recognised = recognise_source(source, kind, columns)
        recognised.check(path.name)
        with staging.database(work, known) as connection:
            connection.execute("set variable as_of = $as_of", {"as_of": as_of})
            try:
                staging.stage(connection, source, recognised, rows)
            except duckdb.Error:
                source = csv_files.split_carefully(source, work)
                staging.stage(connection, source, recognised, rows)
            RULES[kind].judge(connection, known)
            judged = connection.sql(PREVIEW).to_arrow_table()
    shown = [name for name in STORED_AS[kind].names if name in judged.column_names]
    filled = [name for name in shown if judged[name].null_count < judged.num_rows]
    return judged.select([*filled, "why"]).rename_columns([*filled, "rejected_because"])
