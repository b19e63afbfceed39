"""A few imports killed at random moments, as `make chaos` kills hundreds of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.tables.schemas import STANDALONE
from tests.chaos.exports import FIRST_OF_ALL
from tests.chaos.faults import record_kills
from tests.chaos.kill_rounds import Rounds
from tests.chaos.killable_imports import ImportForks
from tests.chaos.store_states import TABLES

SEED = 7
KILLS = 4
RECORD_KILLS = 10


@pytest.fixture(scope="module")
def forks() -> Iterator[ImportForks]:
    with ImportForks() as own_forks:
        yield own_forks


@pytest.fixture
def rounds(tmp_path: Path, forks: ImportForks) -> Rounds:
    return Rounds(tmp_path, SEED, forks)


def test_imports_killed_at_random_moments_leave_the_old_state_or_the_new_one(rounds: Rounds) -> None:
    while rounds.report.kills < KILLS and not rounds.report.failures:
        rounds.run(KILLS - rounds.report.kills)
    assert rounds.report.failures == []
    assert rounds.report.states_read["old"] > 0
    assert rounds.report.states_read["new"] > 0


def test_the_killed_imports_change_every_table(rounds: Rounds) -> None:
    changed = {name: rounds.undisturbed(name).states for name in ("Twilio", "contacts")}
    differences = {name: set(new.differences(old)) for name, (old, new) in changed.items()}
    assert differences["Twilio"] == {*TABLES, "rejected rows"} - {"contacts", *STANDALONE}
    assert differences["contacts"] == {"contacts", "left_out", "imports", "rejected rows"}
    assert rounds.report.failures == []
    old, _new = rounds.undisturbed(FIRST_OF_ALL).states
    assert {rows for rows, _checksum in old.rows.values()} == {0}


def test_processes_killed_at_random_moments_send_nothing_without_its_entry(tmp_path: Path) -> None:
    report = record_kills.report(tmp_path, RECORD_KILLS, SEED)
    assert report.failures == []
    assert report.kills == RECORD_KILLS
    assert report.entries > report.sent > 0
