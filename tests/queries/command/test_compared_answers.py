"""`python -m queries` beside other texts."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from queries.__main__ import main

Capture = pytest.CaptureFixture[str]


def test_another_period_and_another_broadcast_are_compared(answer: Callable[..., list[str]]) -> None:
    def totals(*words: str) -> tuple[int, float, bool]:
        lines = answer("outcome_changes", *words, "--enough", "2", "--format", "json")
        rows = [json.loads(line) for line in lines]
        row = next(row for row in rows if row["level"] == "stage" and row["stage"] is None)
        return row["texts"], row["compared_texts"], row["is_comparable"]

    week = ("--from", "2026-10-01", "--to", "2026-10-07")
    assert totals(*week) == (1, 0, False)
    assert totals(*week, "--against", "before") == (1, 1, False)
    assert totals(*week, "--against", "last_year") == (1, 0, False)
    assert totals("--broadcast", "B-1", "--against-broadcast", "Picture day") == (3, 2, True)


def test_a_period_is_compared_only_with_a_first_and_a_last_day(capfd: Capture) -> None:
    assert main(["outcome_changes", "--to", "2026-10-07", "--against", "before"]) == 2
    assert "--against needs a first and a last day.\nUse --from and --to." in capfd.readouterr().err
