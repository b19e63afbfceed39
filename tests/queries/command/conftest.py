"""Answers of the command line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from queries.__main__ import main
from tests.answers import EVERY, Fill, ReadGiven

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def answer(logs: str, fill: Fill, read_given: ReadGiven, capfd: Capture) -> Callable[..., list[str]]:
    """Return the lines printed in answer to a question about six texts of two schools."""
    fill(logs, read_given(EVERY))

    def run(*words: str) -> list[str]:
        assert main(words) == 0, capfd.readouterr().err
        return capfd.readouterr().out.splitlines()

    return run
