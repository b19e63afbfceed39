"""One round: a writer is killed again and again until it succeeds, and the store is compared each time."""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from data.tables.schemas import SCHEMAS
from data.tables.undo import undo
from tests.chaos import exports
from tests.chaos.concurrent_reader import Answers, Reader, answers
from tests.chaos.import_steps import COMMIT, WRITING
from tests.chaos.kill_times import Marks, kill_time
from tests.chaos.killable_imports import (
    BATCH,
    IMPORT,
    UNDO,
    UNDO_BATCH,
    ImportFork,
    ImportForks,
    record_batch,
)
from tests.chaos.store_states import State, age_files, failures_of, state_of, tables_ahead

ROOT = Path(__file__).parents[2]
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
class Operation:
    """What is killed: a kind of writer, the export that it or the store before it needs, and its commit."""

    kind: str
    export: str
    commit: str = COMMIT  # the table whose write makes it count


OPERATIONS = {name: Operation(IMPORT, name) for name in exports.IMPORTS} | {
    UNDO: Operation(UNDO, "Twilio"),
    BATCH: Operation(BATCH, "contacts", "reminders"),
    UNDO_BATCH: Operation(UNDO_BATCH, "contacts", "reminders"),
}


@dataclass(frozen=True)
class Undisturbed:
    """A writer that nothing disturbs: its file, the store before and after it, and its steps."""

    name: str
    operation: Operation
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
            self._write(file, self._first)

    def run(self, kills: int) -> None:
        """Run one round of at most so many kills."""
        expected = self.undisturbed(self._random.choice([*OPERATIONS]))
        kills = min(kills, self._random.randint(1, KILLS_PER_ROUND))
        self.report.rounds += 1
        is_import = expected.operation.kind == IMPORT
        with self.copy(expected.name) as district, Reader(logs_of(district), expected.answers) as reader:
            is_done = any(self._kill(expected, district) for _kill in range(kills))
            if is_import or not is_done:  # the same file counts once, but a second undo is another one
                self.write(expected, district)
            self.compare(expected, district, AFTER, "after it succeeded")
            self._add_failures(expected, *failures_of(logs_of(district)))
            reader.stop()
            if is_import:
                self._undo(expected, district)
        self._add_failures(expected, *reader.failures)
        newest = max(expected.answers)
        for version, times in reader.versions_read.items():
            self.report.states_read[NEW if version == newest else OLD] += times

    def undisturbed(self, name: str) -> Undisturbed:
        """Return the writer of that name as it is when nothing disturbs it."""
        if name not in self._undisturbed:
            operation = OPERATIONS[name]
            file = exports.export(operation.export, self._folder, self._seed)
            with self.copy(name) as district:
                uri = logs_of(district)
                before, (older, old_answers) = state_of(uri), answers(uri)
                marks = self._write(file, district, operation.kind)
                after, (newer, new_answers) = state_of(uri), answers(uri)
            by_version = dict.fromkeys(range(older, newer), old_answers) | {newer: new_answers}
            self._undisturbed[name] = Undisturbed(name, operation, file, (before, after), by_version, marks)
        return self._undisturbed[name]

    def _undo(self, expected: Undisturbed, district: Path) -> None:
        """Undo the import, after which everything that it changed must be as before."""
        undo(uri=logs_of(district))
        changed = state_of(logs_of(district)).differences(expected.states[0])
        self._add_failures(
            expected,
            *(f"after its undo, {name} differs from before" for name in changed if name in SCHEMAS),
        )

    def _kill(self, expected: Undisturbed, district: Path) -> bool:
        """Kill one writer; return whether it was committed by then."""
        uri, kind = logs_of(district), expected.operation.kind
        step, seconds = kill_time(self._random, expected.marks, tables_ahead(uri) if kind == IMPORT else [])
        age_files(uri)
        fork = self._forks.start(expected.file, district, kind)
        if fork.wait_for(step):
            time.sleep(seconds)
        fork.kill()
        place, last_step = _place(fork, expected.operation.commit), fork.marks[-1][0]
        if fork.was_killed:
            self.report.places.setdefault(expected.name, Counter())[place] += 1
            self.report.steps[last_step] += 1
        elif fork.exit_status:
            self._add_failures(expected, f"it ended with {fork.exit_status} after “{last_step}”")
        return self.compare(expected, district, place, f"killed after “{last_step}”") == NEW

    def compare(self, expected: Undisturbed, district: Path, place: str, when: str) -> str:
        """Return which state a store is in; it is a failure if that state isn't allowed at the place."""
        current = state_of(logs_of(district))
        states = expected.states
        if expected.operation.kind == UNDO:  # the next upkeep clears the rejected rows of an undone import
            old, new = (replace(state, rejected=current.rejected) for state in states)
            states = old, new
        for state, name in zip(states, STATES, strict=True):
            if current == state:
                if name not in ALLOWED_STATES[place]:
                    self._add_failures(expected, f"{when}, it is in the {name} state")
                return name
        from_old, from_new = (", ".join(current.differences(state)) for state in states)
        self._add_failures(
            expected, f"{when}, it differs from the old state in {from_old}, from the new in {from_new}"
        )
        return ""

    def write(self, expected: Undisturbed, district: Path, *, days_back: int = 0) -> None:
        """Do what was killed, undisturbed, perhaps with the clock set back."""
        self._write(expected.file, district, expected.operation.kind, days_back=days_back)

    @contextmanager
    def writing(self, expected: Undisturbed, district: Path) -> Iterator[None]:
        """Do what was killed while something else happens."""
        fork = self._forks.start(expected.file, district, expected.operation.kind)
        yield
        if status := fork.wait():
            self._add_failures(expected, f"it ended with {status}")

    def _write(self, file: Path, district: Path, kind: str = IMPORT, *, days_back: int = 0) -> Marks:
        age_files(logs_of(district))
        fork = self._forks.start(file, district, kind, days_back=days_back)
        if status := fork.wait():
            self.report.failures.append(f"{file.name}, undisturbed: it ended with {status}")
        return fork.marks

    @contextmanager
    def copy(self, name: str) -> Iterator[Path]:
        """Yield a district with a copy of the first store, as that writer needs it."""
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            if name != exports.FIRST_OF_ALL:
                shutil.copytree(logs_of(self._first), f"{folder}/logs")
            district = _district(Path(folder))
            if name == UNDO:
                self._write(exports.export(OPERATIONS[name].export, self._folder, self._seed), district)
            if name == UNDO_BATCH:
                record_batch(logs_of(district))
            yield district

    def _add_failures(self, expected: Undisturbed, *failures: str) -> None:
        self.report.failures += [f"{expected.name}: {failure}" for failure in failures]


def _place(fork: ImportFork, commit: str) -> str:
    """Return where a writer was, relative to the write of the table that commits it."""
    steps = [step for step, _at in fork.marks]
    if f"{AFTER} {commit}" in steps:
        return AFTER
    return INSIDE if f"{BEFORE} {commit}" in steps else BEFORE


def _district(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / "district.toml"
    file.write_text(SETTINGS, encoding="utf-8")
    return file


def logs_of(district: Path) -> str:
    """Return the address of a district's logs."""
    return str(district.parent / "logs")
