"""Which words are asked about: each once, with its rows, the most frequent first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from data.errors import Problem
from data.importer.order import ImportOrder
from data.importer.recognize import formats
from data.importer.recognize.columns import Recognized
from data.importer.rows.database import sql
from data.importer.rows.words.unknown_words import UnknownWord, check

WORD_KEY = r"create macro word_key(word) as lower(regexp_replace(word, '[\s_-]+', '', 'g'))"
VERDICTS = """create table verdicts as select * from (values
    ('out', 'sms', 'gone', 'why', '7', true),
    ('out', null, 'gone', null, null, true),
    (null, null, 'GONE', null, null, true),
    (null, null, 'Left', null, null, true),
    (null, null, 'later', null, null, true),
    (null, null, 'Sent', null, null, false)
) as v (direction, channel, result_text, reason_text, carrier_code, is_unknown)"""
LOG = """create table staged as select
    * exclude (moment),
    cast(moment as timestamp) as requested_at
from (values
    ('out', 'sms', 'gone', 'why', '7', null, '2026-09-30'),
    ('out', 'sms', 'gone', 'why', '8', null, '2026-09-30'),
    ('out', 'sms', 'gone', 'what', '7', null, '2026-09-30'),
    ('out', 'app', 'gone', 'why', '7', null, '2026-09-30'),
    ('in', 'sms', 'gone', 'why', '7', null, '2026-09-30'),
    ('out', null, 'gone', null, null, null, '2026-09-30'),
    (null, null, 'GONE', null, null, null, '2026-09-30'),
    (null, null, 'GONE', null, null, null, '2026-09-30'),
    (null, null, 'GONE', null, null, null, '2026-09-30'),
    (null, null, 'GONE', null, null, 'broken', '2026-09-30'),
    (null, null, 'GONE', null, null, null, null),
    (null, null, 'later', null, null, null, '2026-09-30'),
    (null, null, 'Left', null, null, null, '2026-09-30'),
    (null, null, 'Sent', null, null, null, '2026-09-30')
) as s (direction, channel, result_text, reason_text, carrier_code, broken, moment)"""
STATUSES = """create table statuses_read as select * from (values
    ('Yes', true), ('YES', true), ('Ask', true), ('No', true), ('Opted In', false)
) as s (text, is_unknown)"""
NUMBERS = (
    "create table numbers_read as select * from (values ('odd', 1), ('none', null)) as n (text, number)"
)
LIST = """create table staged as select * from (values
    ('Yes', null, 1, null), ('YES', null, 2, null), ('YES', null, null, 'odd'), ('No', null, 4, null),
    ('Ask', null, 4, null), ('No', null, null, 'none'), ('No', 'broken', 5, null),
    ('Opted In', null, 6, null),
    (null, null, 7, null), (null, null, 8, null)
) as s (status_text, broken, number, number_text)"""


@pytest.fixture
def rows() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database with the macro that the statements use."""
    with duckdb.connect() as connection:
        connection.execute(WORD_KEY)
        yield connection


def test_words_for_results_are_counted_by_their_key(rows: duckdb.DuckDBPyConnection) -> None:
    rows.execute(VERDICTS)
    rows.execute(LOG)
    unknown = rows.sql(sql("words/unknown_words", "log")).fetchall()
    assert unknown == [("GONE", 5), ("Left", 1), ("later", 1)]


@pytest.mark.parametrize("blank_is_answered", [True, False])
def test_a_blank_status_is_asked_about_beside_unknown_words(
    rows: duckdb.DuckDBPyConnection, *, blank_is_answered: bool
) -> None:
    for statement in (STATUSES, NUMBERS, LIST):
        rows.execute(statement)
    unknown = rows.sql(
        sql("words/unknown_words", "status"), params={"blank_is_answered": blank_is_answered}
    ).fetchall()
    blank = [] if blank_is_answered else [("", 2)]
    assert unknown == [("YES", 3), *blank, ("Ask", 1), ("No", 1)]


def test_a_blank_status_alone_is_not_asked_about(rows: duckdb.DuckDBPyConnection) -> None:
    for statement in (STATUSES, NUMBERS, LIST):
        rows.execute(statement)
    rows.execute("delete from staged where status_text in ('Yes', 'YES', 'No', 'Ask')")
    statement = sql("words/unknown_words", "status")
    assert rows.sql(statement, params={"blank_is_answered": False}).fetchall() == []


@pytest.mark.parametrize(("number", "is_counted"), [(20, False), (21, True)])
def test_a_problem_names_twenty_words_and_counts_the_others(number: int, *, is_counted: bool) -> None:
    words = tuple(UnknownWord("result", f"w{place}", place + 1) for place in range(number))
    header = Recognized(formats.by_id("log"), ("Outcome",), (("result", 0),))
    with pytest.raises(Problem, match="“w19”") as refused:
        check(words, header, ImportOrder(Path("log.csv"), "log.csv"))
    assert ("and 1 more" in str(refused.value)) is is_counted
    assert "“w20”" not in str(refused.value)
    assert "(1 row)" in str(refused.value)
    assert "“Outcome”" in str(refused.value)


def test_known_words_are_no_problem() -> None:
    header = Recognized(formats.by_id("log"), ("Outcome",), (("result", 0),))
    check((), header, ImportOrder(Path("log.csv"), "log.csv"))
