"""The look-up of a number whose texts keep failing, although it opted in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from data import settings
from tests.answers import Fill
from tests.pages import known_numbers
from tests.pages.known_numbers import WITH_SHORT_CODE
from tests.pages.look_up.page import LookUpPage


@pytest.fixture
def failing(tmp_path: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch) -> Callable[..., LookUpPage]:
    """Look up a number to which texts failed on these days of October."""
    (tmp_path / "failing.toml").write_text(WITH_SHORT_CODE, encoding="utf-8")
    monkeypatch.setenv("DISTRICT_TOML", str(tmp_path / "failing.toml"))

    def look_up(number: int, *days: int) -> LookUpPage:
        fill(settings.load().logs, known_numbers.tables(more_texts=known_numbers.failed(number, *days)))
        return LookUpPage(number)

    return look_up


def test_a_number_that_can_be_texted_but_keeps_failing_is_to_be_replaced(
    failing: Callable[..., LookUpPage],
) -> None:
    page = failing(known_numbers.SAID_YES, 3, 5, 5, 9)
    assert page.headline == "Yes, (212) 555-0100 can be texted."
    assert page.details[0] == "But its last 4 texts failed since Oct 3, 2026: ask for another number."


@pytest.mark.parametrize(
    ("number", "days"),
    [(known_numbers.SAID_YES, (3, 5, 5)), (known_numbers.SAID_NO, (3, 5, 9))],
    ids=["on two days only", "can't be texted anyway"],
)
def test_other_failures_are_no_reason_to_ask_for_another_number(
    number: int, days: tuple[int, ...], failing: Callable[..., LookUpPage]
) -> None:
    assert not any("another number" in detail for detail in failing(number, *days).details)
