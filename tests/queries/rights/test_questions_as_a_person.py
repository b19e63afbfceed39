"""`python -m queries … --as PERSON`: the answer as somebody of the access file would see it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from data import record
from queries.__main__ import main
from tests.answers import EVERY, Fill, ReadGiven
from tests.recorded import entries
from tests.signing_in import write_access

Ask = Callable[..., tuple[int, str, str]]
ACCESS = """
[[people]]
who = "principal@example.org"
role = "school"
schools = ["Lincoln High"]
[[people]]
group = "Front offices"
role = "help desk"
"""


@pytest.fixture
def ask(
    district: Path, logs: str, fill: Fill, read_given: ReadGiven, capfd: pytest.CaptureFixture[str]
) -> Ask:
    """Return exit status, output and errors of a question asked as somebody."""
    fill(logs, read_given(EVERY))
    write_access(district.parent, ACCESS)

    def run(*words: str) -> tuple[int, str, str]:
        status = main(words)
        return status, *capfd.readouterr()

    return run


def test_a_person_of_one_school_gets_its_families_alone(ask: Ask) -> None:
    _status, out, _errors = ask("messages", "--format", "csv", "--as", "Principal@example.org")
    assert {row["school"] for row in csv.DictReader(io.StringIO(out))} == {"Lincoln High"}


def test_a_group_gets_masked_numbers(ask: Ask) -> None:
    _status, out, _errors = ask("statuses", "--format", "csv", "--as", "Front offices")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["number"] for row in rows} == {f"•••••••{end:02}" for end in (1, 2, 4, 5, 9)}
    assert {row["name"] for row in rows} == {"A. D.", "B. D.", "C. O.", "D. Y.", "N. S.", ""}


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("messages", "--as", "stranger@example.org"), "The access file has no such person or group"),
        (
            ("imports", "--as", "principal@example.org"),
            "Your role doesn't include the right to import files.",
        ),
        (("statuses", "--sort", "number", "--as", "Front offices"), "can't be sorted by number"),
        (
            ("number_story", "--number", "2125550101", "--as", "Front offices"),
            "Your role doesn't include the right to see full numbers.",
        ),
    ],
)
def test_what_a_person_may_not_see_is_refused(ask: Ask, words: tuple[str, ...], reason: str) -> None:
    status, out, errors = ask(*words)
    assert (status, out) == (2, "")
    assert reason in errors


def test_an_answer_about_people_is_recorded_and_no_other(ask: Ask) -> None:
    ask("result_totals")
    ask("statuses", "--as", "Front offices")
    ask("number_status", "--number", "2125550101")
    listed, looked_up = entries()
    assert (listed.action, listed.about, listed.masked, listed.filters) == (
        *("download", "statuses", True),
        {"as": "Front offices"},
    )
    assert (looked_up.action, looked_up.masked) == ("look_up", False)
    assert looked_up.subject == record.subject_of(number=12125550101)
