"""Time zones by their names: which are the same for a file's times."""

from __future__ import annotations

import pytest

from data.importer.rows.times import zones


@pytest.mark.parametrize(
    ("one", "other", "are_alike"),
    [
        ("America/Chicago", "US/Central", True),
        ("America/Chicago", "America/New_York", False),
        # Arizona has Denver's time in winter, and that of Los Angeles in summer.
        ("America/Phoenix", "America/Denver", False),
        ("America/Phoenix", "America/Los_Angeles", False),
        ("America/Phoenix", "Etc/GMT+7", True),
    ],
)
def test_zones_are_alike_if_their_offsets_are_in_winter_and_summer(
    one: str, other: str, *, are_alike: bool
) -> None:
    assert zones.alike(one, other) == are_alike
