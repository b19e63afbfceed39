"""The access file: who it names, what it makes of them, and what it refuses."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from data.access import Viewer
from data.access.access_file import Identity, viewer_of
from data.errors import Problem
from tests.signing_in import write_access

FILE = """
[[people]]
who = "Principal@example.org"
role = "school"
schools = ["Lincoln High"]

[[people]]
group = "Front offices"
role = "help desk"

[[people]]
group = "Lincoln"
role = "school"
schools = ["Lincoln High"]

[[people]]
group = "Grant"
role = "school"
schools = ["Grant Elementary", "Lincoln High"]

[[people]]
who = "it@example.org"
role = "administrator"
"""


@pytest.fixture
def access(district: Path) -> Path:
    """The access file of the district, which its settings name by a path beside them."""
    return write_access(district.parent, FILE).with_name("access.toml")


@pytest.mark.usefixtures("access")
def test_a_person_gets_the_role_and_the_schools_of_the_own_entry() -> None:
    principal = Identity("principal@example.org", ("Front offices",))
    assert viewer_of(principal) == Viewer("principal@example.org", "school", ("Lincoln High",))
    assert viewer_of(Identity("it@example.org")) == Viewer("it@example.org", "administrator")


@pytest.mark.usefixtures("access")
def test_groups_with_one_role_join_their_schools() -> None:
    both = Identity("clerk@example.org", ("Grant", "Lincoln"))
    assert viewer_of(both) == Viewer("clerk@example.org", "school", ("Lincoln High", "Grant Elementary"))


@pytest.mark.usefixtures("access")
def test_the_first_of_several_groups_sets_the_role() -> None:
    several = Identity("clerk@example.org", ("Grant", "Front offices"))
    assert viewer_of(several) == Viewer("clerk@example.org", "help desk")


@pytest.mark.usefixtures("access")
@pytest.mark.parametrize("who", ["stranger@example.org", "", "Front offices"])
def test_nobody_else_is_anybody(who: str) -> None:
    assert viewer_of(Identity(who, ("front offices", ""))) is None


def test_a_change_of_the_file_counts_at_once(access: Path) -> None:
    someone = Identity("new@example.org")
    assert viewer_of(someone) is None
    entry = '[[people]]\nwho = "new@example.org"\nrole = "totals only"\n'
    access.write_text(FILE + entry, encoding="utf-8")
    os.utime(access, ns=(1, 1))
    assert viewer_of(someone) == Viewer("new@example.org", "totals only")


def test_without_a_file_nobody_sees_anything(district: Path, access: Path) -> None:
    access.unlink()
    with pytest.raises(Problem, match="The access file is missing, so nobody can see anything"):
        viewer_of(Identity("it@example.org"))
    district.write_text('logs = "logs"\n', encoding="utf-8")
    with pytest.raises(Problem, match="no access file says who may see what"):
        viewer_of(Identity("it@example.org"))


@pytest.mark.parametrize(
    ("text", "next_step"),
    [
        ("people = 1", "Write one"),
        ('[[people]]\nrole = "school"', "either"),
        ('[[people]]\nwho = "a@example.org"\ngroup = "A"\nrole = "school"', "either"),
        ('[[people]]\nwho = "a@example.org"\nrole = "Administrator"', "Its role must be one of"),
        ('[[people]]\nwho = "a@example.org"\nrole = "school"\nschool = "A"', "Its keys can be"),
        ('[[people]]\nwho = "a@example.org"\nrole = "school"\nschools = "A"', "as a list"),
        ('[[people]]\nwho = "a@example.org"\nrole = "administrator"\nschools = ["A"]', "every school"),
        ('[[people]\nwho = "a@example.org"', "Correct that line"),
    ],
)
def test_an_entry_that_cannot_be_used_lets_nobody_in(access: Path, text: str, next_step: str) -> None:
    access.write_text(text, encoding="utf-8")
    os.utime(access, ns=(2, 2))
    with pytest.raises(Problem, match="nobody can see anything") as refused:
        viewer_of(Identity("a@example.org"))
    assert next_step in refused.value.next_step
    assert str(access) in refused.value.where
