"""Names beside any texts: whoever is on any lists, each text stays one row, in its place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import product
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import engine
from data.access import Viewer
from data.engine.derived import SQL
from data.tables.schemas import CONTACTS, MESSAGES
from data.words import vocabulary, vocabulary_tables
from queries import Question, parameter_values, read, with_people
from tests.any_texts import FEW, Row
from tests.import_files import utc
from tests.viewers import limited_to

LINCOLN, GRANT = "Lincoln High", "Grant Elementary"
SCHOOLS = (LINCOLN, GRANT, None)
PEOPLE = ("C1", "C2")
NUMBERS = (12125550101, 12125550102, None)
TIMES = [utc(2026, 9, day) for day in range(1, 8)]
SPANS = st.tuples(st.sampled_from(TIMES), st.sampled_from([*TIMES, TIMES[-1]])).map(sorted)
LISTINGS = st.lists(
    st.tuples(
        st.tuples(
            *map(st.sampled_from, (PEOPLE, NUMBERS, SCHOOLS, ("Abe", "Bo", None), ("Ana", "Ben", None)))
        ),
        SPANS,
    ),
    min_size=8,
    max_size=16,
)
# A text of every kind: for a contact of a list, for one of none, and for whoever has the number.
TEXTS = [*product(("C1", "C9", None), NUMBERS, SCHOOLS, TIMES[::2])]
VIEWERS = st.sampled_from([None, (LINCOLN, GRANT), (LINCOLN,)]).map(limited_to)
PAGES = st.fixed_dictionaries(
    {
        "sort": st.sampled_from([None, "number", "-number", "school", "-requested_at"]),
        "rows": st.sampled_from([None, 50]),
        "skip": st.sampled_from([0, 3]),
    }
)


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    """Tables without a store, which would take most of the time."""
    with engine.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        for name, words in vocabulary_tables.tables().items():
            engine.keep(connection, name, words)
        texts = [_text(place, *own) for place, own in enumerate(TEXTS)]
        engine.keep(connection, "messages", pa.Table.from_pylist(texts, schema=MESSAGES))
        connection.execute("create view messages_by_time as select * from messages")
        yield connection


def _contact(who: tuple[Any, ...], span: list[datetime]) -> Row:
    own = dict(zip(("contact_id", "number", "school", "student_name", "name"), who, strict=True))
    return {**own, "student_id": own["student_name"], "seen_from": span[0], "seen_until": span[1]}


def _text(place: int, contact: str | None, number: int | None, school: str | None, at: datetime) -> Row:
    who = {"contact_id": contact, "number": number, "school": school, "requested_at": at}
    result = vocabulary.RESULTS[2].name
    return {**who, "service": "twilio", "message_id": f"SM{place}", "result": result, "month": "2026-09"}


def _answer(
    database: duckdb.DuckDBPyConnection, question: Question, viewer: Viewer, page: dict[str, Any]
) -> pa.Table:
    offered = parameter_values.offered(question, viewer, None, page)
    source, values = parameter_values.of_sql(question, offered)
    return engine.answer(database, source.sql, values)


@FEW
@given(listings=LISTINGS, viewer=VIEWERS, page=PAGES)
def test_names_change_no_row_and_are_of_lists_that_the_viewer_may_see(
    database: duckdb.DuckDBPyConnection,
    listings: list[Any],
    viewer: Viewer,
    page: dict[str, Any],
) -> None:
    contacts = [_contact(*own) for own in listings]
    engine.keep(database, "contacts", pa.Table.from_pylist(contacts, schema=CONTACTS))
    for name in ("newest_lists", "contact_names", "number_owners"):
        database.execute(f"create or replace table {name} as {SQL[name]}")
    question = read("messages")
    plain = _answer(database, question, viewer, page)
    named = _answer(database, with_people(question), viewer, page)
    assert named.drop_columns(["names", "students"]) == plain
    for row in named.to_pylist():
        lists = [
            own for own in contacts if viewer.schools is None or own["school"] == row["school"] is not None
        ]
        names, students = ({own[key] for own in lists} for key in ("name", "student_name"))
        assert {*filter(None, (row["names"] or "").split("; "))} <= names
        assert {*filter(None, (row["students"] or "").split("; "))} <= students
