"""The engine behind the questions: which data it holds, and what its errors say."""

from __future__ import annotations

import shutil

import duckdb
import pyarrow as pa
import pytest
import sqlglot
from sqlglot.expressions import Table

import queries
from data import engine
from data.access import Viewer
from data.engine import connections
from data.engine.derived import EVERY, LATE, SQL, missing_tables, tables_read
from data.errors import Problem
from data.tables import store, used_stores
from data.tables.schemas import IMPORTS, MESSAGES
from tests.answers import Fill
from tests.import_files import utc


def _texts(count: int) -> dict[str, pa.Table]:
    rows = [
        {"service": "s", "message_id": f"m{n}", "result": "Sent", "requested_at": utc(2026, 9, 1, 12)}
        for n in range(count)
    ]
    return {
        "messages": pa.Table.from_pylist(rows, schema=MESSAGES),
        "imports": pa.Table.from_pylist([{"import_id": "000001"}], schema=IMPORTS),
    }


def test_logs_that_were_deleted_and_recreated_are_read_again(fill: Fill, logs: str, viewer: Viewer) -> None:
    before = fill(logs, _texts(3))
    assert queries.run("stage_totals", viewer)["texts"].to_pylist()[-1] == 3
    shutil.rmtree(logs)
    after = fill(logs, _texts(5))
    used_stores.confirm_move()
    assert before.number == after.number
    assert queries.run("stage_totals", viewer)["texts"].to_pylist()[-1] == 5


def test_the_same_data_version_is_opened_once(fill: Fill, logs: str) -> None:
    fill(logs, _texts(1))
    assert engine.database(logs) is engine.database(logs)


def test_an_error_of_the_database_repeats_no_value(logs: str) -> None:
    with pytest.raises(Problem) as error:
        engine.Database(store.newest(logs), "America/Chicago").fetch(
            "select cast($number as integer)", {"number": "212-555-0101"}
        )
    assert "555" not in str(error.value)


@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        ("select 1", set()),
        ("select messages.result from imports as messages", {"imports"}),
        ("select 'messages' as contacts -- left_out", set()),
        ("with texts as (select * from messages) select * from texts", {"messages"}),
        ("select 1 where 1 in (select number from reminders)", {"reminders"}),
        (
            "select * from current_owners",
            {"current_owners", "current_contacts", "newest_lists", "contacts"},
        ),
    ],
    ids=["none", "alias", "words", "clause", "subquery", "derived"],
)
def test_the_tables_that_a_question_reads_are_parsed(sql: str, tables: set[str]) -> None:
    with engine.connect() as connection:
        assert tables_read(connection, sql) == tables


def test_the_tables_that_questions_read_are_those_that_another_parser_finds() -> None:
    with engine.connect() as connection:
        for sql in (*(queries.read(name).sql for name in queries.names()), *SQL.values()):
            tables = EVERY & {table.name for table in sqlglot.parse_one(sql, read="duckdb").find_all(Table)}
            sources = (tables_read(connection, SQL[name]) for name in tables & SQL.keys())
            assert tables_read(connection, sql) == tables.union(*sources)


def test_every_question_that_reads_a_late_table_is_parsed() -> None:
    with engine.connect() as connection:
        sql = {name: queries.read(name).sql for name in queries.names()}
        late = {name for name in sql if missing_tables(connection, sql[name], EVERY - LATE)}
        assert late == {name for name in sql if tables_read(connection, sql[name]) & LATE}
    assert {"pending_totals", "reminder_outcomes", "statuses"} <= late
    assert "messages" not in late


def test_no_connection_fetches_code_from_outside() -> None:
    with engine.connect() as connection:
        for name in connections.NOTHING_FROM_OUTSIDE:
            assert connection.sql(f"select current_setting('{name}')").fetchall() == [(False,)]
        with pytest.raises(duckdb.Error, match="spatial"):
            connection.execute("load spatial")
