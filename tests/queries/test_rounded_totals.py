"""What the role “totals only” sees tells no more than rounded counts, however its answers are combined."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

import queries
from tests.answers import Fill, ask, lines
from tests.rounded_districts import (
    ANYBODY,
    GRANT,
    LINCOLN,
    NOVEMBER,
    OCTOBER,
    QUESTIONS,
    RESULTS,
    SCHOOLS,
    SEPTEMBER,
    STATUSES,
    VIEWERS,
    Numbers,
    Texts,
    tables,
)

Pair = tuple[int, int]
Pairs = Mapping[Any, Pair]
FEW = settings(
    max_examples=4, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate]
)
# The smallest and largest count that are shown alike: <5, 5, 10, 50.
ALIKE = ((0, 4), (0, 4), (0, 4), (5, 7), (8, 12), (48, 52))
SHOWN_ALIKE = st.sampled_from(ALIKE).flatmap(lambda ends: st.tuples(st.integers(*ends), st.integers(*ends)))
NOT_SHOWN = st.tuples(st.integers(0, 9), st.integers(0, 9))
OVER = list(product((SEPTEMBER, OCTOBER), SCHOOLS, RESULTS))
IN_PROGRESS = list(product((NOVEMBER,), SCHOOLS, RESULTS))
OF_STATUSES = list(product(SCHOOLS, STATUSES))
SENT, INELIGIBLE, FAILED = RESULTS[2:]
# A month and a school that have texts in the other district only, and all in progress or none.
MONTH_OF_FEW = {(OCTOBER, LINCOLN, SENT): (5, 7), (SEPTEMBER, LINCOLN, SENT): (0, 4)}
SCHOOL_OF_FEW = {(OCTOBER, LINCOLN, SENT): (5, 7), (OCTOBER, GRANT, SENT): (0, 4)}


@FEW
@example(texts=MONTH_OF_FEW, numbers=dict.fromkeys(OF_STATUSES, (0, 4)))
@example(texts=SCHOOL_OF_FEW | dict.fromkeys(IN_PROGRESS, (0, 9)), numbers={})
@given(
    texts=st.fixed_dictionaries(dict.fromkeys(OVER, SHOWN_ALIKE) | dict.fromkeys(IN_PROGRESS, NOT_SHOWN)),
    numbers=st.fixed_dictionaries(dict.fromkeys(OF_STATUSES, SHOWN_ALIKE)),
)
def test_counts_that_round_alike_change_no_answer(
    uri: str, fill: Fill, texts: Pairs, numbers: Pairs
) -> None:
    one, other = (_answers(uri, fill, _of(texts, place), _of(numbers, place)) for place in (0, 1))
    assert one == other


def test_the_role_asks_questions_without_filters() -> None:
    for name in QUESTIONS:
        assert set(queries.read(name).parameters) <= {"zone", "schools_allowed"}, (
            f"{name} takes a parameter: show that no two of its answers tell more than one."
        )


@pytest.mark.parametrize("hidden", range(5))
def test_sums_less_the_other_counts_leave_nothing_of_a_hidden_count(
    hidden: int, uri: str, fill: Fill
) -> None:
    counts: Texts = {
        (OCTOBER, LINCOLN, SENT): 52,
        (OCTOBER, LINCOLN, FAILED): hidden,
        (OCTOBER, GRANT, SENT): 9,
        (OCTOBER, GRANT, FAILED): 6,
        (OCTOBER, GRANT, INELIGIBLE): hidden,
        (SEPTEMBER, GRANT, SENT): hidden,
        (SEPTEMBER, LINCOLN, SENT): 7,
    }
    numbers: Numbers = {(LINCOLN, STATUSES[0]): 7, (LINCOLN, STATUSES[1]): hidden, (GRANT, STATUSES[1]): 8}
    fill(uri, tables(counts, numbers))
    with queries.reading(uri):
        for name, count, dimensions in (
            ("rounded_results", "texts", ("first_day", "school", "result")),
            ("rounded_statuses", "numbers", ("school", "status")),
        ):
            rows = queries.run(name, ANYBODY).to_pylist()
            cells = [row for row in rows if row["level"] == "school" and _is_cell(row, dimensions)]
            hidden_cells = [cell for cell in cells if cell["shown"] == "<5"]
            assert hidden_cells
            assert any(cell["shown"] != "<5" for cell in cells)
            for row in rows:
                summed = [cell for cell in cells if _adds_to(cell, row, dimensions)]
                others = sum(int(cell["shown"]) for cell in summed if cell not in hidden_cells)
                assert row[count] - others == 0, "what is left over is of the hidden counts"


def _answers(uri: str, fill: Fill, texts: Texts, numbers: Numbers) -> dict[tuple[str, str], list[str]]:
    """Return every answer that anybody of the role can get."""
    fill(uri, tables(texts, numbers))
    with queries.reading(uri):
        return {(name, viewer.name): lines(ask(name, viewer)) for name in QUESTIONS for viewer in VIEWERS}


def _of(pairs: Pairs, place: int) -> dict[Any, int]:
    return {cell: pair[place] for cell, pair in pairs.items()}


def _is_cell(row: Mapping[str, Any], dimensions: tuple[str, ...]) -> bool:
    return all(row[name] is not None for name in dimensions if name != "school")


def _adds_to(cell: Mapping[str, Any], row: Mapping[str, Any], dimensions: tuple[str, ...]) -> bool:
    """Return whether a row is a sum that has the cell."""
    is_of_school = row["level"] == "total" or row["school"] == cell["school"]
    others = (name for name in dimensions if name != "school")
    return is_of_school and all(row[name] in (None, cell[name]) for name in others)
