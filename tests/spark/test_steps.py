"""The steps of a question, which Spark keeps until the answer is there, and no longer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

import queries
from data import engine
from data.access import Viewer
from data.engine.interruption import Asker, asked_by
from data.engine.spark.database import SparkDatabase
from data.engine.spark.translation import translated
from data.errors import Problem
from tests.answers import EVERY, Fill, ReadGiven


@pytest.fixture
def on_spark_alone(on_spark: str, logs: str, fill: Fill, read_given: ReadGiven) -> Iterator[SparkDatabase]:
    """Logs of two schools, which are asked about on Spark."""
    assert on_spark
    fill(logs, read_given(EVERY))
    database = engine.database(logs)
    assert isinstance(database, SparkDatabase)
    with queries.asking(database):
        yield database


def steps_left(database: SparkDatabase) -> list[str]:
    """Return the names of the steps that the session keeps."""
    with database.session.connection() as connection:
        tables = connection.spark.catalog.listTables()
    return [table.name for table in tables if table.name.startswith("run_")]


def test_steps_are_kept_while_rows_are_read_and_forgotten_when_nobody_reads_on(
    on_spark_alone: SparkDatabase, viewer: Viewer
) -> None:
    with closing(queries.stream("broadcast_reach", viewer, enough=5)) as batches:
        assert next(batches).num_rows
        assert steps_left(on_spark_alone)
    assert steps_left(on_spark_alone) == []


def test_steps_of_a_question_that_fails_are_forgotten(
    on_spark_alone: SparkDatabase, viewer: Viewer
) -> None:
    steps = translated(queries.read("broadcast_reach").sql).steps
    assert steps
    assert ":enough" not in str(steps), "the question would fail before it has a step"
    with pytest.raises(Problem, match="Spark couldn't answer"):
        queries.run("broadcast_reach", viewer, enough="five")
    assert steps_left(on_spark_alone) == []


def test_steps_of_a_question_that_nobody_waits_for_are_forgotten(
    on_spark_alone: SparkDatabase, viewer: Viewer
) -> None:
    def is_gone() -> bool:
        seen.extend([] if seen else steps_left(on_spark_alone))
        return bool(seen)

    def leave() -> None:
        raise Left

    seen: list[str] = []
    with asked_by(Asker(is_gone, leave)), pytest.raises(Left):
        queries.run("broadcast_reach", viewer, enough=5)
    assert seen
    assert steps_left(on_spark_alone) == []


class Left(Exception):
    """Nobody waits for the answer anymore."""
