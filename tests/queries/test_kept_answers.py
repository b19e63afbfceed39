"""Answers in memory: the bytes they may take, and which are dropped."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pyarrow as pa
import pytest

import queries
from data import engine
from data.access import Viewer
from data.engine.interruption import Asker, asked_by, current_asker
from data.errors import Problem
from data.tables.schemas import IMPORTS
from queries.kept_answers import COLUMN_BYTES, KEPT_BYTES, OVERHEAD_BYTES, KeptAnswers
from tests.answers import Fill


def _answer(numbers: int) -> pa.Table:
    return pa.table({"number": pa.array(range(numbers), pa.int64())})


def _of_size(size: int) -> pa.Table:
    beside = OVERHEAD_BYTES + COLUMN_BYTES
    answer = _answer((size - beside) // 8)
    assert answer.nbytes + beside == size
    return answer


def test_answers_unused_for_longest_are_dropped_beyond_the_bytes() -> None:
    kept = KeptAnswers(kept_bytes=24_000, largest_bytes=8_000)
    for key in "abc":
        kept.add(key, _of_size(8_000))
    assert kept.get("a") is not None
    kept.add("d", _of_size(8_000))
    assert [key for key in "abcd" if kept.get(key) is not None] == ["a", "c", "d"]


def test_a_larger_answer_takes_the_place_of_several() -> None:
    kept = KeptAnswers(kept_bytes=24_000, largest_bytes=16_000)
    for key in "abc":
        kept.add(key, _of_size(8_000))
    kept.add("large", _of_size(16_000))
    assert [key for key in ("a", "b", "c", "large") if kept.get(key) is not None] == ["c", "large"]


def test_an_answer_that_is_too_large_is_not_kept_and_drops_none() -> None:
    kept = KeptAnswers(kept_bytes=24_000, largest_bytes=8_000)
    kept.add("a", _of_size(8_000))
    kept.add("too large", _of_size(8_008))
    assert kept.get("too large") is None
    assert kept.get("a") is not None


def test_an_answer_that_is_added_again_is_counted_once() -> None:
    kept = KeptAnswers(kept_bytes=16_000, largest_bytes=8_000)
    for _again in range(5):
        kept.add("a", _of_size(8_000))
    kept.add("b", _of_size(8_000))
    assert kept.get("a") is not None
    assert kept.get("b") is not None


def test_an_answer_without_rows_is_kept() -> None:
    kept = KeptAnswers()
    kept.add("none", _answer(0))
    assert kept.get("none") == _answer(0)


class Source:
    """What answers are of."""


def test_answers_go_with_their_source() -> None:
    kept, source, other = KeptAnswers(kept_bytes=24_000, largest_bytes=8_000), Source(), Source()
    assert kept.answer("a", lambda: _of_size(8_000), source).num_rows
    kept.add("b", _of_size(8_000), source)
    kept.add("c", _of_size(8_000), other)
    del source
    gc.collect()
    assert kept._bytes == 8_000
    assert [key for key in "abc" if kept.get(key) is not None] == ["c"]


def test_a_source_can_end_while_answers_are_changed() -> None:
    kept, source = KeptAnswers(), Source()
    kept.add("a", _answer(1), source)
    with kept._lock:  # as a thread that has it when the garbage is collected
        del source
        gc.collect()
    kept.add("b", _answer(1))
    assert [*kept._answers] == ["b"]


def test_ten_questions_of_forty_schools_and_every_range_fit() -> None:
    kept = KeptAnswers()
    small = pa.table({name: range(40) for name in "abcdefg"})
    keys = [(school, question, days) for school in range(40) for question in range(10) for days in range(7)]
    for key in keys:
        kept.add(key, small)
    assert all(kept.get(key) is not None for key in keys)
    assert KEPT_BYTES <= 2**27


def test_people_who_ask_the_same_at_once_are_answered_by_one_question() -> None:
    kept, calls, everybody = KeptAnswers(), [], threading.Barrier(4)

    def ask() -> pa.Table:
        calls.append(1)
        time.sleep(0.05)  # the others come meanwhile
        return _answer(1)

    def come(_person: int) -> pa.Table:
        everybody.wait(10)
        return kept.answer("a", ask)

    with ThreadPoolExecutor(4) as people:
        assert list(people.map(come, range(4))) == [_answer(1)] * 4
    assert len(calls) == 1


def test_whoever_waits_for_a_question_that_fails_asks_it_again() -> None:
    kept, asked, may_fail = KeptAnswers(), threading.Event(), threading.Event()

    def fail() -> pa.Table:
        asked.set()
        assert may_fail.wait(10)
        raise ValueError("not answered")

    with ThreadPoolExecutor(2) as people:
        first = people.submit(kept.answer, "a", fail)
        assert asked.wait(10)
        second = people.submit(kept.answer, "a", lambda: _answer(2))
        may_fail.set()
        with pytest.raises(ValueError, match="not answered"):
            first.result(10)
        assert second.result(10) == _answer(2)


def test_a_problem_is_everybodys_who_waits_for_the_answer() -> None:
    kept, asked, may_fail, calls = KeptAnswers(), threading.Event(), threading.Event(), []

    def fail() -> pa.Table:
        calls.append(1)
        asked.set()
        assert may_fail.wait(10)
        raise Problem("not answered")

    with ThreadPoolExecutor(2) as people:
        first = people.submit(kept.answer, "a", fail)
        assert asked.wait(10)
        second = people.submit(kept.answer, "a", fail)
        time.sleep(0.1)  # until it waits
        may_fail.set()
        for person in (first, second):
            with pytest.raises(Problem, match="not answered"):
                person.result(10)
    assert len(calls) == 1


def test_whoever_leaves_waits_no_longer_for_another_ones_question() -> None:
    class Left(Exception):
        """What ends the work of the asker."""

    def leave() -> None:
        raise Left

    kept, asked, may_answer = KeptAnswers(), threading.Event(), threading.Event()

    def ask() -> pa.Table:
        asked.set()
        assert may_answer.wait(10)
        return _answer(1)

    with ThreadPoolExecutor(1) as people:
        first = people.submit(kept.answer, "a", ask)
        assert asked.wait(10)
        with asked_by(Asker(lambda: True, leave)), pytest.raises(Left):
            kept.answer("a", lambda: _answer(2))
        may_answer.set()
        assert first.result(10) == _answer(1)


def test_a_question_goes_on_for_whoever_still_waits_for_it() -> None:
    class Left(Exception):
        """What ends the work of an asker."""

    def leave() -> None:
        raise Left

    kept, asked, gone, waits = KeptAnswers(), threading.Event(), threading.Event(), threading.Event()
    left: list[bool] = []

    def ask() -> pa.Table:
        asker = current_asker()
        assert asker
        asked.set()
        assert waits.wait(10)
        left.append(asker.is_gone())  # the first one is; the second one waits
        gone.set()
        left.append(asker.is_gone())
        return _answer(1)

    def come(asker: Asker, own: Callable[[], pa.Table]) -> pa.Table:
        with asked_by(asker):
            return kept.answer("a", own)

    def is_second_there() -> bool:
        waits.set()  # looked at only while waiting for the first one's answer
        return gone.is_set()

    with ThreadPoolExecutor(2) as people:
        first = people.submit(come, Asker(lambda: True, leave), ask)
        assert asked.wait(10)
        second = people.submit(come, Asker(is_second_there, leave), lambda: _answer(2))
        assert first.result(10) == _answer(1)
        with suppress(Left):
            second.result(10)
    assert left == [False, True]


def test_answers_about_older_data_are_dropped_once_nobody_reads_it(
    fill: Fill, logs: str, viewer: Viewer
) -> None:
    with queries.reading(logs):
        queries.run("outcome_totals", viewer)
    older = str(engine.database(logs).serial)
    assert any(f", {older}, (" in str(key) for key in queries._kept._answers)
    fill(logs, {"imports": pa.Table.from_pylist([{"import_id": "000009"}], schema=IMPORTS)})
    queries.open_tables(logs)
    gc.collect()
    assert not any(f", {older}, (" in str(key) for key in queries._kept._answers)
