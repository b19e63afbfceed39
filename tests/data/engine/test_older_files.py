"""Files of a store that was written before columns were added."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet as pq

from data import engine
from data.tables.schemas import MESSAGES

ADDED = ("parts", "price", "is_unicode")
OLD = pa.schema([field for field in MESSAGES if field.name not in {*ADDED, "month"}])
NEW = pa.schema([field for field in MESSAGES if field.name != "month"])
ROWS: dict[str, tuple[pa.Schema, dict[str, object]]] = {
    "2026-08": (OLD, {"message_id": "a"}),
    "2026-09": (NEW, {"message_id": "b", "parts": 2}),
}


def _file(folder: Path, month: str) -> str:
    schema, row = ROWS[month]
    file = folder / f"month={month}" / "rows.parquet"
    file.parent.mkdir()
    pq.write_table(pa.Table.from_pylist([{**dict.fromkeys(schema.names), **row}], schema=schema), file)
    return str(file)


@pytest.mark.parametrize("months", [["2026-08"], ["2026-08", "2026-09"], ["2026-09", "2026-08"]])
def test_columns_that_older_files_lack_are_null(tmp_path: Path, months: list[str]) -> None:
    with engine.connect() as connection:
        files = [_file(tmp_path, month) for month in months]
        engine.open_files(connection, "messages", MESSAGES, files)
        rows = connection.sql("select * from messages order by message_id").to_arrow_table()
    assert rows.schema.names == MESSAGES.names
    texts = [(row["message_id"], row["parts"], row["month"]) for row in rows.to_pylist()]
    assert texts == [("a", None, "2026-08"), ("b", 2, "2026-09")][: len(months)]
