"""A file's records in the import's database: read once, cleaned, numbered, and ready to be judged."""

from __future__ import annotations

from dataclasses import replace

import duckdb

from data import engine
from data.importer.files.csv import relation_of_first
from data.importer.files.sources import Source
from data.importer.recognize import formats
from data.importer.recognize.columns import Recognized
from data.importer.recognize.format_types import word_key
from data.importer.recognize.time_columns import TimeColumn
from data.importer.rows.contacts import people
from data.importer.rows.database import set_lists, set_variables, sql
from data.importer.rows.ids import columns
from data.importer.rows.times import sql_forms, staged_times

DERIVED = ("month", "clock_note")  # columns of a cleaned file that are no field of it
# What is made of a field besides itself. A body itself is never stored.
MADE_OF = {
    "body": ("keyword", "keyword_to", "body_mark", "text_length", "is_unicode"),
    "price": ("price_is_shared",),
}
ENDS_OF_A_TEXT = ("number", "short_code")
_columns: dict[str, dict[str, str]] = {}


def stage(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    recognized: Recognized,
    rows: int | None = None,
) -> Recognized:
    """Read the source into `staged`, one row per record, with its number in `record`, from 0.

    `rows` limits it to the first records, for a preview. Return the file as its times prove it: if a later
    date shows another order of dates than the first ones, the file is read a second time. Raises
    duckdb.Error if the container's own reader gives up, and Problem if dates contradict each other.

    A carefully split source numbers its records itself. A record of a CSV file that DuckDB reads gets its
    number from the order of insertion, which DuckDB preserves as long as nothing between the file and the
    table joins or sorts. (A window function would number it too, but then DuckDB reads and cleans the
    file on one core.) From here on the number is a column, so no join can lose it.
    """
    _stage_once(connection, source, recognized, rows)
    proven = staged_times.fill(connection, recognized, source.day_zero)
    if [one.date_order for one in proven.times] == [one.date_order for one in recognized.times]:
        return proven
    _stage_once(connection, source, proven, rows)
    return staged_times.fill(connection, proven, source.day_zero)


def _stage_once(
    connection: duckdb.DuckDBPyConnection, source: Source, recognized: Recognized, rows: int | None
) -> None:
    _set_format(connection, recognized)
    _open_raw(connection, source, recognized, rows)
    _keep_first_records(connection, source, rows)
    sql_forms.set_forms(connection, recognized.times)
    columns.look_at(connection, recognized)
    _keep_cleaned(connection, source, recognized)


def _keep_first_records(connection: duckdb.DuckDBPyConnection, source: Source, rows: int | None) -> None:
    open_records(connection, replace(source, relation=relation_of_first(source)), rows)
    connection.execute(sql("staging", "first_records"))
    open_records(connection, source, rows)


def open_records(connection: duckdb.DuckDBPyConnection, source: Source, rows: int | None = None) -> None:
    """Make the view `records` of a source's records, or of the first ones."""
    first = ""
    if rows is not None:
        first = f" where record < {rows}" if source.careful else f" limit {rows}"
    connection.execute(f"create or replace view records as select * from ({source.relation}){first}")


def _open_raw(
    connection: duckdb.DuckDBPyConnection, source: Source, recognized: Recognized, rows: int | None
) -> None:
    """Make the view `raw`: the cells of every field, which is all that the kind's stage.sql reads.

    The statement is generated, since which column holds a field differs from file to file. It has the
    names of this project's own fields and the places of columns (c0, c1, …); the words of a format are
    quoted.
    """
    open_records(connection, source, rows)
    connection.execute("set variable day_zero = $it", {"it": source.day_zero})
    read_from = {field: f"c{place}" for field, place in recognized.positions}
    read_from |= {field: people.cell(field) for field in people.cells(recognized)}
    read_from |= {one.field: _joined(one) for one in recognized.times if len(one.places) > 1}
    if recognized.format.adds_plus:
        read_from |= {end: f"with_plus({read_from[end]})" for end in ENDS_OF_A_TEXT if end in read_from}
    for word in map(engine.quoted, recognized.format.empty):
        read_from = {field: f"nullif({cell}, {word})" for field, cell in read_from.items()}
    constants = {field: engine.quoted(word) for field, word in recognized.format.constants.items()}
    cells = ", ".join(
        f"cast({({**constants, **read_from}).get(field, 'null')} as varchar) as {field}"
        for field in recognized.fields
    )
    record = "record" if source.careful else "cast(null as bigint) as record"
    connection.execute(f"create or replace view raw as select {record}, line, broken, {cells} from records")


