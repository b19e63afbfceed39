"""A file's records in a database of their own: read once, cleaned, and ready to be judged."""

from __future__ import annotations

import contextlib
import shutil
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import phonenumbers
import pyarrow as pa

from data import clock, engine, numbers
from data.importer.files.sources import Source
from data.importer.recognize import formats
from data.importer.recognize.columns import Recognized
from data.settings import Settings
from data.words import vocabulary
from data.words.vocabulary import plain

FOLDER = Path(__file__).parent
DERIVED = ("month", "clock_note")  # columns of a cleaned file that are no field of it
ENDS_OF_A_TEXT = ("number", "short_code")
FORMS_LOOKED_AT = 2_000  # records by which the likeliest form of time is told
READ_AT_ONCE = 100_000  # distinct odd numbers handed to the library at once


def sql(name: str) -> str:
    """One of the importer's SQL files."""
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


@contextlib.contextmanager
def scratch(work: Path) -> Iterator[Path]:
    """A folder for one import's own files; what an import that was killed has left is cleared away."""
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
    """A DuckDB database with the macros that clean cells; what does not fit the memory goes to `work`.

    It is in memory, since rows that are read twice and thrown away need no compression: staging then
    takes two thirds of the time that a database file takes (5 million rows, 2 cores).
    """
    connection = engine.connect(work / "spilled")
    try:
        # Global, for the cursors of this one database.
        connection.execute(f"set global TimeZone = '{settings.timezone}'")
        code = phonenumbers.country_code_for_region(settings.region)
        connection.execute("set variable home_code = $code", {"code": code})
        own = [plain(word) for word in settings.opt_in_words]
        connection.execute("set variable opt_in_words = $it::varchar[]", {"it": own})
        connection.execute("set variable own_code = $code", {"code": settings.short_code})
        connection.execute("set variable total_line = $it", {"it": vocabulary.TOTAL_LINE})
        connection.execute(sql("clean"))
        yield connection
    finally:
        connection.close()


def stage(
    connection: duckdb.DuckDBPyConnection, source: Source, recognized: Recognized, rows: int | None
) -> None:
    """Read the source into `staged`, one row per record in file order (`record` from 0).

    No step up to here may join anything: the order of records would be lost, and with it whose cells are
    rejected, which line is later, and what tells texts without an id apart.
    `rows` limits it to the first records, for a preview. Raises duckdb.Error where the container's own
    reader gives up.
    """
    _say_format(connection, recognized)
    _open_raw(connection, source, recognized, rows)
    connection.execute(sql(f"{recognized.kind}/stage"))
    _keep_cleaned(connection, source, recognized)


def has_local_times(connection: duckdb.DuckDBPyConnection, source: Source, recognized: Recognized) -> bool:
    """Whether one of the first records has a time without an offset."""
    connection.execute(sql("clean"))
    _say_format(connection, recognized)
    _open_raw(connection, source, recognized, FORMS_LOOKED_AT)
    local = " or ".join(f"local_time({field}) is not null" for field in _times(recognized)) or "false"
    return bool(connection.sql(f"select 1 from raw where {local} limit 1").to_arrow_table().num_rows)


def _open_raw(
    connection: duckdb.DuckDBPyConnection, source: Source, recognized: Recognized, rows: int | None
) -> None:
    """Make the view `raw`: the cells of every field, and the forms of time that its first records have."""
    connection.execute("set variable day_zero = $it", {"it": source.day_zero})
    given = {field: f"c{place}" for field, place in recognized.positions}
    if recognized.format.adds_plus:
        given |= {end: f"with_plus({given[end]})" for end in ENDS_OF_A_TEXT if end in given}
    said = {field: engine.quoted(word) for field, word in recognized.format.constants.items()}
    cells = ", ".join(
        f"cast({({**said, **given}).get(field, 'null')} as varchar) as {field}"
        for field in recognized.fields
    )
    limit = "" if rows is None else f" limit {rows}"
    connection.execute(
        f"create or replace view raw as select line, broken, {cells} from ({source.relation}{limit})"
    )
    forms = _likeliest_forms(connection, recognized)
    connection.execute("set variable formats = $forms::varchar[]", {"forms": forms})


def _say_format(connection: duckdb.DuckDBPyConnection, recognized: Recognized) -> None:
    """Set the variables that the SQL reads of the file's service, and of the zone of its times."""
    service = formats.services()[recognized.format.service]
    connection.execute("set variable service = $it", {"it": service.key})
    connection.execute("set variable reads_epochs = $it", {"it": service.reads_epochs})
    connection.execute("set variable is_generic = $it", {"it": recognized.format.is_generic})
    given = [*recognized.columns, *recognized.format.constants]
    connection.execute("set variable given_fields = $it::varchar[]", {"it": given})
    connection.execute("set variable id_of = $it::varchar[]", {"it": [*recognized.format.id_of]})
    connection.execute("set variable family_is_sender = $it", {"it": recognized.format.family_is_sender})
    connection.execute(
        "set variable keywords = list_concat($it::varchar[], getvariable('opt_in_words'))",
        {"it": [*service.keywords]},
    )
    say_zone(connection, recognized.zone)


