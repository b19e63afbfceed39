"""Questions over texts, beside those over counts: which they are, at which priority, and how they end."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

import pytest

import queries
from data import engine
from data.engine import low_priority
from data.engine.interruption import Asker, Interrupted, asked_by
from data.tables import store

TEXTS = {"messages", "message_story", "number_story", "still_changing", "rows_left_out"}
COUNTS = {"outcome_totals", "results_by_day", "reason_totals", "undelivered_by_school", "status_totals"}
NICE = 19  # column of /proc/…/stat
only_linux = pytest.mark.skipif(sys.platform != "linux", reason="Only Linux has priorities of threads.")


class Left(Exception):
    """What ends the work of the asker."""


def leave() -> None:
    raise Left


def niceness() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def niceness_of_threads() -> list[int]:
    stats = (file.read_text(encoding="ascii") for file in Path("/proc/self/task").glob("*/stat"))
    return [int(stat.rpartition(")")[2].split()[NICE - 3]) for stat in stats]


def test_questions_over_texts_are_those_that_read_their_files(logs: str) -> None:
    database = engine.Database(store.newest(logs), "America/Chicago")
    assert {name for name in TEXTS | COUNTS if database.reads_files(queries.read(name).sql)} == TEXTS


def test_a_table_derived_from_texts_is_counted_only_until_it_is_made(logs: str) -> None:
    database = engine.Database(store.newest(logs), "America/Chicago")
    sql = "select count(*) as numbers from pending_numbers"
    assert database.derives_from_files(sql)
    assert not database.reads_files(sql)
    database.fetch(sql, {})
    assert not database.derives_from_files(sql)


def test_lists_are_answered_while_many_people_wait_for_a_table_derived_from_texts(logs: str) -> None:
    database = engine.Database(store.newest(logs), "America/Chicago")
    answers: list[int] = []

    def ask() -> None:
        with asked_by(Asker(lambda: False, leave)):
            answers.append(database.fetch("select count(*) as numbers from pending_numbers", {}).num_rows)

    asking = [threading.Thread(target=ask) for _person in range(low_priority.AT_ONCE + 1)]
    given_up = time.monotonic() + 10
    with database._making_late:  # as long as one of them makes it
        for thread in asking:
            thread.start()
        with asked_by(Asker(lambda: time.monotonic() >= given_up, leave)):
            assert database.fetch("select count(*) as texts from messages", {}).num_rows == 1
        assert not answers
    for thread in asking:
        thread.join()
    assert answers == [1] * len(asking)


def test_whoever_waits_for_a_table_derived_from_texts_can_leave(logs: str) -> None:
    database = engine.Database(store.newest(logs), "America/Chicago")
    sql = "select count(*) as numbers from pending_numbers"
    with database._making_late:
        with asked_by(Asker(lambda: True, leave)), pytest.raises(Left):
            database.fetch(sql, {})
        assert "pending_numbers" not in database.made
    assert database.fetch(sql, {}).num_rows == 1


def test_the_record_is_read_while_a_table_is_derived_from_texts(logs: str) -> None:
    database = engine.Database(store.newest(logs), "America/Chicago")
    read = threading.Thread(target=database.fetch, args=("select * from record", {}), daemon=True)
    with database._making_late:
        read.start()
        read.join(10)
        assert not read.is_alive()


@only_linux
def test_work_has_a_low_priority_if_somebody_waits_for_it() -> None:
    with asked_by(Asker(lambda: False, leave)):
        assert low_priority.run(niceness) == min(niceness() + low_priority.NICENESS, 19)
    assert low_priority.run(niceness) == niceness()


@only_linux
def test_the_threads_of_a_database_have_a_low_priority(logs: str) -> None:
    low = min(niceness() + low_priority.NICENESS, 19)
    before = niceness_of_threads()
    database = engine.Database(store.newest(logs), "America/Chicago")
    after = niceness_of_threads()
    if (os.cpu_count() or 1) > 1:
        assert after.count(low) > before.count(low)
    assert after.count(niceness()) <= before.count(niceness())
    assert database.fetch("select 1 as one", {}).num_rows == 1


def test_whoever_waits_for_a_place_can_leave() -> None:
    end = threading.Event()
    full = threading.Barrier(low_priority.AT_ONCE + 1)

    def work() -> None:
        full.wait(10)
        end.wait(10)

    def ask() -> None:
        with asked_by(Asker(lambda: False, leave)):
            low_priority.run(work)

    asking = [threading.Thread(target=ask) for _place in range(low_priority.AT_ONCE)]
    for thread in asking:
        thread.start()
    full.wait(10)
    assert low_priority.started(niceness) >= niceness()  # a database is opened also while lists are read
    gone = time.monotonic() + 0.1
    with asked_by(Asker(lambda: time.monotonic() >= gone, leave)), pytest.raises(Left):
        low_priority.run(lambda: pytest.fail("this work was left before it began"))
    end.set()
    for thread in asking:
        thread.join()


def test_work_that_was_left_before_it_began_is_asked_for_again_if_somebody_waits() -> None:
    end, full = threading.Event(), threading.Barrier(low_priority.AT_ONCE + 1)

    def work() -> None:
        full.wait(10)
        end.wait(10)

    def ask() -> None:
        with asked_by(Asker(lambda: False, leave)):
            low_priority.run(work)

    asking = [threading.Thread(target=ask) for _place in range(low_priority.AT_ONCE)]
    for thread in asking:
        thread.start()
    full.wait(10)
    seems_gone = Asker(lambda: True, lambda: None)
    with asked_by(seems_gone), pytest.raises(Interrupted):
        low_priority.run(lambda: pytest.fail("this work was left before it began"))
    end.set()
    for thread in asking:
        thread.join()


def test_an_error_of_the_work_is_the_error_of_the_question() -> None:
    def broken() -> None:
        raise TimeoutError

    with asked_by(Asker(lambda: False, leave)), pytest.raises(TimeoutError):
        low_priority.run(broken)
