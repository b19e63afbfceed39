"""PostgreSQL with an index for each question: a real server on a socket of this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import psycopg

from tests.bench.peers.ask import Row
from tests.bench.peers.engines import sql

TABLE = """
    create unlogged table texts (
        message_id text, requested_at timestamptz, broadcast_id text, broadcast text, sent_by text,
        school text, contact_id text, number bigint, result text, reason text
    )
"""
CSV = "copy (select * from read_parquet($file)) to '{target}' (format csv, header false)"
AFTER = (
    "create index on texts (requested_at) include (result)",
    "create index on texts (number, requested_at)",
    "create index on texts (school, requested_at)",
    "vacuum analyze texts",
)
CHUNK = 1 << 20


class Postgres:
    """A connection to a database with all texts."""

    def __init__(self, connection: psycopg.Connection, folder: Path, files: list[str]) -> None:
        """Copy every text, and then make the indexes."""
        self._connection = connection
        self.version = f"PostgreSQL {connection.info.server_version // 10000} with indexes"
        connection.execute(TABLE)
        for file in files:
            self._copy(file, folder / "texts.csv")
        for statement in AFTER:
            connection.execute(statement)

    def ask(self, question: str, case: dict[str, Any]) -> list[Row]:
        values = sql.named(question, case)
        rows: list[Row] = self._connection.execute(STATEMENTS[question], values).fetchall()
        return rows

    def _copy(self, file: str, target: Path) -> None:
        with duckdb.connect() as connection:
            connection.execute("set timezone = 'UTC'")
            connection.execute(CSV.format(target=target), {"file": file})
        with (
            target.open("rb") as rows,
            self._connection.cursor().copy("copy texts from stdin (format csv)") as copy,
        ):
            while chunk := rows.read(CHUNK):
                copy.write(chunk)
        target.unlink()


def prepare(order: dict[str, Any]) -> Postgres:
    """Return the engine with all texts, in the database that the order names."""
    return Postgres(
        psycopg.connect(order["database"], autocommit=True), Path(order["folder"]), order["files"]
    )


STATEMENTS = sql.statements(
    day="(requested_at at time zone 'America/Chicago')::date::text",
    instant="extract(epoch from requested_at)::bigint",
    at="to_timestamp({})",
    place="%({})s",
)
