"""Lookup tables of the import's database: what the distinct values of the staged records mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import duckdb
import pyarrow as pa

from data import engine, numbers
from data.importer.rows.database import sql
from data.words import vocabulary_tables

READ_AT_ONCE = 100_000  # distinct odd numbers that the library reads at once


def read_numbers(connection: duckdb.DuckDBPyConnection, region: str) -> None:
    """Fill `numbers_read` (text, number, why) with what the library reads in numbers that aren't plain."""
    connection.execute(sql("staging", "create_numbers_read"))
    odd = connection.sql(sql("staging", "odd_numbers")).to_arrow_reader(READ_AT_ONCE)
    for batch in odd.read_all().to_batches(READ_AT_ONCE):
        texts = batch["text"].to_pylist()
        values = [numbers.read(text, region) for text in texts]
        whys = [
            numbers.why_not(text) if value is None else None
            for text, value in zip(texts, values, strict=True)
        ]
        _add(connection, "numbers_read", {"text": texts, "number": values, "why": whys})


def read_distinct(
    connection: duckdb.DuckDBPyConnection,
    columns: Sequence[str],
    table: str,
    read: Callable[..., dict[str, object]],
    schema: pa.Schema,
) -> None:
    """Fill `table` with the row that `read` returns for every distinct combination of staged columns.

    `read` gets the values of `columns`, which are this project's own names. It returns {} for no row.
    """
    combinations = connection.sql(f"select distinct {', '.join(columns)} from staged").to_arrow_table()
    rows = [read(*row.values()) for row in combinations.to_pylist()]
    engine.keep(connection, table, pa.Table.from_pylist([row for row in rows if row], schema=schema))


def keep_vocabulary(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of the vocabulary, for the rules to join."""
    for name, rows in vocabulary_tables.tables().items():
        engine.keep(connection, name, rows)


def _add(connection: duckdb.DuckDBPyConnection, table: str, rows: Mapping[str, Sequence[object]]) -> None:
    types = {"number": pa.int64()}
    columns = {name: pa.array(cells, types.get(name, pa.string())) for name, cells in rows.items()}
    engine.add(connection, table, pa.table(columns))
