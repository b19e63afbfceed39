"""DataFusion over the raw Parquet files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import datafusion

from tests.bench.peers.ask import Row
from tests.bench.peers.engines import sql


class DataFusion:
    """A context with a table of the files."""

    version = f"DataFusion {datafusion.__version__} over Parquet"

    def __init__(self, files: list[str]) -> None:
        """Register the folder of the files."""
        self._context = datafusion.SessionContext()
        self._context.register_parquet("texts", str(Path(files[0]).parent))

    def ask(self, question: str, case: dict[str, Any]) -> list[Row]:
        answer = self._context.sql(sql.filled(STATEMENTS[question], question, case)).to_arrow_table()
        return list(zip(*(column.to_pylist() for column in answer.columns), strict=True))


def prepare(order: dict[str, Any]) -> DataFusion:
    """Return the engine over the raw files."""
    return DataFusion(order["files"])


STATEMENTS = sql.statements(
    day="to_char(requested_at at time zone 'America/Chicago', '%Y-%m-%d')",
    instant="cast(date_part('epoch', requested_at) as bigint)",
    at="to_timestamp_seconds({})",
    place="{{{}}}",
)
