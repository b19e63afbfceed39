"""ClickHouse in this process (chDB) over the raw Parquet files."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

from chdb.session import Session

from tests.bench.peers.ask import Row
from tests.bench.peers.engines import sql


class ChDb:
    """A session with a view of the files."""

    version = f"chDB {version('chdb')} over Parquet"

    def __init__(self, files: list[str]) -> None:
        """Open a session whose view reads all files of the folder."""
        self._session = Session()
        pattern = Path(files[0]).with_name("*.parquet")
        self._session.query("create database own engine = Atomic")
        self._session.query(f"create view own.texts as select * from file('{pattern}', Parquet)")

    def ask(self, question: str, case: dict[str, Any]) -> list[Row]:
        answer = self._session.query(sql.filled(STATEMENTS[question], question, case), "JSONCompact")
        return [tuple(row) for row in json.loads(str(answer))["data"]]


def prepare(order: dict[str, Any]) -> ChDb:
    """Return the engine over the raw files."""
    return ChDb(order["files"])


STATEMENTS = {
    question: statement.replace("from texts", "from own.texts")
    + " settings output_format_json_quote_64bit_integers = 0"
    for question, statement in sql.statements(
        day="toString(toDate(requested_at, 'America/Chicago'))",
        instant="toUnixTimestamp(requested_at)",
        at="fromUnixTimestamp({})",
        place="{{{}}}",
    ).items()
}
