"""On which line of the file each row that isn't imported begins, by the line ends in cells."""

from __future__ import annotations

import duckdb
import pytest

from data.importer.recognize import formats
from data.importer.recognize.columns import Recognized
from data.importer.rows import left_out
from tests.data.importer.rows.small_tables import fill, step

JUDGED = "record bigint, line bigint, omission struct(kind varchar, field varchar, why varchar)"
OMITTED = "{'kind': 'rejected', 'field': 'number', 'why': 'none'}"


@pytest.fixture
def file(small: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Six records; the cells of record 1 have two line ends, and those of record 3 have one."""
    small.execute(
        "create or replace table records as select null as line, null as broken, 'x' as a, "
        "replace(b, '~', chr(10)) as b from (values ('y'), ('y~y~'), ('y'), ('~y'), ('y'), (null)) as r (b)"
    )
    fill(
        small,
        "judged",
        JUDGED,
        *(f"{record} | | {OMITTED if record in (1, 3, 5) else ''}" for record in range(6)),
    )
    step(small, "left_out", "line_ends")
    step(small, "left_out", "omitted")
    return small


def test_line_ends_in_cells_add_up(file: duckdb.DuckDBPyConnection) -> None:
    assert file.sql("from ends_inside order by record").fetchall() == [(1, 2), (3, 3)]
    assert step(file, "left_out", "all_line_ends") == [(3,)]


def test_a_row_begins_after_the_lines_of_the_rows_before_it(file: duckdb.DuckDBPyConnection) -> None:
    assert step(file, "left_out", "spans") == [(1, 3), (5, 2), (8, 1)]


def test_a_file_without_line_ends_in_cells_has_a_line_for_each_record(
    file: duckdb.DuckDBPyConnection,
) -> None:
    step(file, "left_out", "no_line_ends")
    step(file, "left_out", "omitted")
    assert step(file, "left_out", "all_line_ends") == [(0,)]
    assert step(file, "left_out", "spans") == [(1, 1), (3, 1), (5, 1)]


def test_rows_come_in_the_order_of_the_file_with_their_line(file: duckdb.DuckDBPyConnection) -> None:
    file.execute(
        "create or replace table originals as select record, 'cell' as a from omitted order by record desc"
    )
    rows = step(file, "left_out", "rows", {"first_line": 2})
    assert rows == [(line, "rejected", "number", "none", "cell") for line in (3, 7, 10)]
    file.execute("update omitted set line = 40 where record = 3")
    assert [row[0] for row in step(file, "left_out", "rows", {"first_line": 2})] == [3, 40, 10]


@pytest.mark.parametrize(
    ("field", "number_place", "column"),
    [("number", 1, "Cell"), ("number", None, "Home"), ("contact_id", 1, "contact_id"), (None, None, None)],
)
def test_the_reason_of_several_numbers_is_the_rows_own(
    field: str | None, number_place: int | None, column: str | None
) -> None:
    recognized = Recognized(formats.by_id("contacts"), ("Home", "Cell"), (("number", 0),))
    assert left_out._column(recognized, field, number_place) == column
