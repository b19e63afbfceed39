"""Lookup tables of the import's database: what the distinct values of the staged records mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import duckdb
import pyarrow as pa

from data import engine
from data.importer.recognize.numbers import number_cells
from data.importer.recognize.numbers.number_cells import NumberCell
from data.importer.rows.database import sql
from data.words import vocabulary_tables

READ_AT_ONCE = 100_000  # distinct odd numbers that the library reads at once
NUMBERS_READ = pa.schema(
    [
        *(("text", pa.string()), ("number", pa.int64()), ("why", pa.string())),
        *(("has_words", pa.bool_()), ("is_extension", pa.bool_())),
    ]
)
NUMBER_LISTS = pa.schema(
    [("text", pa.string()), ("parts", pa.list_(pa.string())), ("numbers", pa.list_(pa.int64()))]
)


def read_numbers(connection: duckdb.DuckDBPyConnection, region: str) -> None:
    """Fill `numbers_read` with the number of every distinct cell that isn't plain, or why it has none.

    `number_lists` gets the cells that are lists of numbers, each with its parts.
    """
    connection.execute(sql("staging", "create_numbers_read"))
    connection.execute(sql("staging", "create_number_lists"))
    odd = connection.sql(sql("staging", "odd_numbers")).to_arrow_reader(READ_AT_ONCE)
    for batch in odd.read_all().to_batches(READ_AT_ONCE):
        texts = batch["text"].to_pylist()
        cells = [number_cells.read(text, region) for text in texts]
        engine.add(connection, "numbers_read", pa.table([*_columns(texts, cells)], NUMBERS_READ))
        lists = [
            {"text": text, "parts": cell.parts, "numbers": _numbers(cell.parts, region)}
            for text, cell in zip(texts, cells, strict=True)
            if cell.parts
        ]
        if lists:
            engine.add(connection, "number_lists", pa.Table.from_pylist(lists, NUMBER_LISTS))


def _numbers(parts: tuple[str, ...], region: str) -> list[int | None]:
    return [number_cells.read(part, region).number for part in parts]


def _columns(texts: list[str], cells: list[NumberCell]) -> Iterator[pa.Array]:
    yield pa.array(texts, pa.string())
    yield pa.array([cell.number for cell in cells], pa.int64())
    yield pa.array([cell.why for cell in cells], pa.string())
    yield pa.array([cell.has_words for cell in cells], pa.bool_())
    yield pa.array([cell.why == number_cells.EXTENSION_LINE for cell in cells], pa.bool_())


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
