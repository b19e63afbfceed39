"""Pages of the list of texts: whatever is read for one, it is the same as the rows of the whole list."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import queries
from data.access import Viewer, person_at_machine
from data.engine import by_time, texted_numbers
from data.tables import store
from data.tables.schemas import MESSAGES
from queries import Selection, paging
from tests.answers import EVERY, Fill, ReadGiven, lines
from tests.any_texts import FEW, SELECTIONS, TEXTS, Row
from tests.viewers import in_role

SORTS = [None, *(f"{sign}{name}" for name in queries.read("messages").sorts for sign in ("", "-"))]
IN_TIME, COUNTED = "files in order of time", "numbers are counted"
IN_TWO = "a month has two files, and an order of time of the first"
MANY, FURTHER = "days have many texts", "every page is one further on"
WAYS = st.sets(st.sampled_from([IN_TIME, IN_TWO, COUNTED, MANY, FURTHER]))  # in which a page can be read
READ = st.tuples(WAYS, st.sets(st.sampled_from(SORTS), min_size=3, max_size=4))  # and in which orders
AT = datetime(2026, 10, 1, 12, tzinfo=UTC)
AT_ONE_INSTANT = TEXTS.map(lambda texts: [{**text, "requested_at": AT} for text in texts])
LISTS = st.tuples(TEXTS | AT_ONE_INSTANT, st.lists(SELECTIONS, min_size=1, max_size=2))


@FEW
@given(texts_and_filters=LISTS, rows=st.integers(1, 4), read=READ)
def test_every_page_of_any_filter_and_sort_is_the_same_rows_of_the_whole_list(
    uri: str,
    fill: Fill,
    texts_and_filters: tuple[list[Row], list[tuple[Selection, Viewer]]],
    rows: int,
    read: tuple[set[str], set[str | None]],
) -> None:
    ways, sorts = read
    texts, filters = texts_and_filters
    split = len(texts) // 2 if IN_TWO in ways else len(texts)
    snapshot = fill(uri, {"messages": _table(texts[:split])})
    if IN_TWO in ways:
        by_time.make(snapshot, least_bytes=0)
        store.append(uri, "messages", _table(texts[split:]))
        snapshot = store.commit(snapshot, {"import_id": "000002"})
    if IN_TIME in ways:
        by_time.make(snapshot, least_bytes=0)
    texted_numbers.read(snapshot).join()
    limits: dict[str, Any] = {
        "FEW_NUMBERS": 1,
        "FIRST_NUMBERS": 0 if COUNTED in ways else paging.FIRST_NUMBERS,
        "MANY_TEXTS": 0 if MANY in ways else paging.MANY_TEXTS,
        "FIRST_TEXTS": 0 if FURTHER in ways else paging.FIRST_TEXTS,
    }
    with queries.reading(uri), patch.multiple(paging, **limits):
        for selection, viewer in [(Selection(), person_at_machine()), *filters]:
            for sort in sorted(sorts, key=str):
                _check(viewer, selection, sort, rows)


def _table(texts: list[Row]) -> pa.Table:
    rows = [{**text, "month": f"{text['requested_at']:%Y-%m}"} for text in texts]
    return pa.Table.from_pylist(rows, schema=MESSAGES)


def _check(viewer: Viewer, selection: Selection, sort: str | None, rows: int) -> None:
    whole = queries.run("messages", viewer, selection, sort=sort)
    for skip in range(0, whole.num_rows + 2, rows):
        page = queries.run("messages", viewer, selection, sort=sort, rows=rows, skip=skip)
        assert lines(page) == lines(whole.slice(skip, rows)), f"{sort}, {rows} rows from {skip}"


@pytest.mark.parametrize("least_bytes", [0, by_time.LEAST_BYTES])
def test_a_page_is_masked_like_the_whole_list(
    least_bytes: int, logs: str, fill: Fill, read_given: ReadGiven
) -> None:
    by_time.make(fill(logs, read_given(EVERY)), least_bytes)
    clerk = in_role("help desk")
    with queries.reading(logs):
        whole = queries.run("messages", clerk)
        page = queries.run("messages", clerk, rows=2, skip=1)
    assert lines(page) == lines(whole.slice(1, 2))
