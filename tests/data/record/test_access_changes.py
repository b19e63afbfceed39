"""Changes of the access file are entries of the record, each once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from data.errors import Problem
from data.record import access_changes
from tests.recorded import entries
from tests.signing_in import write_access

ADMINISTRATOR = '[[people]]\nwho = "it@example.org"\nrole = "administrator"\n'
PRINCIPAL = '[[people]]\nwho = "principal@example.org"\nrole = "school"\nschools = ["Lincoln High"]\n'


def change(district: Path, text: str, at: int) -> None:
    """Write the access file, and let the dashboard meet it as after a restart."""
    write_access(district.parent, text)
    os.utime(district.parent / "access.toml", ns=(at, at))
    access_changes._note.cache_clear()
    access_changes.note()


def test_each_state_of_the_access_file_is_an_entry_with_its_people(district: Path) -> None:
    change(district, ADMINISTRATOR, 1)
    change(district, ADMINISTRATOR, 2)
    change(district, ADMINISTRATOR + PRINCIPAL, 3)
    first, second = entries()
    assert [first.action, second.action] == ["access_change", "access_change"]
    assert first.filters["people"] == {"it@example.org": ["administrator"]}
    assert second.filters["people"] == {
        "it@example.org": ["administrator"],
        "principal@example.org": ["school", "Lincoln High"],
    }
    assert second.who == Path(district).owner()


def test_a_change_that_cannot_be_recorded_lets_nobody_in(district: Path) -> None:
    (district.parent / "record").write_bytes(b"")
    with pytest.raises(Problem, match=r"(?i)record"):
        change(district, ADMINISTRATOR, 1)
