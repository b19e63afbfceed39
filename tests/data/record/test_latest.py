"""The newest entry of each action."""

from __future__ import annotations

from pathlib import Path

import pytest

from data import record, settings
from data.errors import Problem
from data.record import latest


def test_the_newest_entry_of_each_action_is_found_across_months(district: Path) -> None:
    assert district
    assert latest.newest(("check", "backup")) == {}
    first = record.write("ana", "backup")
    last = record.write("ben", "check", 'not "action":"backup"')
    (file,) = Path(settings.load().record).glob("*.jsonl")
    file.rename(file.with_name("2026-01.jsonl"))
    newer = record.write("cy", "check")
    assert latest.newest(("check", "backup")) == {"check": newer, "backup": first}
    assert newer != last
    again = record.write("di", "backup")
    assert latest.newest(("backup",)) == {"backup": again}


def test_a_record_that_cannot_be_read_says_so(district: Path) -> None:
    assert district
    record.write("ana", "backup")
    Path(settings.load().record, "2030-01.jsonl").mkdir()
    with pytest.raises(Problem, match="The record can't be read"):
        latest.newest(("backup",))
