"""A few imports killed at random moments, as `make chaos` kills hundreds of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.exports import FIRST_OF_ALL
from tests.chaos.kill_rounds import Rounds
from tests.chaos.killable_imports import Victims
from tests.chaos.store_states import TABLES

SEED = 7
KILLS = 6


@pytest.fixture(scope="module")
def victims() -> Iterator[Victims]:
    with Victims() as started:
        yield started


@pytest.fixture
def rounds(tmp_path: Path, victims: Victims) -> Rounds:
    return Rounds(tmp_path, SEED, victims)


def test_imports_killed_at_random_moments_leave_the_old_state_or_the_new_one(rounds: Rounds) -> None:
    while rounds.report.kills < KILLS and not rounds.report.faults:
        rounds.round(KILLS - rounds.report.kills)
    assert rounds.report.faults == []
    assert rounds.report.seen["old"] > 0
    assert rounds.report.seen["new"] > 0


def test_the_imports_that_are_killed_change_every_table(rounds: Rounds) -> None:
    changed = {name: rounds.known(name).states for name in ("Twilio", "contacts")}
    unlike = {name: set(new.unlike(old)) for name, (old, new) in changed.items()}
    assert unlike["Twilio"] == {*TABLES, "rejected rows"} - {"contacts"}
    assert unlike["contacts"] == {"contacts", "left_out", "imports", "rejected rows"}
    assert rounds.report.faults == []
    old, _new = rounds.known(FIRST_OF_ALL).states
    assert {held for held, _checksum in old.rows.values()} == {0}
