"""Tables derived from the stored ones, each in a .sql file, and which tables SQL reads."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from data.tables.schemas import SCHEMAS

FILES = {  # each after those that it reads
    name: Path(__file__).with_name(f"{name}.sql")
    for name in (
        *("current_statuses", "current_contacts", "current_owners", "phone_evidence", "pending_numbers"),
    )
}
SQL = {name: file.read_text(encoding="utf-8") for name, file in FILES.items()}
# Made when a question first needs them, so that no other page waits: two of them read all messages.
LATE = {"current_owners", "phone_evidence", "pending_numbers"}
IMPORTED = {"imports", "undone_imports"}
EVERY = frozenset({*SCHEMAS, "reminders", *IMPORTED, *FILES})


@lru_cache(maxsize=256)
def tables_read(sql: str | None) -> frozenset[str]:
    """Return the tables that SQL reads, with those that they are derived from; all tables for None."""
    if sql is None:
        return EVERY
    import sqlglot  # noqa: PLC0415 - loading it takes a tenth of a second, and most processes don't need it

    tree = sqlglot.parse_one(sql, read="duckdb")
    tables = EVERY & {table.name for table in tree.find_all(sqlglot.exp.Table)}
    return tables.union(*(tables_read(SQL[name]) for name in tables & SQL.keys()))


def late_tables_read(sql: str) -> frozenset[str]:
    """Return the tables of LATE that SQL reads, and those that they are derived from."""
    if not any(name in sql for name in LATE):  # most questions don't, and need no parsing
        return frozenset()
    return tables_read(sql)
