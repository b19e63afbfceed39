"""The rules of the house that the tests themselves keep to."""

from __future__ import annotations

from pathlib import Path


def test_no_two_files_of_tests_share_a_name() -> None:
    names = [file.name for file in Path(__file__).parents[1].rglob("test_*.py")]
    assert len(names) == len({*names}), "pytest can't tell two of them apart where one process runs both"
