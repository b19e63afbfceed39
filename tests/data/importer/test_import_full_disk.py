"""An import on a disk that is full, or fills up, reports it and changes nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from data import engine
from data.errors import Problem
from data.importer.rows import database
from data.jobs.command import NOT_READ, SOME_REJECTED
from tests.chaos import exports
from tests.chaos.command_errors import problem_of
from tests.chaos.import_steps import STARTED
from tests.chaos.store_states import State, failures_of, state_of, tables_ahead
from tests.districts import write_settings
from tests.import_files import import_file

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no limit of a file's size there")
SEED = 1
# From this step on nothing more can be written: what has been written by then, and counts for nothing.
WRITTEN = {
    STARTED: [],
    "before messages": [],
    "inside messages": [],
    "after messages": ["messages"],
    "inside daily_results": ["messages"],
    "after daily_results": ["messages", "daily_results"],
    "before left_out": ["messages", "daily_results"],
    "inside left_out": ["messages", "daily_results"],
    "after left_out": ["messages", "left_out", "daily_results"],
    "compacting left_out": ["messages", "left_out", "daily_results"],
    "before imports": ["messages", "left_out", "daily_results"],
    "inside imports": ["messages", "left_out", "daily_results"],
}
COMMITTED = "after imports"
SMALL_MEMORY = "8MB"  # so that something goes to the disk
# A file that grows beyond so many bytes strikes the files of staging, of tables, or only the largest.
LIMITS = (1, 1_500, 6_000, 25_000, 100_000)


class Ending(NamedTuple):
    """A district after an import on a full disk: the exit status, and what the command said."""

    logs: str
    status: int
    out: str
    err: str


class Stores(NamedTuple):
    """A file, what a store is before and after it, and what became of each store on a full disk."""

    file: Path
    before: State
    after: State
    endings: dict[tuple[str, int], Ending]


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    folder = tmp_path_factory.mktemp("full")
    file = exports.export("torn log", folder, SEED)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_DATA_HOME", str(folder / "own"))
        patched.delenv("RUST_BACKTRACE", raising=False)
        first = _district(folder / "first")
        patched.setenv("DISTRICT_TOML", str(first))
        import_file(exports.export(exports.FIRST_OF_ALL, folder, SEED))
        cases = [(step, 0) for step in (*WRITTEN, COMMITTED)] + [(STARTED, limit) for limit in LIMITS]
        copies = [_district(folder / str(place), first) for place, _case in enumerate(cases)]
        endings = _endings(file, cases, copies)
        before = state_of(_logs(first))
        import_file(file, by="somebody")
        yield Stores(file, before, state_of(_logs(first)), endings)


def _district(folder: Path, like: Path | None = None) -> Path:
    folder.mkdir()
    if like:
        shutil.copytree(_logs(like), folder / "logs")
    return write_settings(folder)


def _logs(district: Path) -> str:
    return str(district.parent / "logs")


def _endings(
    file: Path, cases: list[tuple[str, int]], districts: list[Path], memory: str = engine.MEMORY_LIMIT
) -> dict[tuple[str, int], Ending]:
    words = [
        word
        for (step, limit), copy in zip(cases, districts, strict=True)
        for word in (str(copy), step, str(limit))
    ]
    done = subprocess.run(
        [sys.executable, "-m", "tests.chaos.full_disk", str(file), memory, *words],
        cwd=ROOT,
        env=os.environ,
        stdout=subprocess.PIPE,
        check=True,
        timeout=300,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    endings = [Ending(_logs(copy), *line) for copy, line in zip(districts, lines, strict=True)]
    return dict(zip(cases, endings, strict=True))


def _is_a_clear_problem(ending: Ending, file: Path) -> bool:
    """Return whether the command says what, where, and what to do, and nothing else."""
    problem, where, next_step = problem_of(ending.err)
    clear = problem.startswith(f"{file.name}: ") and where in {file.name, ending.logs}
    return clear and "The disk is full." in problem and "space" in next_step and not ending.out


@pytest.mark.parametrize("step", WRITTEN)
def test_an_import_that_fills_the_disk_reports_it_and_changes_nothing(stores: Stores, step: str) -> None:
    ending = stores.endings[step, 0]
    assert ending.status == NOT_READ, ending
    assert _is_a_clear_problem(ending, stores.file), ending.err
    assert tables_ahead(ending.logs) == WRITTEN[step]
    assert state_of(ending.logs) == stores.before
    again = import_file(stores.file, by="somebody", uri=ending.logs)
    assert (again.stored, again.updated, again.rejected) == (3_000, 1_000, 2)
    assert state_of(ending.logs) == stores.after
    assert failures_of(ending.logs) == []


def test_import_whose_disk_fills_up_after_its_commit_is_stored(stores: Stores) -> None:
    ending = stores.endings[COMMITTED, 0]
    assert (ending.status, ending.err) == (SOME_REJECTED, "")
    assert state_of(ending.logs) == stores.after


@pytest.mark.parametrize("limit", LIMITS)
def test_an_import_reports_too_little_space_for_its_larger_files(stores: Stores, limit: int) -> None:
    ending = stores.endings[STARTED, limit]
    if ending.status == SOME_REJECTED:
        assert limit == max(LIMITS)
        assert state_of(ending.logs) == stores.after
    else:
        assert ending.status == NOT_READ, ending
        assert _is_a_clear_problem(ending, stores.file), ending.err
        assert state_of(ending.logs) == stores.before


def test_an_import_reports_that_it_cannot_spill_to_the_disk(tmp_path: Path, stores: Stores) -> None:
    file = exports.export("updates", tmp_path, SEED)
    first = Path(stores.endings[COMMITTED, 0].logs).with_name("district.toml")
    copy = _district(tmp_path / "copy", first)
    (ending,) = _endings(file, [(STARTED, 0)], [copy], SMALL_MEMORY).values()
    assert ending.status == NOT_READ
    assert _is_a_clear_problem(ending, file), ending.err
    assert state_of(ending.logs) == stores.after


@pytest.mark.parametrize("name", ["updates", "Twilio", "contacts"])
@pytest.mark.parametrize("memory", ["1MB", "5MB"])
def test_an_import_reports_that_it_needs_more_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stores: Stores, memory: str, name: str
) -> None:
    uri = stores.endings[COMMITTED, 0].logs
    monkeypatch.setitem(engine.connect.__kwdefaults__ or {}, "memory", memory)
    monkeypatch.setattr(database, "_idle", [])
    with pytest.raises(Problem, match="memory") as error:
        import_file(exports.export(name, tmp_path, SEED), uri=uri)
    assert error.value.where
    assert "in parts" in error.value.next_step
    assert state_of(uri) == stores.after


def test_the_files_of_a_failed_import_are_removed_once_there_is_space(
    tmp_path: Path, stores: Stores
) -> None:
    first = Path(stores.endings[COMMITTED, 0].logs).with_name("district.toml")
    copy = _district(tmp_path / "copy", first)
    file = exports.export("updates", tmp_path, SEED)
    for step, problem in (("after messages", "can't be written"), (STARTED, "can't be removed")):
        (ending,) = _endings(file, [(step, 0)], [copy]).values()
        assert _is_a_clear_problem(ending, file), ending.err
        assert problem in ending.err
        assert tables_ahead(ending.logs) == ["messages"]
        assert state_of(ending.logs) == stores.after
    assert import_file(file, uri=_logs(copy)).rejected
    assert failures_of(_logs(copy)) == []
