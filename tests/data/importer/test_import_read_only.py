"""An import reports logs that can't be written, all or in part, and they can still be read."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from data.jobs.command import NOT_READ, SOME_REJECTED
from tests.chaos.command_errors import problem_of
from tests.chaos.store_states import failures_of, state_of
from tests.import_files import import_file, log_file, rows_of, text

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="rights are given up by prctl(2)")

# What can't be written, below the folder of the logs ("" for all of it).
READ_ONLY = ["", "messages", "daily_results", "left_out/_delta_log", "imports", "work", "work/rejected"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return log_file(tmp_path, text("m1"), text("m2", when="2026-10-01"), text("bad", to="?"))


@pytest.fixture
def again(tmp_path: Path) -> Path:
    return log_file(tmp_path, text("m3"), text("m4"), text("worse", to="?"), name="again.csv")


def _run(*command: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.chaos.without_root_rights", sys.executable, "-m", *map(str, command)],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "RUST_BACKTRACE"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@contextmanager
def _read_only(folder: Path) -> Iterator[None]:
    """Make a folder and all below it read-only."""
    every = [folder, *(below for below in folder.rglob("*") if below.is_dir())]
    for one in every:
        one.chmod(0o555)
    try:
        yield
    finally:
        for one in every:
            one.chmod(0o755)


def _is_refused(ended: subprocess.CompletedProcess[str], file: Path) -> bool:
    """Return whether the command says what, where, and what to do, and nothing else."""
    assert ended.returncode == NOT_READ, ended
    problem, where, next_step = problem_of(ended.stderr)
    names_the_folder = "permissions of the folder" in next_step and bool(where)
    return (
        "isn't allowed to use the folder" in problem
        and problem.startswith(f"{file.name}: ")
        and names_the_folder
        and not ended.stdout
    )


@pytest.mark.parametrize("place", READ_ONLY)
def test_an_import_reports_logs_that_cannot_be_written(
    logs: str, file: Path, again: Path, place: str
) -> None:
    import_file(file)
    before = state_of(logs)
    with _read_only(Path(logs) / place):
        assert _is_refused(_run("data", "import", again), again)
    assert state_of(logs) == before
    outcome = import_file(again)
    assert (outcome.stored, outcome.rejected) == (2, 1)
    assert failures_of(logs) == []


def test_logs_that_cannot_be_written_can_be_read_and_checked(logs: str, file: Path) -> None:
    import_file(file)
    with _read_only(Path(logs)):
        answered = _run("queries", "imports")
        assert (answered.returncode, answered.stderr) == (0, "")
        assert file.name in answered.stdout
        checked = _run("data", "check")
        assert (checked.returncode, checked.stderr) == (0, ""), checked.stdout


def test_an_undo_reports_logs_that_cannot_be_written(logs: str, file: Path) -> None:
    import_file(file)
    before = state_of(logs)
    with _read_only(Path(logs)):
        ended = _run("data", "undo")
    assert ended.returncode == NOT_READ
    assert "permissions" in problem_of(ended.stderr).next_step
    assert state_of(logs) == before


@pytest.mark.parametrize("command", ["import", "import --dry-run"])
def test_a_folder_that_cannot_be_created_is_reported(
    tmp_path: Path, logs: str, file: Path, command: str
) -> None:
    with _read_only(tmp_path):
        assert _is_refused(_run("data", *command.split(), file), file)
    assert not Path(logs).exists()


@pytest.mark.parametrize("place", ["", "messages", "imports", "work"])
def test_a_file_in_the_place_of_a_folder_is_reported(logs: str, file: Path, place: str) -> None:
    there = Path(logs) / place
    there.parent.mkdir(exist_ok=True)
    there.write_text("no folder", encoding="utf-8")
    ended = _run("data", "import", file)
    assert (ended.returncode, ended.stdout) == (NOT_READ, "")
    assert problem_of(ended.stderr).what.startswith(f"{file.name}: ")
    there.unlink()
    assert _run("data", "import", file).returncode == SOME_REJECTED


def test_a_file_without_permission_is_reported_and_the_others_are_imported(
    logs: str, file: Path, again: Path
) -> None:
    file.chmod(0o000)
    ended = _run("data", "import", file, again)
    file.chmod(0o600)
    assert ended.returncode == NOT_READ
    assert "permissions" in problem_of(ended.stderr).next_step
    assert ended.stdout.startswith("again.csv (message log)")
    assert [row["file_name"] for row in rows_of("imports", logs)] == ["again.csv"]
