"""The errors that are planted, and the changes that aren't since they can't change an answer."""

from __future__ import annotations

import pytest

from tests.mutants import python_faults, sql_faults


@pytest.mark.parametrize(
    "harmless",
    [
        "select a from t where exists(select 1 from u)",
        "select a from t where b in (select distinct b from u)",
        "select max(distinct a) from t",
        "with s as not materialized (select a from t) select a from s",
        "select t.a from t inner join u on t.a is u.a where u.b like 'x' and u.is_new",
        "select a -- 1 = 1, not 2\nfrom t",
        "select 'distinct 1' as a",
    ],
)
def test_changes_of_sql_that_change_no_answer_are_not_planted(harmless: str) -> None:
    changes = [change for _source, change, _lines in sql_faults.faulty_versions(harmless)]
    assert not [change for change in changes if not change.endswith(("→ min", "→ or"))]


@pytest.mark.parametrize(
    ("source", "faulty"),
    [
        ("select a from t where a < 2", {"select a from t where a <= 2", "select a from t where a < 3"}),
        ("select count(distinct a) from t", {"select count( a) from t"}),
        ("select t.a from t inner join u using (a)", {"select t.a from t left join u using (a)"}),
        (
            "select t.a from t inner join u using (a) where u.b is null",
            {"select t.a from t left join u using (a) where u.b is null"},
        ),
        ("select a from t where a is not distinct from b", {"select a from t where a is  distinct from b"}),
        ("select a from t where b between 1 and 2 ", {"select a from t where b between 2 and 2 "}),
    ],
)
def test_changes_of_sql_that_change_answers_are_planted(source: str, faulty: set[str]) -> None:
    assert faulty <= {version for version, _change, _lines in sql_faults.faulty_versions(source)}


def test_every_planted_error_in_sql_can_be_parsed() -> None:
    source = "select a is not distinct from b from t"
    versions = [version for version, _change, _lines in sql_faults.faulty_versions(source)]
    assert versions == ["select a is  distinct from b from t"]


def test_errors_are_planted_in_python_where_it_decides() -> None:
    source = "LEAST = 3\n\ndef is_enough(number: int) -> bool:\n    return number >= LEAST and not False\n"
    changes = {change for _source, change, _lines in python_faults.faulty_versions(source)}
    assert "line 1: 3 → 4" in changes
    assert "line 4: number >= LEAST → number > LEAST" in changes
    assert "line 4: number >= LEAST and (not False) → number >= LEAST or not False" in changes


@pytest.mark.parametrize(
    "harmless",
    [
        "READ_AT_ONCE = 100",
        "KEPT_ROWS: int = 20",
        "def f(a: list[1]): ...",
        "@d(frozen=True)\nclass A: ...",
    ],
)
def test_sizes_types_and_decorators_of_python_are_left_alone(harmless: str) -> None:
    assert not list(python_faults.faulty_versions(harmless))


def test_the_limit_of_a_split_for_its_end_is_left_alone() -> None:
    source = "def last(path: str) -> str:\n    return path.rsplit('/', 1)[-1]\n"
    changes = [change for _source, change, _lines in python_faults.faulty_versions(source)]
    assert changes == ["line 2: return path.rsplit('/', 1)[-1] → return None", "line 2: 1 → 2"]
