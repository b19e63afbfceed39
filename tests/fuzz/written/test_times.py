"""A few columns of known times, written and imported, as `make fuzz` tries hundreds of them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings

from tests.fuzz.invariants import BrokenInvariantError
from tests.fuzz.written_times import FORMS, ZONE, Form, check_column, columns

MOMENTS = [datetime(2026, 5, day, 14, 5, 33, tzinfo=ZONE) for day in (6, 13, 25)]


@pytest.mark.parametrize("name", FORMS)
def test_a_form_of_a_time_is_stored_right_or_not_at_all(name: str, tmp_path: Path) -> None:
    check_column(tmp_path, str(tmp_path / "logs"), name, MOMENTS)


@hypothesis_settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[*HealthCheck],
)
@given(columns())
def test_times_are_stored_right_or_not_at_all(
    tmp_path_factory: pytest.TempPathFactory, column: tuple[str, list[datetime]]
) -> None:
    folder = tmp_path_factory.mktemp("times")
    check_column(folder, str(folder / "logs"), *column)


def test_a_time_that_is_stored_as_another_one_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        FORMS, "wrong", Form(lambda moment: f"{moment:%Y-%d-%m %H:%M}", FORMS["US"].precision)
    )
    with pytest.raises(BrokenInvariantError, match="is stored as"):
        check_column(tmp_path, str(tmp_path / "logs"), "wrong", MOMENTS[:1])
