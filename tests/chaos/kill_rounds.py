"""One round: an import is killed again and again, until it gets through; each time, all is compared."""

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
from tests.chaos.kill_times import Marks, moment
from tests.chaos.killable_imports import Victim, Victims
from tests.chaos.store_states import State, a_day_passes, beyond, faults_of, state_of

SETTINGS = 'timezone = "America/Chicago"\nlogs = "logs"\n'
KILLS_OF_A_ROUND = 8
BEFORE, INSIDE, AFTER = WRITING
OLD, NEW = WHICH = ("old", "new")
ALLOWED = {BEFORE: {OLD}, INSIDE: {OLD, NEW}, AFTER: {NEW}}


@dataclass
class Report:
    """What came of all rounds: kills by file and place, by last step, what readers met, and faults."""

    places: dict[str, Counter[str]] = field(default_factory=dict)
    steps: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    rounds: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def kills(self) -> int:
        """How many imports were killed."""
        return self.steps.total()


@dataclass(frozen=True)
class Known:
    """An import that nothing disturbs: its file, what a store is before and after it, and its steps."""

    name: str
    file: Path
    states: tuple[State, State]
    answers: dict[int, Answers]  # of every data version
    marks: Marks


class Rounds:
    """Rounds of kills in a folder, by chance; what becomes of them is in `report`."""

    def __init__(self, folder: Path, seed: int, victims: Victims) -> None:
        self.report = Report()
        self._folder = folder
        self._chance = random.Random(seed)
        self._victims = victims
        self._seed = seed
        self._known: dict[str, Known] = {}
        self._first = _district(folder / "first")
        for file in exports.at_first(folder, seed):
            self._undisturbed(file, self._first)

    def round(self, kills: int) -> None:
        """One round of at most so many kills."""
        known = self.known(self._chance.choice([*exports.IMPORTS]))
        kills = min(kills, self._chance.randint(1, KILLS_OF_A_ROUND))
        self.report.rounds += 1
        with self._copy(known.name) as district, Reader(_logs(district), known.answers) as reader:
            for _kill in range(kills):
                if self._kill(known, district):
                    break
            self._undisturbed(known.file, district)
            self._compare(known, district, AFTER, "after it got through")
            self._note(known, *faults_of(_logs(district)))
            reader.stop()
            self._undo(known, district)
        self._note(known, *reader.faults)
        newer = max(known.answers)
        for number, times in reader.seen.items():
            self.report.seen[NEW if number == newer else OLD] += times

    def _undo(self, known: Known, district: Path) -> None:
        """Undo the import: all that it changed is as it was before."""
        undo(uri=_logs(district))
        unlike = state_of(_logs(district)).unlike(known.states[0])
        self._note(known, *(f"undone, {name} is unlike before" for name in unlike if name in SCHEMAS))

    def known(self, name: str) -> Known:
        """The import of that name as it is when nothing disturbs it."""
        if name not in self._known:
            file = exports.made(name, self._folder, self._seed)
            with self._copy(name) as district:
                uri = _logs(district)
                before, (older, told) = state_of(uri), answers(uri)
                marks = self._undisturbed(file, district)
                after, (newer, told_then) = state_of(uri), answers(uri)
            told_when = dict.fromkeys(range(older, newer), told) | {newer: told_then}
            self._known[name] = Known(name, file, (before, after), told_when, marks)
        return self._known[name]

    def _kill(self, known: Known, district: Path) -> bool:
        """Kill one import; whether it was in by then."""
        step, seconds = moment(self._chance, known.marks, beyond(_logs(district)))
        a_day_passes(_logs(district))
        victim = self._victims.start(known.file, district)
        if victim.wait_for(step):
            time.sleep(seconds)
        victim.kill()
        place, told = _place(victim), victim.marks[-1][0]
        if victim.was_killed:
            self.report.places.setdefault(known.name, Counter())[place] += 1
            self.report.steps[told] += 1
        elif victim.ended:
            self._note(known, f"it ended with {victim.ended} after “{told}”")
        return self._compare(known, district, place, f"killed after “{told}”") == NEW

    def _compare(self, known: Known, district: Path, place: str, when: str) -> str:
        """Which state a store is in; a fault where it may not be in that one."""
        found = state_of(_logs(district))
        for state, which in zip(known.states, WHICH, strict=True):
            if found == state:
                if which not in ALLOWED[place]:
                    self._note(known, f"{when}, its state is the {which} one")
                return which
        unlike = [", ".join(found.unlike(state)) for state in known.states]
        self._note(known, f"{when}, it is unlike the old one in {unlike[0]}, unlike the new in {unlike[1]}")
        return ""

    def _undisturbed(self, file: Path, district: Path) -> Marks:
        a_day_passes(_logs(district))
        victim = self._victims.start(file, district)
        if victim.end():
            self.report.faults.append(f"{file.name} undisturbed: it ended with {victim.ended}")
        return victim.marks

    @contextmanager
    def _copy(self, name: str) -> Iterator[Path]:
        """A district with a copy of the store as it is at first; with none for the first import of all."""
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            if name != exports.FIRST_OF_ALL:
                shutil.copytree(_logs(self._first), f"{folder}/logs")
            yield _district(Path(folder))

    def _note(self, known: Known, *faults: str) -> None:
        self.report.faults += [f"{known.name}: {fault}" for fault in faults]


def _place(victim: Victim) -> str:
    """Where an import was, seen from its commit."""
    told = [step for step, _at in victim.marks]
    if f"{AFTER} {COMMIT}" in told:
        return AFTER
    return INSIDE if f"{BEFORE} {COMMIT}" in told else BEFORE


def _district(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / "district.toml"
    file.write_text(SETTINGS, encoding="utf-8")
    return file


def _logs(district: Path) -> str:
    return str(district.parent / "logs")