def say_zone(connection: duckdb.DuckDBPyConnection, zone: str | None) -> None:
    """Set the zone in which times without an offset are read, and the days on which its clock changes."""
    connection.execute("set variable zone = $it::varchar", {"it": zone})
    days: dict[int, list[date]] = {year: [] for year in range(clock.FIRST_YEAR, clock.LAST_YEAR + 1)}
    for day in clock.change_days(ZoneInfo(zone)) if zone else ():
        days[day.year].append(day)
    connection.execute("set variable change_days = $days::date[][]", {"days": [*days.values()]})


def _keep_cleaned(connection: duckdb.DuckDBPyConnection, source: Source, recognized: Recognized) -> None:
    """Keep the view `cleaned` as the table `kept`, and make `staged` of it.

    Columns that the file does not have are not kept but put back as nulls by the view: half of a
    message log's columns are such. That saves about 6 % of the time and a quarter of the memory (909 MB
    instead of 1,182 MB at 5 million rows).
    """
    given = {*recognized.columns, *recognized.format.constants, *DERIVED}
    given |= {"line", "broken"} if source.careful else set()
    given |= {"keyword", "keyword_to", "body_mark"} if "body" in given else set()
    given |= set() if recognized.format.is_generic else {"channel"}
    given |= {"name"} if given & {"first_name", "last_name"} else set()
    described = connection.sql("describe cleaned").to_arrow_table().select([0, 1]).to_pylist()
    named = [(column["column_name"], column["column_type"]) for column in described]
    kept = [name for name, _kind in named if given & {name, *_fields_of(name)}]
    connection.execute(f"create or replace table kept as select {', '.join(kept)} from cleaned")
    every = ", ".join(name if name in kept else f"cast(null as {kind}) as {name}" for name, kind in named)
    connection.execute(f"create or replace view staged as select rowid as record, {every} from kept")


def _fields_of(column: str) -> tuple[str, str]:
    """The fields that a column of what could not be read may belong to: number_text, requested_text."""
    field = column.removesuffix("_text")
    return field, f"{field}_at"


def _likeliest_forms(connection: duckdb.DuckDBPyConnection, recognized: Recognized) -> list[str]:
    """The provider's forms of time, the one that most of the first records have at the front."""
    forms = [*formats.services()[recognized.format.service].time_formats]
    times = _times(recognized)
    if not times:
        return forms
    # DuckDB wants the form of a time as a constant, so each form is counted in a column of its own.
    counts = ", ".join(
        " + ".join(f"count(try_strptime({field}, {engine.quoted(form)}))" for field in times)
        for form in forms
    )
    row = connection.sql(f"select {counts} from (select * from raw limit {FORMS_LOOKED_AT})")
    fit = dict(zip(forms, row.fetchall()[0], strict=True))
    return sorted(forms, key=lambda form: -fit[form])


def _times(recognized: Recognized) -> list[str]:
    return [field for field in recognized.columns if field.endswith("_at") or field == "as_of"]


def read_numbers(connection: duckdb.DuckDBPyConnection, region: str) -> None:
    """Fill `numbers_read` (text, number, why) with what the library makes of the numbers not plain."""
    connection.execute("create table numbers_read (text varchar, number bigint, why varchar)")
    odd = connection.sql(
        "select distinct number_text as text from staged where number_text is not null"
    ).to_arrow_reader(READ_AT_ONCE)
    for batch in odd.read_all().to_batches(READ_AT_ONCE):
        texts = batch["text"].to_pylist()
        found = [numbers.read(text, region) for text in texts]
        whys = [
            numbers.why_not(text) if number is None else None
            for text, number in zip(texts, found, strict=True)
        ]
        keep(connection, "numbers_read", {"text": texts, "number": found, "why": whys})


def read_distinct(
    connection: duckdb.DuckDBPyConnection,
    of: Sequence[str],
    table: str,
    read: Callable[..., dict[str, object]],
    schema: pa.Schema,
) -> None:
    """Fill `table` with what `read` makes of every distinct combination of the columns `of` of `staged`."""
    seen = connection.sql(f"select distinct {', '.join(of)} from staged").to_arrow_table()
    rows = [read(*row.values()) for row in seen.to_pylist()]
    engine.keep(connection, table, pa.Table.from_pylist([row for row in rows if row], schema=schema))


def keep(connection: duckdb.DuckDBPyConnection, table: str, rows: Mapping[str, Sequence[object]]) -> None:
    """Add columns of values to a table of the staging database."""
    types = {"number": pa.int64()}
    columns_of = {name: pa.array(cells, types.get(name, pa.string())) for name, cells in rows.items()}
    engine.add(connection, table, pa.table(columns_of))


def keep_vocabulary(connection: duckdb.DuckDBPyConnection) -> None:
    """The tables of words, for the rules to join."""
    for name, rows in vocabulary.tables().items():
        engine.keep(connection, name, rows)
