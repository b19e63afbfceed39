"""The record of who did what as the table `record`, as it is when a question reads it.

It isn't a table of the snapshot: it has an entry more after each look-up, which makes no new data.
"""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pyarrow as pa

from data import settings
from data.engine.connections import no_rows, quoted
from data.record import files
from data.tables.schemas import INSTANT

RECORD = pa.schema(
    [
        ("entry", pa.int64()),
        ("happened_at", INSTANT),
        *((name, pa.string()) for name in ("who", "role", "action", "about", "detail", "filters")),
        ("row_count", pa.int64()),
        ("is_masked", pa.bool_()),
        ("subject", pa.string()),
        ("hash", pa.string()),
    ]
)
SQL = re.sub("--.*", "", Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
PLACE = "'files of the record'"


def open_record(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the view `record` of the files that are there now."""
    places = files.every(Path(settings.load().record))
    listed = f"[{', '.join(map(quoted, places))}]"
    rows = SQL.replace(PLACE, listed) if places else no_rows(connection, RECORD)
    connection.execute(f"create or replace view record as {rows}")