def _set_format(connection: duckdb.DuckDBPyConnection, recognized: Recognized) -> None:
    """Set the variables that the SQL reads about the file's service and the zone of its times."""
    service = formats.services()[recognized.format.service]
    set_variables(
        connection,
        {
            "service": service.key,
            "is_generic": recognized.format.is_generic,
            "family_is_sender": recognized.format.family_is_sender,
        },
    )
    set_lists(
        connection,
        {
            "fields_of_file": [*_fields_of_file(recognized)],
            "id_of": [*recognized.format.id_of],
            "receipts": [*map(word_key, recognized.format.receipts)],
        },
    )
    connection.execute(
        "set variable keywords = list_concat($it::varchar[], getvariable('opt_in_words'))",
        {"it": [*service.keywords]},
    )
    connection.execute("set variable zone = $it::varchar", {"it": recognized.zone})
    sql_forms.set_clocks(connection, recognized.times)


def _fields_of_file(recognized: Recognized) -> set[str]:
    """Return the fields for which the file has a column, or its format a constant."""
    return {*recognized.columns, *recognized.format.constants, *people.cells(recognized)}


def _joined(column: TimeColumn) -> str:
    """Return the SQL of a time in pieces: its date, its time of day, which it needs, and its zone."""
    pieces = [f"c{place}" for place in column.places]
    zone = f"nullif(trim({pieces.pop()}), '')" if column.has_zone_column else "null"
    if len(pieces) == 1:
        return f"zoned_by({pieces[0]}, {zone})"
    return f"joined_time({pieces[0]}, {pieces[1]}, {zone})"


def _keep_cleaned(connection: duckdb.DuckDBPyConnection, source: Source, recognized: Recognized) -> None:
    """Keep what the kind's stage.sql makes of `raw` as the table `kept`, and make the view `staged` of it.

    Columns that the file doesn't have aren't kept: the view puts them back as nulls. Half of a message
    log's columns are such. That saves about 6% of the time and a quarter of the memory (909 MB instead of
    1,182 MB for 5 million rows).
    """
    stored = {*_fields_of_file(recognized), *DERIVED}
    stored |= {"record", "line", "broken"} if source.careful else set()
    stored |= {name for field, names in MADE_OF.items() if field in stored for name in names}
    stored |= set() if recognized.format.is_generic else {"channel"}
    stored |= {"name"} if stored & {"first_name", "last_name"} else set()
    cleaned = f"({sql(f'{recognized.kind}/stage')})"
    of_cleaned = _columns_of(connection, cleaned)
    kept = [name for name in of_cleaned if stored & {name, *_fields_of(name)}]
    connection.execute(f"create or replace table kept as select {', '.join(kept)} from {cleaned}")
    every = [
        name if name in kept else f"cast(null as {kind}) as {name}"
        for name, kind in of_cleaned.items()
        if name != "record"
    ]
    record = "record" if source.careful else "rowid as record"
    connection.execute(f"create or replace view staged as select {record}, {', '.join(every)} from kept")


def _columns_of(connection: duckdb.DuckDBPyConnection, cleaned: str) -> dict[str, str]:
    """Return the columns of cleaned rows with their types, which are the same for every file of a kind.

    They are asked for once in a process: DuckDB plans that as long as it reads a small file.
    """
    if cleaned not in _columns:
        relation = connection.sql(f"from {cleaned}")
        _columns[cleaned] = dict(zip(relation.columns, map(str, relation.types), strict=True))
    return _columns[cleaned]


def _fields_of(column: str) -> tuple[str, str]:
    """Return the fields that a column of unreadable text may belong to: number_text, requested_text."""
    field = column.removesuffix("_text")
    return field, f"{field}_at"
