"""Tables derived from the stored ones, each in a .sql file, and which tables SQL reads."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from pathlib import Path

import duckdb

from data.tables.schemas import SCHEMAS, STANDALONE

FILES = {  # each after those that it reads
    name: Path(__file__).with_name(f"{name}.sql")
    for name in (
        *("current_statuses", "newest_lists", "current_contacts", "current_owners", "contact_names"),
        *("number_owners", "phone_runs", "pending_numbers"),
        "known_failing_counts",
    )
} | {
    name: Path(__file__).with_name("consent") / f"{name}.sql"
    for name in ("opt_outs", "opt_out_texts", "shared_owners")
}
SQL = {name: file.read_text(encoding="utf-8") for name, file in FILES.items()}
# Made when a question first needs them, so that no other page waits: four of them read all messages.
LATE = {
    *("current_owners", "contact_names", "number_owners", "phone_runs", "pending_numbers", "record"),
    "known_failing_counts",
    *("opt_outs", "opt_out_texts", "shared_owners"),
}
ALWAYS_AGAIN = frozenset({"record"})  # made for each question: it changes without a new snapshot
EVERY = frozenset(
    {
        *SCHEMAS,
        *STANDALONE,
        *("messages_by_time", "imports", "undone_imports", "removed_rows"),
        *FILES,
        *ALWAYS_AGAIN,
    }
)


# DuckDB's own parser: another one, in Python, took a fifth of a page's first run.
PARSED = "select distinct unnest(json_extract_string(json_serialize_sql($sql), '$..table_name'))"
_named: dict[str, frozenset[str]] = {}  # the texts of the questions, which are a few dozen


def tables_named(connection: duckdb.DuckDBPyConnection, sql: str) -> frozenset[str]:
    """Return the tables that SQL names. Any connection will do: it only parses the SQL."""
    if sql not in _named:
        _named[sql] = EVERY & {name for (name,) in connection.execute(PARSED, {"sql": sql}).fetchall()}
    return _named[sql]


def tables_read(connection: duckdb.DuckDBPyConnection, sql: str) -> frozenset[str]:
    """Return the tables that SQL reads: those that it names, with those that they are derived from."""
    tables = tables_named(connection, sql)
    return tables.union(*(tables_read(connection, SQL[name]) for name in tables & SQL.keys()))


def missing_tables(
    connection: duckdb.DuckDBPyConnection, sql: str, made: AbstractSet[str]
) -> frozenset[str]:
    """Return the tables that SQL reads and that aren't made yet."""
    if not any(name in sql for name in EVERY - made):  # then it needs no parsing
        return frozenset()
    return tables_read(connection, sql) - made
