"""A few written values of every claim, as `make fuzz` tries hundreds; and that a wrong one is noticed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.fuzz.invariants import BrokenInvariantError
from tests.fuzz.written import CLAIMS, numbers, rows, times
from tests.fuzz.written.claims import broken
from tests.fuzz.written.numbers import Cell

FIRST, SECOND = "2125550117", "3055550123"
MOMENTS = [datetime(2026, 5, day, 14, 5, 33, tzinfo=times.ZONE) for day in (6, 13, 25)]


@pytest.mark.parametrize("name", CLAIMS)
def test_what_is_written_is_stored_right_or_not_at_all(name: str, tmp_path: Path) -> None:
    assert broken(CLAIMS[name], tmp_path, first_seed=12, examples=4) == set()


@pytest.mark.parametrize("name", times.FORMS)
def test_a_form_of_a_time_is_stored_right_or_not_at_all(name: str, tmp_path: Path) -> None:
    times.check_column(tmp_path, (name, MOMENTS))


@pytest.mark.parametrize("kind", ["log", "contacts"])
def test_every_form_of_a_number_is_stored_right_or_not_at_all(kind: str, tmp_path: Path) -> None:
    numbers.check_column(tmp_path, (kind, [Cell(name, FIRST, SECOND) for name in numbers.FORMS]))


@pytest.mark.parametrize("size", [rows.VECTOR - 1, rows.VECTOR, rows.VECTOR + 1])
def test_every_row_is_accounted_for_where_the_reader_turns_to_its_next_rows(
    size: int, tmp_path: Path
) -> None:
    rows.check_file(tmp_path, rows.File(size, 0, "\r\n", "\r\n", "\n", "\n"))


def test_a_time_that_is_stored_as_another_one_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = times.Form(lambda moment: f"{moment:%Y-%d-%m %H:%M}", times.MINUTE)
    monkeypatch.setitem(times.FORMS, "wrong", wrong)
    with pytest.raises(BrokenInvariantError, match="is stored as"):
        times.check_column(tmp_path, ("wrong", MOMENTS[:1]))


def test_a_number_that_is_stored_as_another_one_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(numbers.FORMS, "wrong", numbers.Form(lambda _first, second: second))
    with pytest.raises(BrokenInvariantError, match="is stored as 13055550123"):
        numbers.check_column(tmp_path, ("log", [Cell("wrong", FIRST, SECOND)]))


def test_a_row_that_is_missing_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = rows.File(3, 0, "\n", "\n")
    short = rows.File(2, 0, "\n", "\n").content()
    monkeypatch.setattr(rows.File, "content", lambda _file: short)
    with pytest.raises(BrokenInvariantError, match="2 rows of 3"):
        rows.check_file(tmp_path, file)
