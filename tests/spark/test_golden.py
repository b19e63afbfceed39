"""Every answer that was worked out by hand, on both engines: value by value the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import queries
from data import engine
from data.engine.spark.database import SparkDatabase
from data.tables import store
from tests import golden_cases
from tests.answers import Fill, ReadGiven, lines
from tests.districts import ZONE
from tests.record_files import write_record

Engines = dict[str, engine.Engine]
EnginesOf = Callable[[Path], Engines]


@pytest.fixture(scope="module")
def engines_of(
    tmp_path_factory: pytest.TempPathFactory, fill: Fill, read_given: ReadGiven, server: str
) -> Iterator[EnginesOf]:
    """Return both engines over logs that hold the rows of a folder; those of the folder before end."""
    newest: dict[Path, Engines] = {}

    def engines(folder: Path) -> Engines:
        if folder not in newest:
            newest.clear()
            uri = str(tmp_path_factory.mktemp("logs"))
            fill(uri, read_given(folder))
            snapshot = store.newest(uri)
            newest[folder] = {
                "DuckDB": engine.Database(snapshot, ZONE),
                "Spark": SparkDatabase(snapshot, ZONE, server),
            }
        return newest[folder]

    yield engines
    newest.clear()


@pytest.mark.parametrize("name", golden_cases.NAMES)
def test_both_engines_give_the_answer_worked_out_by_hand(
    name: str, engines_of: EnginesOf, read_given: ReadGiven
) -> None:
    case = golden_cases.case(name)
    if (case.rows / "record.csv").exists():
        write_record(read_given(case.rows)["record"])
    answers = {}
    for kind, one in engines_of(case.rows).items():
        with queries.asking(one):
            answers[kind] = case.answer()

    by_hand = case.by_hand()
    of_spark = answers["Spark"].select(by_hand.column_names)
    assert lines(of_spark) == lines(by_hand), f"{name}: {case.claim}"
    assert lines(answers["Spark"]) == lines(answers["DuckDB"]), f"{name}: {case.claim}"
    assert answers["Spark"].schema == answers["DuckDB"].schema
