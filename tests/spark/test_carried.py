"""Which questions Spark answers: found at the start, by name."""

from __future__ import annotations

from pathlib import Path

import pytest

import queries
from data import engine
from data.access import Viewer
from data.engine.spark import database, rewrites, translation
from data.tables import store
from queries.setup import carried
from tests.answers import EVERY, Fill, ReadGiven, ask, lines

ROOT = Path(__file__).parents[2]


@pytest.fixture
def logs_on_spark(on_spark: str, logs: str, fill: Fill, read_given: ReadGiven) -> str:
    """Logs of two schools, which Spark answers about."""
    assert on_spark
    fill(logs, read_given(EVERY))
    return logs


def test_spark_carries_every_question_but_those_that_the_documentation_lists(
    logs_on_spark: str,
) -> None:
    found = carried.not_carried(engine.database(logs_on_spark))
    page = (ROOT / "docs" / "scale.md").read_text("utf-8")
    _before, _begin, rest = page.partition("<!-- begin not carried -->")
    listed = [line.split("`")[1] for line in rest.partition("<!-- end")[0].splitlines() if "`" in line]
    assert sorted(found) == sorted(listed), f"docs/scale.md lists others than {found}"


def test_a_question_that_spark_cannot_answer_is_found_and_answered_by_duckdb(
    logs_on_spark: str, viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with queries.asking(engine.Database(store.newest(logs_on_spark), "America/Chicago")):
        expected = lines(ask("price_of_parts", viewer))
    # Without what sqlglot lacks, a list whose type Spark doesn't know is refused.
    monkeypatch.setattr(translation, "REWRITES", rewrites.REWRITES[:1])
    monkeypatch.setattr(database, "_not_carried", set())
    translation.translated.cache_clear()
    try:
        assert "price_of_parts" in carried.not_carried(engine.database(logs_on_spark))
        assert lines(ask("price_of_parts", viewer)) == expected
    finally:
        translation.translated.cache_clear()
