"""DuckDB straight over the raw Parquet files."""

from __future__ import annotations

from typing import Any

import duckdb

from tests.bench.peers.ask import Row
from tests.bench.peers.engines import sql


class StraightDuckDb:
    """A connection with a view of the files."""

    version = f"DuckDB {duckdb.__version__} over Parquet"

    def __init__(self, files: list[str]) -> None:
        """Open a database in memory; its cursors can be used by several threads."""
        self._connection = duckdb.connect()
        self._connection.execute("set enable_progress_bar = false")
        self._connection.execute(f"create view texts as from read_parquet({files!r})")

    def ask(self, question: str, case: dict[str, Any]) -> list[Row]:
        with self._connection.cursor() as cursor:
            rows: list[Row] = cursor.execute(STATEMENTS[question], sql.named(question, case)).fetchall()
        return rows


def prepare(order: dict[str, Any]) -> StraightDuckDb:
    """Return the engine over the raw files."""
    return StraightDuckDb(order["files"])


STATEMENTS = sql.statements(
    day="cast(cast(requested_at at time zone 'America/Chicago' as date) as varchar)",
    instant="cast(epoch(requested_at) as bigint)",
    at="to_timestamp({})",
    place="${}",
)
