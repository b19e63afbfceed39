"""Parquet files: typed cells as the text that a CSV file would have."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from data import engine
from data.errors import Problem
from data.importer.files.sources import Source, address, check_header
from data.words.catalog import _

ROW_NUMBER = "file_row_number"  # DuckDB's own name for a row's place, from 0


def open_parquet(path: Path) -> Source:
    """Open a Parquet file. Times without a zone are local, as in every file."""
    try:
        schema = pq.read_schema(path)
        with engine.borrowed() as connection:
            connection.execute(f"select 1 from read_parquet({address(path)}) limit 1")
    except (OSError, ValueError, duckdb.Error):
        raise Problem(
            _("This file can't be opened as a Parquet file."),
            where=path.name,
            next_step=_("Check whether it is complete, then export it again."),
        ) from None
    header = check_header(schema.names, path.name)
    cells = ", ".join(f"{_text(f'cell{place}', field)} as c{place}" for place, field in enumerate(schema))
    names = ", ".join(f"cell{place}" for place in range(len(schema)))
    # DuckDB can't add its number of rows to a file that has a column of that name.
    is_free = ROW_NUMBER not in {name.lower() for name in schema.names}
    numbered = f"select * from read_parquet({address(path)}, {ROW_NUMBER} = true)"
    counted = f"select *, row_number() over () - 1 from read_parquet({address(path)})"
    relation = (
        f"select {cells}, record, record + 1 as line, cast(null as varchar) as broken "
        f"from ({numbered if is_free else counted}) as every({names}, record)"
    )
    return Source(path, "parquet", header, relation, careful=True)


def _text(name: str, field: pa.Field) -> str:
    """Return the SQL of a cell as text; a whole number has no decimal point, as in a workbook."""
    text = f"cast({name} as varchar)"
    if pa.types.is_floating(field.type):
        whole = f"format('{{:.0f}}', cast({name} as double))"
    elif pa.types.is_decimal(field.type):
        whole = f"cast(cast({name} as decimal(38, 0)) as varchar)"
    else:
        return text
    return f"case when {name} % 1 = 0 then {whole} else {text} end"
