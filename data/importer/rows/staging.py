"""A file's records in the import's database: read once, cleaned, numbered, and ready to be judged."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import duckdb

from data import clock, engine
from data.importer.files.sources import Source
from data.importer.recognize import formats
from data.importer.recognize.columns import Recognized
from data.importer.rows.database import set_lists, set_variables, sql
from data.importer.rows.ids import columns

DERIVED = ("month", "clock_note")  # columns of a cleaned file that are no field of it
ENDS_OF_A_TEXT = ("number", "short_code")
SAMPLED_RECORDS = 2_000  # records by which the likeliest form of time is chosen


def stage(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    recognized: Recognized,
    rows: int | None = None,
) -> None:
    """Read the source into `staged`, one row per record, with its number in `record`, from 0.

    `rows` limits it to the first records, for a preview. Raises duckdb.Error if the container's own reader
    gives up.

    A carefully split source numbers its records itself. A record of a CSV file that DuckDB reads gets its
    number from the order of insertion, which DuckDB preserves as long as nothing between the file and the
    table joins or sorts. (A window function would number it too, but then DuckDB reads and cleans the
    file on one core.) From here on the number is a column, so no join can lose it.
    """
    _set_format(connection, recognized)
    _open_raw(connection, source, recognized, rows)
    columns.look_at(connection, recognized)
    connection.execute(sql(f"{recognized.kind}/stage"))
    _keep_cleaned(connection, source, recognized)


def has_local_times(connection: duckdb.DuckDBPyConnection, source: Source, recognized: Recognized) -> bool:
    """Return whether one of the first records has a time without an offset."""
    connection.execute(sql("clean"))
    _set_format(connection, recognized)
    _open_raw(connection, source, recognized, SAMPLED_RECORDS)
    local = " or ".join(f"local_time({field}) is not null" for field in _times(recognized)) or "false"
    return bool(connection.sql(f"select 1 from raw where {local} limit 1").to_arrow_table().num_rows)


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
    if recognized.format.adds_plus:
        read_from |= {end: f"with_plus({read_from[end]})" for end in ENDS_OF_A_TEXT if end in read_from}
    constants = {field: engine.quoted(word) for field, word in recognized.format.constants.items()}
    cells = ", ".join(
        f"cast({({**constants, **read_from}).get(field, 'null')} as varchar) as {field}"
        for field in recognized.fields
    )
    record = "record" if source.careful else "cast(null as bigint) as record"
    connection.execute(f"create or replace view raw as select {record}, line, broken, {cells} from records")
    set_lists(connection, {"formats": _likeliest_forms(connection, recognized)})


def _set_format(connection: duckdb.DuckDBPyConnection, recognized: Recognized) -> None:
    """Set the variables that the SQL reads about the file's service and the zone of its times."""
    service = formats.services()[recognized.format.service]
    set_variables(
        connection,
        {
            "service": service.key,
            "reads_epochs": service.reads_epochs,
            "is_generic": recognized.format.is_generic,
            "family_is_sender": recognized.format.family_is_sender,
        },
    )
    set_lists(
        connection,
        {
            "fields_of_file": [*recognized.columns, *recognized.format.constants],
            "id_of": [*recognized.format.id_of],
        },
    )
    connection.execute(
        "set variable keywords = list_concat($it::varchar[], getvariable('opt_in_words'))",
        {"it": [*service.keywords]},
    )
    set_zone(connection, recognized.zone)


def set_zone(connection: duckdb.DuckDBPyConnection, zone: str | None) -> None:
    """Set the zone in which times without an offset are read, and the days on which its clock changes."""
    connection.execute("set variable zone = $it::varchar", {"it": zone})
    days: dict[int, list[date]] = {year: [] for year in range(clock.FIRST_YEAR, clock.LAST_YEAR + 1)}
    for day in clock.change_days(ZoneInfo(zone)) if zone else ():
        days[day.year].append(day)
    connection.execute("set variable change_days = $days::date[][]", {"days": [*days.values()]})


def _keep_cleaned(connection: duckdb.DuckDBPyConnection, source: Source, recognized: Recognized) -> None:
    """Keep the view `cleaned` as the table `kept`, and make the view `staged` of it.

    Columns that the file doesn't have aren't kept: the view puts them back as nulls. Half of a message
    log's columns are such. That saves about 6% of the time and a quarter of the memory (909 MB instead of
    1,182 MB for 5 million rows).
    """
    stored = {*recognized.columns, *recognized.format.constants, *DERIVED}
    stored |= {"record", "line", "broken"} if source.careful else set()
    stored |= {"keyword", "keyword_to", "body_mark"} if "body" in stored else set()
    stored |= set() if recognized.format.is_generic else {"channel"}
    stored |= {"name"} if stored & {"first_name", "last_name"} else set()
    of_cleaned = connection.sql(sql("staging", "columns_of_cleaned")).fetchall()
    kept = [name for name, _type in of_cleaned if stored & {name, *_fields_of(name)}]
    connection.execute(f"create or replace table kept as select {', '.join(kept)} from cleaned")
    every = [name if name in kept else f"cast(null as {kind}) as {name}" for name, kind in of_cleaned[1:]]
    record = "record" if source.careful else "rowid as record"
    connection.execute(f"create or replace view staged as select {record}, {', '.join(every)} from kept")


def _fields_of(column: str) -> tuple[str, str]:
    """Return the fields that a column of unreadable text may belong to: number_text, requested_text."""
    field = column.removesuffix("_text")
    return field, f"{field}_at"


def _likeliest_forms(connection: duckdb.DuckDBPyConnection, recognized: Recognized) -> list[str]:
    """Return the service's forms of time, the most frequent in the first records at the front."""
    forms = [*formats.services()[recognized.format.service].time_formats]
    times = _times(recognized)
    if not times:
        return forms
    # DuckDB wants a form of time as a constant, so each form is counted in a column of its own.
    counts = ", ".join(
        " + ".join(f"count(try_strptime({field}, {engine.quoted(form)}))" for field in times)
        for form in forms
    )
    row = connection.sql(f"select {counts} from (select * from raw limit {SAMPLED_RECORDS})")
    fit = dict(zip(forms, row.fetchall()[0], strict=True))
    return sorted(forms, key=lambda form: -fit[form])


def _times(recognized: Recognized) -> list[str]:
    return [field for field in recognized.columns if field.endswith("_at") or field == "as_of"]
