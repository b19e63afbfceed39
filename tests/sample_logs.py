"""The committed sample files as rows, under the names that the tables give the columns."""

from __future__ import annotations

import functools
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from data.importer.recognize import cell_words, formats
from data.sample import FILES, generate

FOLDER = Path(generate.__file__).parent
Rows = list[dict[str, Any]]
Story = list[tuple[datetime, str]]


@functools.cache
def rows_of(file_name: str) -> Rows:
    """The rows of one file."""
    columns = formats.by_id(dict(FILES)[file_name]).columns
    plain = {header: name for name, headers in reversed([*columns.items()]) for header in headers}
    table = pq.read_table(FOLDER / file_name)
    rows: Rows = table.rename_columns([plain[header] for header in table.column_names]).to_pylist()
    return rows


@functools.cache
def texts() -> Rows:
    """The message log, with the reason that the importer reads out of each row."""
    return [
        row | {"reason": cell_words.reason(row["reason_text"] or "", row["result"])}
        for row in rows_of("message_log.parquet")
    ]


def contacts() -> Rows:
    """The contact list."""
    return rows_of("contacts.parquet")


@functools.cache
def stories() -> dict[str, Story]:
    """The changes of each number's status, oldest first."""
    found: dict[str, Story] = {}
    for row in rows_of("status_log.parquet"):
        found.setdefault(row["number"], []).append((row["changed_at"], row["status"]))
    return found
