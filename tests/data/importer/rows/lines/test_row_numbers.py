"""Every record has a number, which is its place in the file, however the file is read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from data import settings
from data.importer import ImportOrder
from data.importer.opened_file import opened
from data.importer.recognition import recognize_source
from data.importer.rows import database, staging
from tests.import_files import CHANGED, CONTACTS, LOG, SENT, csv_text, text, written

# Several of the 32 MB that DuckDB gives each of its threads at a time.
ROWS, FILLING = 250_000, "x" * 400
REORDERING = ("join", "order", "sort", "window", "top_n", "group", "distinct")


@contextmanager
def _staged(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    order = ImportOrder(file, file.name)
    with opened(order) as one:
        recognized = recognize_source(one.source, order)
        with database.database(one.work, settings.load()) as connection:
            connection.execute("set threads = 4")
            staging.stage(connection, one.source, recognized)
            yield connection


@pytest.mark.parametrize("is_ragged", [False, True], ids=["read by DuckDB", "split record by record"])
def test_the_number_of_a_record_is_its_place_in_a_file_that_is_read_in_parallel(
    tmp_path: Path, *, is_ragged: bool
) -> None:
    rows = ROWS // 10 if is_ragged else ROWS
    file = tmp_path / "log.csv"
    with file.open("w", encoding="utf-8") as lines:
        lines.write(csv_text(LOG))
        lines.writelines(f"{n},2026-09-30 08:12,2125550101,{SENT},{FILLING}\n" for n in range(rows))
        lines.write("Total,,,,\n" if is_ragged else "")
    with _staged(file) as connection:
        misplaced = connection.sql(
            "select count(*) from staged where record <> try_cast(message_id as bigint)"
        )
        numbered = connection.sql("select count(distinct record), min(record), max(record) from staged")
        assert misplaced.fetchall() == [(0,)]
        last = rows if is_ragged else rows - 1
        assert numbered.fetchall() == [(last + 1, 0, last)]


@pytest.mark.parametrize(
    ("kind", "header", "cells"),
    [
        ("log", LOG, text("m1")),
        ("status", CHANGED, ("(212) 555-0101", "Opted In", "2026-09-30", "form")),
        ("contacts", CONTACTS, ("c1", "(212) 555-0101", "Bo", "Oak", "s1", "2026-09-30")),
    ],
    ids=["message log", "consent list", "contact list"],
)
def test_nothing_between_a_file_and_its_numbered_rows_can_change_their_order(
    tmp_path: Path, kind: str, header: tuple[str, ...], cells: tuple[object, ...]
) -> None:
    with _staged(written(tmp_path / "file.csv", csv_text(header, cells))) as connection:
        cleaning = f"explain create table again as select * from ({database.sql(f'{kind}/stage')})"
        plan = str(connection.sql(cleaning).fetchall()).lower()
        assert "read_csv" in plan
        assert [step for step in REORDERING if step in plan.replace("record", "")] == []
        assert connection.sql("select current_setting('preserve_insertion_order')").fetchall() == [(True,)]
