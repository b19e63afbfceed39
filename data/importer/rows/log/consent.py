"""Consent that a message log tells of: families who texted STOP or Y, and numbers that are refused."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from data import engine, numbers
from data.importer.recognize import formats
from data.importer.rows import staging
from data.importer.rows.run import Run
from data.importer.rows.status import status_changes
from data.words import vocabulary

# Texts are looked through only where there is something to find: most logs have neither.
WORTH_LOOKING = """
select exists(select 1 from staged where keyword is not null)
    or exists(select 1 from verdicts where opts_out) as worth
"""
FAMILIES = """
select distinct case when getvariable('family_is_sender') then short_code else keyword_to end as text
from staged
where keyword is not null
"""
COUNTED = """
select status, count(*) as times from consents_merged where is_new group by status order by status
"""


VARIABLES = {
    "inbound": vocabulary.INBOUND,
    "keyword_reply": vocabulary.KEYWORD_REPLY,
    "refused": vocabulary.REFUSED,
    "reported": vocabulary.REPORTED,
    "opted_out": formats.STATUSES["opted_out"],
}


def merge(connection: duckdb.DuckDBPyConnection, run: Run) -> tuple[str, ...]:
    """Compare what a judged log says of consent with what is known; what is told of it, in sentences."""
    if not connection.sql(WORTH_LOOKING).to_arrow_table()["worth"][0].as_py():
        return ()
    status_changes.open_existing(connection, run.snapshot)
    _keep_keywords(connection, run)
    _keep_families(connection, run.settings.region)
    for name, value in VARIABLES.items():
        connection.execute(f"set variable {name} = $it", {"it": value})
    connection.execute(staging.sql("log/consent"))
    status_changes.merge(connection)
    counted = connection.sql(COUNTED).to_arrow_table().to_pylist()
    if not counted:
        return ()
    changes = ", ".join(f"{row['times']:,} × {row['status']}" for row in counted)
    return (f"The log also told of consent; changes of status that were not known before: {changes}.",)


def write(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Write the changes of status that a merged log brought, if it told of any."""
    if connection.sql(WORTH_LOOKING).to_arrow_table()["worth"][0].as_py():
        status_changes.write(connection, run.snapshot.uri)


def _keep_keywords(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    own = {vocabulary.plain(word): formats.STATUSES["opted_in"] for word in run.settings.opt_in_words}
    known = own | dict(formats.services()[run.recognized.format.service].keywords)
    statuses = pa.table({"keyword": [*known], "status": [*known.values()]})
    engine.keep(connection, "keyword_statuses", statuses)


def _keep_families(connection: duckdb.DuckDBPyConnection, region: str) -> None:
    texts = [text for text in connection.sql(FAMILIES).to_arrow_table()["text"].to_pylist() if text]
    read = pa.array([numbers.read(text, region) for text in texts], pa.int64())
    families = pa.table({"text": pa.array(texts, pa.string()), "number": read})
    engine.keep(connection, "families_read", families)
