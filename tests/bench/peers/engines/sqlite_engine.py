"""SQLite with an index for each question. It knows no time zones, so the local day is stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from tests.bench.peers.ask import Row
from tests.bench.peers.engines import sql

COLUMNS = (
    "message_id, requested_at, broadcast_id, broadcast, sent_by, school, contact_id, number, result, reason"
)
READ = """
    select
        message_id, cast(epoch(requested_at) as bigint), broadcast_id, broadcast, sent_by, school,
        contact_id, number, result, reason,
        cast(cast(requested_at at time zone 'America/Chicago' as date) as varchar)
    from read_parquet($files)
"""
INDEXES = (
    "create index by_time on texts (requested_at, day, result)",
    "create index by_number on texts (number, requested_at)",
    "create index by_school on texts (school, requested_at)",
)


class Sqlite:
    """A database file with all texts."""

    version = f"SQLite {sqlite3.sqlite_version} with indexes"

    def __init__(self, file: Path, files: list[str]) -> None:
        """Write every text, and then the indexes."""
        self._connection = sqlite3.connect(file)
        self._connection.execute("pragma journal_mode = off")
        self._connection.execute("pragma synchronous = off")
        self._connection.execute("pragma cache_size = -1000000")
        self._connection.execute("pragma mmap_size = 8000000000")
        self._connection.execute(f"create table texts ({COLUMNS}, day)")
        with self._connection:
            self._connection.executemany(f"insert into texts values ({', '.join('?' * 11)})", _rows(files))
        for index in INDEXES:
            self._connection.execute(index)
        self._connection.execute("analyze")

    def ask(self, question: str, case: dict[str, Any]) -> list[Row]:
        values = sql.named(question, case)
        rows: list[Row] = self._connection.execute(STATEMENTS[question], values).fetchall()
        return rows


def prepare(order: dict[str, Any]) -> Sqlite:
    """Return a database with all texts, in the folder of the order."""
    return Sqlite(Path(order["folder"]) / "texts.sqlite", order["files"])


def _rows(files: list[str]) -> Iterator[Row]:
    with duckdb.connect() as connection:
        for file in files:
            answer = connection.execute(READ, {"files": [file]})
            while rows := answer.fetchmany(50_000):
                yield from rows


STATEMENTS = sql.statements(day="day", instant="requested_at", at="{}", place=":{}")
