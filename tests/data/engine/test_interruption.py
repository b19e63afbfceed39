"""Questions whose asker has left: they end soon, alone, and leave no answer behind."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest

import queries
from data import engine
from data.access import Viewer
from data.engine.interruption import Asker, asked_by, watched
from data.errors import Problem

# Half a minute of work, unless it is interrupted.
LONG = "select cast(sum(a.i * b.i) as bigint) as texts from range(100000) a(i), range(100000) b(i)"
SOON = 5.0  # seconds; it takes a tenth of one, but this machine may be busy


class Left(Exception):
    """What ends the work of the asker."""


def leave() -> None:
    raise Left


@contextmanager
def someone_who_leaves(after: float = 0.0) -> Iterator[None]:
    gone = time.monotonic() + after
    with asked_by(Asker(lambda: time.monotonic() >= gone, leave)):
        yield


def _seconds(ask: Callable[[], object]) -> float:
    started = time.monotonic()
    with someone_who_leaves(after=0.2), pytest.raises(Left):
        ask()
    return time.monotonic() - started


@pytest.fixture
def database(logs: str) -> engine.Engine:
    return engine.database(logs)


def test_a_question_is_interrupted_once_its_asker_has_left(database: engine.Engine) -> None:
    assert _seconds(lambda: database.fetch(LONG, {})) < SOON
    assert database.fetch("select 1 as one", {})["one"].to_pylist() == [1]


def test_a_stream_is_interrupted_once_its_asker_has_left(database: engine.Engine) -> None:
    def read() -> None:
        with closing(database.stream(LONG, {})) as batches:
            list(batches)

    assert _seconds(read) < SOON


def test_a_question_of_someone_else_is_answered_meanwhile(database: engine.Engine) -> None:
    answers: list[object] = []
    sql = "select count(*) as rows from range(100000000) where range % 7 = 3"
    other = threading.Thread(target=lambda: answers.extend(database.fetch(sql, {})["rows"].to_pylist()))
    other.start()
    assert _seconds(lambda: database.fetch(LONG, {})) < SOON
    other.join()
    assert answers == [14285714]


def test_a_short_question_is_answered_without_a_look_at_its_asker(database: engine.Engine) -> None:
    looks: list[bool] = []

    def is_gone() -> bool:
        looks.append(True)
        return False

    with asked_by(Asker(is_gone, leave)):
        for _question in range(20):
            database.fetch("select 1", {})
    assert not looks


@pytest.mark.usefixtures("logs")
def test_an_interrupted_question_leaves_no_answer(viewer: Viewer) -> None:
    question = queries.read("stage_totals")
    long = replace(question, sql=LONG, columns=(("texts", "bigint"),), parameters=(), ignored=())
    for _time in range(2):
        assert _seconds(lambda: queries.run(long, viewer)) < SOON


def test_a_question_over_texts_is_interrupted_too(database: engine.Engine) -> None:
    sql = LONG.replace(
        "range(100000) b(i)", "(select range as i from range(100000) union all from no_texts) b"
    )
    sql = f"with no_texts as (select cast(number as bigint) as i from messages where false) {sql}"
    assert _seconds(lambda: database.fetch(sql, {})) < SOON


@pytest.mark.parametrize("table", ["daily_results", "messages"])
def test_whoever_waits_after_all_gets_the_answer_of_an_interrupted_question(
    database: engine.Engine, table: str
) -> None:
    returns: list[bool] = []
    sql = "select count(*) as rows from range(100000000) where range % 7 = 3"
    sql = f"{sql} union all (select count(*) from {table} where false limit 0)"
    with asked_by(Asker(lambda: True, lambda: returns.append(True))):
        assert database.fetch(sql, {})["rows"].to_pylist() == [14285714]
    assert returns == [True], "it was interrupted once"


def test_an_asker_who_cannot_be_looked_at_keeps_no_other_question_from_its_end(
    database: engine.Engine,
) -> None:
    looked_at, end = threading.Event(), threading.Event()

    def broken() -> bool:
        looked_at.set()
        raise RuntimeError

    def ask() -> None:
        with asked_by(Asker(broken, leave)), watched(lambda: None):
            end.wait(SOON)

    first = threading.Thread(target=ask)
    first.start()
    assert looked_at.wait(SOON)
    assert _seconds(lambda: database.fetch(LONG, {})) < SOON
    end.set()
    first.join()


def test_an_error_of_a_question_stays_an_error_if_its_asker_stays(database: engine.Engine) -> None:
    with asked_by(Asker(lambda: False, leave)), pytest.raises(Problem):
        database.fetch("select cast('x' as integer) from range(3)", {})
