"""Parquet files: typed cells written as the text that the CSV reader would meet."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from data import engine
from data.errors import Problem
from data.importer.files.sources import Source, address, check_header

LINE = "file_row_number"  # DuckDB's own name of a row's place, from 0


def open_parquet(path: Path) -> Source:
    """Open a Parquet file; times without a zone are local, as everywhere."""
    try:
        schema = pq.read_schema(path)
        with engine.connect() as connection:
            connection.execute(f"select 1 from read_parquet({address(path)}) limit 1")
    except (OSError, ValueError, duckdb.Error):
        raise Problem(
            "This file can't be opened as a Parquet file.",
            where=path.name,
            next_step="Look whether it is whole, and export it again.",
        ) from None
    header = check_header(schema.names, path.name)
    cells = ", ".join(f"{_text(f'given{place}', field)} as c{place}" for place, field in enumerate(schema))
    given = ", ".join(f"given{place}" for place in range(len(schema)))
    # A file that has a column of DuckDB's name for the line can't be asked for both.
    has_line = LINE not in {name.lower() for name in schema.names}
    asking = f"select * from read_parquet({address(path)}, {LINE} = true)"
    counting = f"select *, row_number() over () - 1 from read_parquet({address(path)})"
    relation = (
        f"select {cells}, place + 1 as line, cast(null as varchar) as broken "
        f"from ({asking if has_line else counting}) as every({given}, place)"
    )
    return Source(path, "parquet", header, relation, careful=True)


def _text(name: str, field: pa.Field) -> str:
    """A cell as text, in SQL; a whole number without a decimal point, as a workbook would show it."""
    text = f"cast({name} as varchar)"
    if pa.types.is_floating(field.type):
        whole = f"format('{{:.0f}}', cast({name} as double))"
    elif pa.types.is_decimal(field.type):
        whole = f"cast(cast({name} as decimal(38, 0)) as varchar)"
    else:
        return text
    return f"case when {name} % 1 = 0 then {whole} else {text} end"
