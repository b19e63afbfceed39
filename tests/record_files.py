"""The record filled from the rows of a small CSV."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa

from data import settings
from data.record import journal
from data.record.entry import Entry


def record_folder() -> Path:
    """Return the folder of the district's record."""
    return Path(settings.load().record)


def write_record(rows: pa.Table) -> None:
    """Write an entry for each row, in the order of their numbers."""
    folder = record_folder()
    folder.mkdir(exist_ok=True)
    for row in rows.to_pylist():
        texts = {name: row[name] or "" for name in ("who", "role", "action", "about", "detail")}
        entry = Entry(
            row["entry"],
            row["happened_at"],
            **texts,
            filters=json.loads(row["filters"] or "{}"),
            rows=row["row_count"],
            masked=row["is_masked"],
            subject=row["subject"],
        )
        assert journal.append(folder, entry).number == row["entry"]
