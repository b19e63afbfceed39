"""A few damaged files, as `make fuzz` tries hundreds of them; and that the fuzzer recognizes a failure."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from data.errors import Problem
from data.importer import Outcome, failures
from tests.fuzz.cases import Case, cases
from tests.fuzz.invariants import BrokenInvariantError, check_problem, check_rows, verdict_of
from tests.fuzz.mutations import MUTATIONS
from tests.fuzz.seed_files import File, seeds
from tests.import_files import number, written

share = st.floats(0, 1, exclude_max=True)


@hypothesis_settings(max_examples=40, deadline=None, derandomize=True)
@given(
    st.sampled_from([*MUTATIONS]),
    st.sampled_from([*seeds(), File("log.csv", b"")]),
    share,
    share,
    st.integers(0, 99),
)
def test_a_mutation_makes_a_file_and_always_the_same_one(
    name: str, file: File, at: float, to: float, pick: int
) -> None:
    mutated = MUTATIONS[name](file, at, to, pick)
    assert isinstance(mutated, File)
    assert MUTATIONS[name](file, at, to, pick) == mutated


# A handful of files into one store, which is checked as a whole once.
@hypothesis_settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[*HealthCheck],
)
@given(cases())
def test_a_few_damaged_files_break_no_invariant(
    tmp_path_factory: pytest.TempPathFactory, case: Case
) -> None:
    file = case.file()
    folder = tmp_path_factory.mktemp("mutated")
    path = written(folder / (file.name.replace("/", "_") or "file"), file.content)
    verdict = verdict_of(
        path, case.options._replace(is_checked=case.has_own_store), str(folder.parent / "mutated-logs")
    )
    assert verdict.sign is None, f"{case}\n{verdict.text}"


@pytest.mark.parametrize(
    "problem",
    [
        Problem(f"There is no {number(1)}.", next_step="Look."),
        Problem("No such thing.", where=f"log.csv, columns +1{number(1)}", next_step="Look."),
        Problem("No such thing."),
    ],
)
def test_a_problem_with_a_number_or_without_a_next_step_is_a_failure(problem: Problem) -> None:
    with pytest.raises(BrokenInvariantError):
        check_problem(problem)


def test_an_error_of_the_database_is_a_failure_behind_a_problem() -> None:
    error = duckdb.InternalException("a query of ours")
    problem = failures.stopped("log.csv", error)
    problem.__context__ = error
    with pytest.raises(BrokenInvariantError, match="InternalException"):
        check_problem(problem)


def test_rows_that_do_not_add_up_are_a_failure() -> None:
    check_rows(Outcome("log.csv", "log", rows_read=3, stored=1, unchanged=1, rejected=1))
    for outcome in (
        Outcome("log.csv", "log", rows_read=3, stored=1, rejected=1),
        Outcome("log.csv", "log", rows_read=1, stored=2, unchanged=-1),
    ):
        with pytest.raises(BrokenInvariantError):
            check_rows(outcome)
