"""The database of one import, in memory, with macros that clean cells and sentences for rejected rows."""

from __future__ import annotations

import contextlib
import functools
import re
import shutil
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import phonenumbers

from data import engine
from data.settings import Settings
from data.words import vocabulary, vocabulary_tables
from data.words.catalog import N_
from data.words.vocabulary import plain

FOLDER = Path(__file__).parent
STEP = re.compile(r"^-- step (\w+):.*\n", re.MULTILINE)
# Why a row is rejected. SQL fills {cell} with the cell, which is the row's own.
SENTENCES = {
    "no_time": N_("This row has no date and time."),
    "bad_time": N_("“{cell}” isn't a date and time from 2000 to 2099."),
    "bad_time_with_offset": N_(
        "“{cell}” isn't a date and time from 2000 to 2099 with its offset from UTC."
    ),
    "no_number": N_("This row has no phone number."),
    "no_contact_id": N_("This row has no contact ID."),
    "bad_contact_id": N_("“{cell}” isn't a contact ID."),
    "rounded_contact_id": N_(
        "A spreadsheet rounded the contact ID “{cell}”, so it may stand for several contacts. "
        "Export the column again as text."
    ),
    "no_status": N_("This row has no status."),
    "no_status_date": N_("This row has no date, and the list has none either."),
}

# An empty database that the next import takes, one at most: a new one with the macros takes 40 ms of the
# processor, as long as the rows of a small file.
_idle: list[duckdb.DuckDBPyConnection] = []


@functools.cache
def sql(name: str, step: str = "") -> str:
    """Return one of the importer's SQL files, or the one statement under "-- step NAME: …" in it."""
    text = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    if not step:
        return text
    parts = STEP.split(text)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))[step]


def set_variables(connection: duckdb.DuckDBPyConnection, values: Mapping[str, object]) -> None:
    """Set variables for the SQL of this connection and its cursors."""
    for name, value in values.items():
        connection.execute(f"set variable {name} = $value", {"value": value})


def set_lists(connection: duckdb.DuckDBPyConnection, values: Mapping[str, list[str]]) -> None:
    """Set variables that are lists of texts; an empty list has no type of its own."""
    for name, value in values.items():
        connection.execute(f"set variable {name} = $value::varchar[]", {"value": value})


def set_map(connection: duckdb.DuckDBPyConnection, name: str, values: Mapping[str, str | None]) -> None:
    """Set a variable that is a map of texts."""
    connection.execute(
        f"set variable {name} = map($keys::varchar[], $values::varchar[])",
        {"keys": [*values], "values": [*values.values()]},
    )


def _nothing() -> str:
    """Return the pattern of cells that stand for no id: N/A, None, #REF!, 0, -, and marks alone."""
    spelled = "|".join(r"\W*".join(word) for word in vocabulary.WORDS["nothing"]["words"])
    return rf"(?i)[\W_]*(?:{spelled}|0+|-1)?[\W_]*"


@contextlib.contextmanager
def scratch(work: Path) -> Iterator[Path]:
    """Yield a folder for one import's own files. What a killed import has left there is removed first."""
    for left in work.glob("scratch-*"):
        shutil.rmtree(left, ignore_errors=True)
    folder = work / f"scratch-{uuid.uuid4().hex}"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def database(work: Path, settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a DuckDB database with the macros that clean cells. What exceeds the memory goes to `work`.

    It is in memory, since rows that are read twice and then dropped need no compression: staging takes two
    thirds of the time that it takes with a database file (5 million rows, 2 cores).
    """
    spilled = work / "spilled"
    whole = _left_by_another(spilled) or _new(spilled)
    try:
        # Global, for the cursors of this one database.
        whole.execute(f"set global TimeZone = {engine.quoted(settings.timezone)}")
        with whole.cursor() as connection:
            _set_words(connection, settings)
            yield connection
    except duckdb.Error:
        whole.close()
        raise
    finally:
        _leave(whole, spilled)


def _new(spilled: Path) -> duckdb.DuckDBPyConnection:
    whole = engine.connect(spilled)
    # Rows get their numbers from the order in which DuckDB reads a CSV file (see staging).
    whole.execute("set global preserve_insertion_order = true")
    for macros in ("clean", "ids/macros", "log/stated"):
        whole.execute(sql(macros))
    return whole


def _left_by_another(spilled: Path) -> duckdb.DuckDBPyConnection | None:
    """Return an empty database of an earlier import, if there is one."""
    with contextlib.suppress(IndexError, duckdb.Error):
        whole = _idle.pop()
        whole.execute(f"set global temp_directory = {engine.quoted(spilled)}")
        return whole
    return None


def _leave(whole: duckdb.DuckDBPyConnection, spilled: Path) -> None:
    """Empty a database for the next import; close it if it held many rows, or if there is another."""
    try:
        if _idle or spilled.exists():
            whole.close()
            return
        drops = whole.execute(sql("staging", "drop_everything")).fetchall()
        whole.execute(";".join(drop for (drop,) in drops))
        whole.execute("set global enable_external_file_cache = false")  # it keeps what was read of files
        whole.execute("set global enable_external_file_cache = true")
        _idle.append(whole)
    except duckdb.Error:
        whole.close()


def _set_words(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    set_map(connection, "sentences", SENTENCES)
    set_map(connection, "starts_of_ids", {})
    set_variables(
        connection,
        {
            "home_code": phonenumbers.country_code_for_region(settings.region),
            "own_code": settings.short_code,
            "nothing": _nothing(),
        },
    )
    set_lists(
        connection,
        {
            "opt_in_words": [plain(word) for word in settings.opt_in_words],
            "currencies": vocabulary_tables.currency_codes(),
            "skipped_records": [*vocabulary.FURNITURE, vocabulary.NO_CONTACT],
        },
    )
