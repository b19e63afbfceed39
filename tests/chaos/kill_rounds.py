"""One round: an import is killed again and again until it succeeds, and the store is compared each time."""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from data.tables.schemas import SCHEMAS
from data.tables.undo import undo
from tests.chaos import exports
from tests.chaos.concurrent_reader import Answers, Reader, answers
from tests.chaos.import_steps import COMMIT, WRITING
from tests.chaos.kill_times import Marks, kill_time
from tests.chaos.killable_imports import ImportFork, ImportForks
from tests.chaos.store_states import State, age_files, failures_of, state_of, tables_ahead

SETTINGS = 'timezone = "America/Chicago"\nlogs = "logs"\n'
KILLS_PER_ROUND = 8
BEFORE, INSIDE, AFTER = WRITING
OLD, NEW = STATES = ("old", "new")
ALLOWED_STATES = {BEFORE: {OLD}, INSIDE: {OLD, NEW}, AFTER: {NEW}}


@dataclass
class Report:
    """The results of all rounds.

    `places` counts the kills by file and by place relative to the commit, `steps` by the last step, and
    `states_read` how often readers met the old and the new state. `failures` are sentences.
    """

    places: dict[str, Counter[str]] = field(default_factory=dict)
    steps: Counter[str] = field(default_factory=Counter)
    states_read: Counter[str] = field(default_factory=Counter)
    rounds: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def kills(self) -> int:
        """Return the number of killed imports."""
        return self.steps.total()


@dataclass(frozen=True)
class Undisturbed:
    """An import that nothing disturbs: its file, the store before and after it, and its steps."""

    name: str
    file: Path
    states: tuple[State, State]
    answers: dict[int, Answers]  # by data version
    marks: Marks


class Rounds:
    """Rounds of kills in a folder, at random; `report` says what happened."""

    def __init__(self, folder: Path, seed: int, forks: ImportForks) -> None:
        self.report = Report()
        self._folder = folder
        self._random = random.Random(seed)
        self._forks = forks
        self._seed = seed
        self._undisturbed: dict[str, Undisturbed] = {}
        self._first = _district(folder / "first")
        for file in exports.first_exports(folder, seed):
            self._import(file, self._first)

    def run(self, kills: int) -> None:
        """Run one round of at most so many kills."""
        expected = self.undisturbed(self._random.choice([*exports.IMPORTS]))
        kills = min(kills, self._random.randint(1, KILLS_PER_ROUND))
        self.report.rounds += 1
        with self._copy(expected.name) as district, Reader(_logs(district), expected.answers) as reader:
            for _kill in range(kills):
                if self._kill(expected, district):
                    break
            self._import(expected.file, district)
            self._compare(expected, district, AFTER, "after it succeeded")
            self._add_failures(expected, *failures_of(_logs(district)))
            reader.stop()
            self._undo(expected, district)
        self._add_failures(expected, *reader.failures)
        newest = max(expected.answers)
        for version, times in reader.versions_read.items():
            self.report.states_read[NEW if version == newest else OLD] += times

    def undisturbed(self, name: str) -> Undisturbed:
        """Return the import of that name as it is when nothing disturbs it."""
        if name not in self._undisturbed:
            file = exports.export(name, self._folder, self._seed)
            with self._copy(name) as district:
                uri = _logs(district)
                before, (older, old_answers) = state_of(uri), answers(uri)
                marks = self._import(file, district)
                after, (newer, new_answers) = state_of(uri), answers(uri)
            by_version = dict.fromkeys(range(older, newer), old_answers) | {newer: new_answers}
            self._undisturbed[name] = Undisturbed(name, file, (before, after), by_version, marks)
        return self._undisturbed[name]

    def _undo(self, expected: Undisturbed, district: Path) -> None:
        """Undo the import, after which everything that it changed must be as before."""
        undo(uri=_logs(district))
        changed = state_of(_logs(district)).differences(expected.states[0])
        self._add_failures(
            expected,
            *(f"after its undo, {name} differs from before" for name in changed if name in SCHEMAS),
        )

    def _kill(self, expected: Undisturbed, district: Path) -> bool:
        """Kill one import; return whether it was committed by then."""
        step, seconds = kill_time(self._random, expected.marks, tables_ahead(_logs(district)))
        age_files(_logs(district))
        fork = self._forks.start(expected.file, district)
        if fork.wait_for(step):
            time.sleep(seconds)
        fork.kill()
        place, last_step = _place(fork), fork.marks[-1][0]
        if fork.was_killed:
            self.report.places.setdefault(expected.name, Counter())[place] += 1
            self.report.steps[last_step] += 1
        elif fork.exit_status:
            self._add_failures(expected, f"it ended with {fork.exit_status} after “{last_step}”")
        return self._compare(expected, district, place, f"killed after “{last_step}”") == NEW

    def _compare(self, expected: Undisturbed, district: Path, place: str, when: str) -> str:
        """Return which state a store is in; it is a failure if that state isn't allowed at the place."""
        current = state_of(_logs(district))
        for state, name in zip(expected.states, STATES, strict=True):
            if current == state:
                if name not in ALLOWED_STATES[place]:
                    self._add_failures(expected, f"{when}, it is in the {name} state")
                return name
        old, new = (", ".join(current.differences(state)) for state in expected.states)
        self._add_failures(
            expected, f"{when}, it differs from the old state in {old}, from the new in {new}"
        )
        return ""

    def _import(self, file: Path, district: Path) -> Marks:
        age_files(_logs(district))
        fork = self._forks.start(file, district)
        if status := fork.wait():
            self.report.failures.append(f"{file.name}, undisturbed: it ended with {status}")
        return fork.marks

    @contextmanager
    def _copy(self, name: str) -> Iterator[Path]:
        """Yield a district with a copy of the first store; without one for the first import of all."""
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            if name != exports.FIRST_OF_ALL:
                shutil.copytree(_logs(self._first), f"{folder}/logs")
            yield _district(Path(folder))

    def _add_failures(self, expected: Undisturbed, *failures: str) -> None:
        self.report.failures += [f"{expected.name}: {failure}" for failure in failures]


def _place(fork: ImportFork) -> str:
    """Return where an import was, relative to its commit."""
    steps = [step for step, _at in fork.marks]
    if f"{AFTER} {COMMIT}" in steps:
        return AFTER
    return INSIDE if f"{BEFORE} {COMMIT}" in steps else BEFORE


def _district(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / "district.toml"
    file.write_text(SETTINGS, encoding="utf-8")
    return file


def _logs(district: Path) -> str:
    return str(district.parent / "logs")
