"""A few spoiled files, as `make fuzz` tries hundreds of them; and that the fuzzer knows a fault."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from data.errors import Problem
from data.importer import Outcome
from tests.fuzz.cases import Case, cases
from tests.fuzz.invariants import BrokenError, check_problem, check_rows, tried
from tests.fuzz.mutations import WAYS
from tests.fuzz.seed_files import File, seeds
from tests.import_files import number, written

share = st.floats(0, 1, exclude_max=True)


@trying(max_examples=40, deadline=None, derandomize=True)
@given(
    st.sampled_from([*WAYS]),
    st.sampled_from([*seeds(), File("log.csv", b"")]),
    share,
    share,
    st.integers(0, 99),
)
def test_a_way_of_spoiling_gives_a_file_and_the_same_one_again(
    name: str, file: File, at: float, to: float, pick: int
) -> None:
    spoiled = WAYS[name](file, at, to, pick)
    assert isinstance(spoiled, File)
    assert WAYS[name](file, at, to, pick) == spoiled


# A handful of files, into one store, which is looked through as a whole once.
@trying(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[*HealthCheck],
)
@given(cases())
def test_a_few_spoiled_files_break_no_claim(tmp_path_factory: pytest.TempPathFactory, case: Case) -> None:
    file = case.file()
    folder = tmp_path_factory.mktemp("spoiled")
    path = written(folder / (file.name.replace("/", "_") or "file"), file.content)
    found = tried(path, case.asked._replace(is_checked=case.is_fresh), str(folder.parent / "spoiled-logs"))
    assert found.sign is None, f"{case}\n{found.told}"


@pytest.mark.parametrize(
    "problem",
    [
        Problem(f"There is no {number(1)}.", next_step="Look."),
        Problem("No such thing.", where=f"log.csv, columns +1{number(1)}", next_step="Look."),
        Problem("No such thing."),
    ],
)
def test_a_problem_that_may_not_be_logged_or_says_too_little_is_a_fault(problem: Problem) -> None:
    with pytest.raises(BrokenError):
        check_problem(problem)


def test_rows_that_do_not_add_up_are_a_fault() -> None:
    check_rows(Outcome("log.csv", "log", rows_read=3, stored=1, unchanged=1, rejected=1))
    for outcome in (
        Outcome("log.csv", "log", rows_read=3, stored=1, rejected=1),
        Outcome("log.csv", "log", rows_read=1, stored=2, unchanged=-1),
    ):
        with pytest.raises(BrokenError):
            check_rows(outcome)
