"""The order of an answer, kept by SQL around the question."""

from __future__ import annotations

from dataclasses import replace

import pytest

import queries
from data.access import Viewer
from queries import row_order
from queries.header import Question
from tests.answers import EVERY, Fill, ReadGiven, lines, needed

SORTED = sorted(name for name in queries.names() if queries.read(name).order)


def _sorted_outside(name: str, sort: str | None = None) -> Question:
    question = queries.read(name, sort)
    names = ", ".join(f'"{column}"' for column, _kind in question.columns)
    sql = f"select {names} from ({question.rows}) as answer{question.order}"
    return replace(question, sorts=(), parameters=tuple({*question.parameters} - {"sort"}), sql=sql)


@pytest.fixture(scope="module")
def every(uri: str, fill: Fill, read_given: ReadGiven) -> str:
    """The address of a log with every kind of row."""
    return fill(uri, read_given(EVERY)).uri


@pytest.mark.parametrize("name", SORTED)
def test_rows_sorted_outside_are_in_the_questions_own_order(name: str, every: str, viewer: Viewer) -> None:
    with queries.reading(every):
        inside = queries.run(name, viewer, None, **needed(name))
        needs = needed(name)
        sort = needs.pop("sort", None)
        outside = _sorted_outside(name, str(sort) if sort else None)
        assert lines(queries.run(outside, viewer, None, **needs)) == lines(inside)


@pytest.mark.parametrize(
    "sort", [f"{sign}{name}" for sign in ("", "-") for name in queries.read("messages").sorts]
)
def test_a_page_of_a_sorted_list_is_cut_outside(sort: str, every: str, viewer: Viewer) -> None:
    with queries.reading(every):
        inside = queries.run("messages", viewer, None, sort=sort, rows=3, skip=2)
        outside = queries.run(_sorted_outside("messages", sort), viewer, None, rows=20_000, skip=2)
        assert lines(outside.slice(0, 3)) == lines(inside)


def test_the_order_becomes_columns_of_the_last_select() -> None:
    sql = "with\n\na as (\n\n    select 1 as x\n\n)\n\nselect\n    x as y\nfrom a\n"
    sql += "order by\n    f(x, 1) desc nulls last,\n    y,\n    a.x nulls first\nlimit $rows"
    rows, order, names = row_order.moved_outside(sql, ["y"])
    assert rows == (
        "with\n\na as (\n\n    select 1 as x\n\n)\n\nselect\n    x as y,"
        "\n    f(x, 1) as order_1,\n    a.x as order_2\nfrom a"
    )
    assert order == "\norder by order_1 desc nulls last, y, order_2 nulls first\nlimit $rows"
    assert names == ("order_1", "order_2")


def test_an_answer_of_one_row_has_no_order() -> None:
    assert row_order.moved_outside("select 1 as one", ["one"]) == ("select 1 as one", "", ())
