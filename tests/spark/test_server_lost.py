"""A server that isn't there, or is lost in the middle: a clear answer, and nothing is lost with it."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

import queries
from data import engine
from data.access import Viewer
from data.engine.spark import tables
from data.engine.spark.database import SparkDatabase
from data.errors import Problem
from data.tables import store
from data.tables.schemas import CONTACTS, IMPORTS, MESSAGES
from queries import Selection
from queries.answer_columns import with_people
from tests.answers import Fill
from tests.districts import ZONE
from tests.import_files import import_file, log_file, text
from tests.spark.conftest import ask
from tests.spark.server import EXECUTORS, SparkServer, spark_server

MANY = 300_000  # more texts than what waits between the server and its reader
FIRST = datetime(2026, 9, 1, 12, tzinfo=UTC)
FEW = 300  # texts of one broadcast among them
SCHOOLS = "Elm", "Oak"
NOWHERE = "sc://127.0.0.1:9"


@pytest.fixture
def own_server() -> Iterator[SparkServer]:
    """A server of one test, which ends it."""
    with spark_server() as own:
        yield own


def _texts(count: int) -> dict[str, pa.Table]:
    columns = {
        "service": pa.repeat("s", count),
        "message_id": pa.array([f"a rather long identifier of a text {place}" for place in range(count)]),
        "result": pa.repeat("Sent", count),
        "requested_at": pa.array([FIRST + timedelta(seconds=place) for place in range(count)]),
        "broadcast_id": pa.array(["B-1" if place < FEW else None for place in range(count)]),
        "school": pa.array([SCHOOLS[place % 2] for place in range(count)]),
        "contact_id": pa.array([f"c{place}" for place in range(count)]),
    }
    imports = pa.Table.from_pylist([{"import_id": "000001"}], schema=IMPORTS)
    return {"messages": _filled_up(columns, MESSAGES), "imports": imports}


def _contacts(count: int) -> dict[str, pa.Table]:
    columns = {
        "contact_id": pa.array([f"c{place}" for place in range(count)]),
        "name": pa.array([f"Parent {place}" for place in range(count)]),
        "seen_from": pa.repeat(FIRST, count),
        "seen_until": pa.repeat(FIRST, count),
    }
    return {"contacts": _filled_up(columns, CONTACTS)}


def _filled_up(columns: dict[str, pa.Array], schema: pa.Schema) -> pa.Table:
    count = len(next(iter(columns.values())))
    every = [columns.get(one.name, pa.nulls(count, one.type)) for one in schema]
    return pa.table(every, names=schema.names).cast(schema)


def test_a_server_that_is_not_there_is_named_and_small_questions_are_answered(
    district: Path, logs: str, fill: Fill, viewer: Viewer
) -> None:
    fill(logs, _texts(3))
    ask(district, f"{NOWHERE}/;token=secret")
    with pytest.raises(Problem, match="The Spark server doesn't answer") as error:
        queries.run("messages", viewer)
    assert error.value.where == NOWHERE, "an address can hold a token, which no page shows"
    assert queries.run("stage_totals", viewer)["texts"].to_pylist()[-1] == 3


def test_a_server_that_is_killed_during_a_download_is_a_clear_message(
    district: Path, logs: str, fill: Fill, viewer: Viewer, own_server: SparkServer
) -> None:
    tmp_path = district.parent
    fill(logs, _texts(MANY))
    ask(district, own_server.address)
    with ThreadPoolExecutor(1) as beside:
        download = beside.submit(_download, viewer, tmp_path / "texts.csv")
        while not _size(tmp_path / "texts.csv") and not download.done():
            time.sleep(0.01)
        assert not download.done(), "the download was over before the server was"
        own_server.kill()
        with pytest.raises(Problem, match="The connection to the Spark server was lost") as error:
            download.result(120)
    assert "Try again" in error.value.next_step

    with spark_server(own_server.port):
        rows = _download(viewer, tmp_path / "again.csv")
    assert rows == MANY == len((tmp_path / "again.csv").read_bytes().splitlines())


def test_a_server_that_is_killed_during_an_import_leaves_everything_as_it_was(
    district: Path, logs: str, viewer: Viewer, own_server: SparkServer, tmp_path: Path
) -> None:
    import_file(log_file(tmp_path, text("m1")))
    before = store.newest(logs)
    ask(district, own_server.address)
    new = log_file(tmp_path, text("m1"), text("m2"), text("m3"), name="new.csv")
    with ThreadPoolExecutor(1) as beside:
        own_server.process.send_signal(signal.SIGSTOP)  # it takes the question, and doesn't answer
        importing = beside.submit(import_file, new)
        time.sleep(5)
        assert not importing.done(), "the import didn't wait for its texts to be counted"
        own_server.kill()
        with pytest.raises(Problem, match="Spark server"):
            importing.result(120)
    assert store.newest(logs).number == before.number, "what couldn't be counted was committed"

    ask(district, "duckdb")
    assert queries.run("messages", viewer).num_rows == 1
    with spark_server(own_server.port):
        ask(district, own_server.address)
        import_file(new)
        assert queries.run("messages", viewer).num_rows == 3
        assert queries.run("stage_totals", viewer)["texts"].to_pylist()[-1] == 3


def test_executors_that_end_are_started_again_and_what_was_asked_is_answered(
    district: Path, logs: str, fill: Fill, viewer: Viewer, own_server: SparkServer
) -> None:
    tmp_path = district.parent
    fill(logs, _texts(MANY) | _contacts(tables.MANY_ROWS + 1))
    ask(district, own_server.address)
    with_names, one_day = with_people(queries.read("messages")), Selection(to_day=FIRST.date())
    queries.write_csv(with_names, viewer, tmp_path / "names.csv", Selection(broadcasts=("B-1",)))
    first = _session_of(logs)
    with ThreadPoolExecutor(1) as beside:
        download = beside.submit(_download, viewer, tmp_path / "texts.csv")
        while not _size(tmp_path / "texts.csv") and not download.done():
            time.sleep(0.01)
        assert not download.done(), "the download was over before the executors were"
        assert own_server.kill_executors() == EXECUTORS
        assert download.result(120) == MANY
    rows = queries.write_csv(with_names, viewer, tmp_path / "names.csv", one_day)
    assert _session_of(logs) is not first, "the names were still there, which executors had"

    with queries.asking(engine.Database(store.newest(logs), ZONE)):
        assert queries.write_csv(with_names, viewer, tmp_path / "same.csv", one_day) == rows
    names = (tmp_path / "names.csv").read_bytes()
    assert b"Parent 1" in names
    assert names == (tmp_path / "same.csv").read_bytes()


def _session_of(logs: str) -> object:
    database = engine.database(logs)
    assert isinstance(database, SparkDatabase)
    with database.session.connection() as connection:
        return connection


def _download(viewer: Viewer, target: Path) -> int:
    return queries.write_csv("messages", viewer, target)


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0
