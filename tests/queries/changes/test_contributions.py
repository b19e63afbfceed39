"""The contributions of groups to a change: for any groups, they add up to the change."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries import header

Group = tuple[int, int, int, int]  # texts and undelivered, those compared with, and their undelivered
Rows = list[dict[str, Any]]
COLUMNS = ("texts", "undelivered", "compared_texts", "compared_undelivered")
ALL = 2**62
DATABASE = duckdb.connect(config={"threads": 1})
COUNTS = st.integers(0, 3) | st.integers(0, 10**9)
QUICK = settings(max_examples=20, deadline=None, derandomize=True, database=None)


def _side() -> st.SearchStrategy[tuple[int, int]]:
    return COUNTS.flatmap(lambda number: st.tuples(st.just(number), st.integers(0, number)))


def _groups() -> st.SearchStrategy[list[Group]]:
    both = st.tuples(_side(), _side()).map(lambda sides: (*sides[0], *sides[1]))
    with_texts = both.filter(lambda group: group[0] + group[2] > 0)
    return st.lists(with_texts, min_size=1, max_size=9).filter(
        lambda groups: all(sum(group[place] for group in groups) for place in (0, 2))
    )


def split(groups: list[Group], rows: int = ALL, periods: int = 1) -> dict[str, Rows]:
    """Return the rows of each measure, of groups that are named by their places."""
    totals = [float(sum(group[place] for group in groups)) for place in (0, 2)]
    table = pa.Table.from_pylist(
        [
            dict(zip(COLUMNS, map(float, group), strict=True))
            | {"group_key": f"{place:02}", "group_name": None, "periods": float(periods)}
            | {"all_texts": totals[0], "compared_all_texts": totals[1]}
            for place, group in enumerate(groups)
        ]
    )
    sql = header.read_source(header.step_files()["contributions"]).sql
    DATABASE.register("change_groups", table)
    ordered = f"select * from ({sql}) order by measure, level, group_key"
    result = DATABASE.execute(ordered, {"rows": rows, "enough": 20})
    answer: Rows = pa.table(result.to_arrow_table()).to_pylist()
    return {measure: list(own) for measure, own in groupby(answer, key=lambda row: row["measure"])}


def _of(rows: Rows, level: str) -> Rows:
    return [row for row in rows if row["level"] == level]


@QUICK
@given(groups=_groups(), rows=st.integers(0, 9), periods=st.integers(1, 4))
def test_contributions_add_up_to_the_change(groups: list[Group], rows: int, periods: int) -> None:
    texts, undelivered, before, undelivered_before = map(sum, zip(*groups, strict=True))
    changes = {
        "share": 100 * (undelivered / texts - undelivered_before / before),
        "count": undelivered - undelivered_before / periods,
    }
    for measure, answer in split(groups, rows, periods).items():
        *parts, (whole,) = _of(answer, "group"), _of(answer, "others"), _of(answer, "all")
        listed = [row for part in parts for row in part]
        size = sum(abs(row["rate_change"]) + abs(row["mix_change"]) for row in listed) + 1
        exact = pytest.approx(changes[measure], abs=1e-12 * size)
        assert sum(row["change"] for row in listed) == exact
        assert sum(row["rate_change"] + row["mix_change"] for row in listed) == exact
        assert whole["change"] == exact
        units = 100 if measure == "share" else 1
        assert abs(whole["shown_change"] - units * changes[measure]) <= 0.5 + 1e-9 * size
        for name in ("shown_change", "shown_rate_change", "shown_mix_change"):
            assert sum(row[name] for row in listed) == whole[name], "shown figures add up, too"
        for row in [*listed, whole]:
            assert row["shown_rate_change"] + row["shown_mix_change"] == row["shown_change"]
        assert all(abs(row["shown_change"] - units * row["change"]) < 1.5 for row in listed)
        assert sum(row["group_count"] for row in listed) == len(groups)
        assert all(row["group_count"] > 1 for row in parts[1]), "one group alone keeps its name"


@QUICK
@given(groups=_groups())
def test_exchanged_sides_negate_every_contribution(groups: list[Group]) -> None:
    answer, exchanged = split(groups), split([(*group[2:], *group[:2]) for group in groups])
    names = [name for name in answer["share"][0] if name.endswith("change")]
    for measure, rows in answer.items():
        negated = [{name: -row[name] for name in names} for row in exchanged[measure]]
        for row, other in zip(rows, negated, strict=True):
            assert {name: row[name] for name in names} == pytest.approx(other, rel=1e-9, abs=1e-9)


@QUICK
@given(
    others=_groups(),
    rates=st.tuples(st.integers(0, 8), st.integers(0, 8)),
    sizes=st.lists(st.tuples(st.integers(1, 1000), st.integers(1, 1000)), min_size=2, max_size=2),
)
def test_groups_of_equal_rates_have_the_rate_change_of_their_union(
    others: list[Group], rates: tuple[int, int], sizes: list[tuple[int, int]]
) -> None:
    first, second = (
        (8 * texts, rates[0] * texts, 8 * before, rates[1] * before) for texts, before in sizes
    )
    texts, undelivered, before, undelivered_before = map(sum, zip(first, second, strict=True))
    union = (texts, undelivered, before, undelivered_before)
    apart, together = split([first, second, *others]), split([union, *others])
    for measure, rows in apart.items():
        both = sum(row["rate_change"] for row in rows if row["group_key"] in ("00", "01"))
        (one,) = (row["rate_change"] for row in together[measure] if row["group_key"] == "00")
        assert both == pytest.approx(one, rel=1e-9, abs=1e-9)


@QUICK
@given(groups=_groups())
def test_a_group_that_is_new_or_gone_has_no_rate_change(groups: list[Group]) -> None:
    for rows in split(groups).values():
        for row in _of(rows, "group"):
            if not row["texts"] or not row["compared_texts"]:
                assert row["rate_change"] == 0
                assert row["change"] == pytest.approx(row["mix_change"], rel=1e-9, abs=1e-9)


def test_what_is_left_over_goes_to_those_that_lost_most() -> None:
    thirds = split([(1, 1, 1, 0)] * 3)["share"]
    assert [row["shown_change"] for row in thirds] == [10_000, 3334, 3333, 3333]
