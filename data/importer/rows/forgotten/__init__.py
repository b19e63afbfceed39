"""Rows of a file that expired or were erased: they are skipped, so that an old file brings nothing back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

import duckdb
import pyarrow as pa

from data import engine, numbers, record
from data.importer.rows.database import set_variables, sql
from data.importer.rows.run import Run
from data.settings import Settings
from data.tables.removal import erased, expiry
from data.words.catalog import _, in_english, ngettext

STEPS = "forgotten/steps"
KEPT_AS = {"log": "texts", "contacts": "contacts"}  # what the setting keep_months calls their rows
ERASED_NUMBERS = pa.schema([("number", pa.int64()), ("erased_at", pa.timestamp("us", "UTC"))])
EXPIRED, ERASED = "expired", "erased"  # kinds of skipped rows whose cells aren't kept


def mark(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Let the view `judged` skip what expired or was erased. Most files have nothing to skip."""
    kind = run.recognized.kind
    gone, kept_from = _erased(run), _kept_from(kind, run)
    if not gone and kept_from is None:
        return
    every = engine.answer(connection, sql(STEPS, "numbers"))["number"].to_pylist() if gone else []
    engine.keep(connection, "erased_numbers", _erased_numbers(every, gone))
    set_variables(connection, {"kept_from": kept_from})
    connection.execute(sql(STEPS, "set_apart"))
    connection.execute(sql(STEPS, kind))


def forget_keywords(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Take texts of erased numbers that are a keyword out of `status_points`."""
    if gone := _erased(run):
        families = connection.table("families_read").to_arrow_table()["number"].drop_null().to_pylist()
        engine.keep(connection, "erased_families", _erased_numbers(families, gone))
        connection.execute(sql(STEPS, "keywords"))


@in_english()  # notes are stored
def notes(connection: duckdb.DuckDBPyConnection, run: Run) -> tuple[str, ...]:
    """Return a sentence about erased numbers that the file stores again."""
    if not _erased(run):
        return ()
    returned = engine.answer(connection, sql(STEPS, "returned"))["returned"][0].as_py()
    sentence = ngettext(
        "{number} number was erased before, and is stored again: the file has newer rows of it.",
        "{number} numbers were erased before, and are stored again: the file has newer rows of them.",
        returned,
        number=returned,
    )
    return (sentence,) if returned else ()


@in_english()  # reasons are stored
def rejected() -> str:
    """Return why a row with an erased number can't be read any more."""
    return _("This row has a number that was erased, so its cells aren't kept.")


def is_erased(run: Run) -> Callable[[Iterable[str | None]], bool]:
    """Return what says whether one of some cells is an erased number, so that they must not be kept."""
    gone = _erased(run)
    if not gone:
        return lambda _cells: False
    read = _reader(run.settings, frozenset(gone))
    return lambda cells: any(read(cell) for cell in cells if cell)


def _reader(settings: Settings, gone: frozenset[str]) -> Callable[[str], bool]:
    def read(cell: str) -> bool:
        number = numbers.read(cell, settings.region)
        return number is not None and bool(gone & {*record.subjects_of([number]).values()})

    return read


def _erased(run: Run) -> dict[str, datetime]:
    return erased.read(run.snapshot.uri) if record.is_of(run.snapshot.uri) else {}


def _kept_from(kind: str, run: Run) -> datetime | None:
    if kind not in KEPT_AS or not record.is_of(run.snapshot.uri):
        return None
    return expiry.kept_from(run.settings.keep_months[KEPT_AS[kind]])


def _erased_numbers(every: list[int], gone: dict[str, datetime]) -> pa.Table:
    """Return those numbers of a file that were erased, with the moment."""
    subjects = record.subjects_of(every)
    rows = [{"number": number, "erased_at": gone[own]} for number, own in subjects.items() if own in gone]
    return pa.Table.from_pylist(rows, schema=ERASED_NUMBERS)
