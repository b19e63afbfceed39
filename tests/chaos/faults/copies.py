"""A copy of the logs is made file by file while an import runs, and put back as a backup."""

from __future__ import annotations

import random
import shutil
import time
from contextlib import suppress
from pathlib import Path

from data import check
from data.errors import Problem
from data.tables.schemas import SCHEMAS
from data.tables.undo import undo
from tests.chaos import exports
from tests.chaos.kill_rounds import Rounds, logs_of
from tests.chaos.store_states import State, state_of


def copy_during_an_import(rounds: Rounds, chance: random.Random) -> list[str]:
    """Begin a copy at a random moment of an import.

    The copy must have the state before or after, or become the one before by the step that its check names.
    """
    name = chance.choice([name for name in exports.IMPORTS if name != exports.FIRST_OF_ALL])
    expected = rounds.undisturbed(name)
    (_first, began), (_last, ended) = expected.marks[0], expected.marks[-1]
    with rounds.copy(name) as district:
        copied = district.parent / "copied"
        with rounds.writing(expected, district):
            time.sleep(chance.uniform(0, ended - began))
            _copy(Path(logs_of(district)), copied, chance)
        findings = [line.finding or "" for line in check.lines(str(copied)) if not line.is_well]
        if any(check.UNDO in finding for finding in findings):
            with suppress(Problem):
                undo(uri=str(copied))
        differences = [_differences(str(copied), state) for state in expected.states]
    if all(differences):
        old, new = (", ".join(one) for one in differences)
        return [f"a copy during {name} ({findings}) differs from before in {old}, from after in {new}"]
    return []


def _differences(uri: str, state: State) -> list[str]:
    """Return the tables whose rows differ; whether an import counts may differ after an undo."""
    try:
        return [table for table in state_of(uri).differences(state) if table in SCHEMAS]
    except Problem as problem:
        return [problem.what_happened]


def _copy(logs: Path, copied: Path, chance: random.Random) -> None:
    """Copy every file that is there when its turn comes, folders in any order, as tools do."""
    folders = [folder for folder in logs.iterdir() if folder.is_dir()]
    chance.shuffle(folders)
    for folder in folders:
        shutil.copytree(folder, copied / folder.name, copy_function=_copy_file, dirs_exist_ok=True)


def _copy_file(source: str, target: str) -> str:
    with suppress(FileNotFoundError):  # it was cleared away meanwhile
        shutil.copy2(source, target)
    return target
