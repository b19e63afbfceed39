"""The database behind the questions: which data it holds, and what it tells of a fault."""

from __future__ import annotations

import shutil

import pyarrow as pa
import pytest

import queries
from data import engine
from data.access import Viewer
from data.errors import Problem
from data.tables import store
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


def test_logs_that_were_deleted_and_made_anew_are_read_anew(fill: Fill, logs: str, viewer: Viewer) -> None:
    before = fill(logs, _texts(3))
    assert queries.run("stage_totals", viewer)["texts"].to_pylist()[-1] == 3
    shutil.rmtree(logs)
    after = fill(logs, _texts(5))
    assert before.number == after.number
    assert queries.run("stage_totals", viewer)["texts"].to_pylist()[-1] == 5


def test_the_same_data_version_is_opened_once(fill: Fill, logs: str) -> None:
    fill(logs, _texts(1))
    assert engine.database(logs) is engine.database(logs)


def test_a_fault_of_the_database_is_told_without_any_value(logs: str) -> None:
    with pytest.raises(Problem) as told:
        engine.Database(store.newest(logs), "America/Chicago").fetch(
            "select cast($number as integer)", {"number": "212-555-0101"}
        )
    assert "555" not in str(told.value)
