"""The three kinds of files: what judges, merges and writes their rows, and what they are stored as."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import duckdb
import pyarrow as pa

from data.importer.rows import contacts, log, status
from data.importer.rows.run import Merged, Run
from data.tables.schemas import CONTACTS, MESSAGES, STATUS_CHANGES

STORED_AS: dict[str, pa.Schema] = {"log": MESSAGES, "status": STATUS_CHANGES, "contacts": CONTACTS}


class Rules(Protocol):
    """The steps of one kind of file, from staged to stored rows."""

    def judge(self, connection: duckdb.DuckDBPyConnection, run: Run, /) -> None:
        """Make the view `judged`: a row for every staged record and why it is omitted, if it is."""

    def merge(
        self, connection: duckdb.DuckDBPyConnection, run: Run, counts: Mapping[str, Any], /
    ) -> Merged:
        """Compare the judged rows with those stored before. Return how many are new or changed."""

    def write(self, connection: duckdb.DuckDBPyConnection, run: Run, counts: Mapping[str, Any], /) -> None:
        """Write the merged rows to the tables."""


RULES: dict[str, Rules] = {"log": log, "status": status, "contacts": contacts}
