"""Looking for files that break a claim, and making each that does as small as it can be."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.fuzz.case_process import Trier
from tests.fuzz.cases import Case
from tests.fuzz.invariants import Asked, Tried
from tests.fuzz.seed_files import File

CASES_OF_A_STORE = 40
CHECKED_EACH = 8  # of the cases that share a store: looking through all of it takes half of the time
MOST_TRIALS = 60  # to make one finding smaller
LONGEST_NAME = 100


@dataclass
class Search:
    """Tries cases in a folder; `found` are the faults by what they are known by, with a file of each.

    `ended` counts how files ended that broke no claim, `times` the faults.
    """

    folder: Path
    trier: Trier
    cases: int = 0
    ended: Counter[str] = field(default_factory=Counter)
    times: Counter[str] = field(default_factory=Counter)
    found: dict[str, tuple[Tried, Case, File]] = field(default_factory=dict)
    _shared: int = 0

    def look_at(self, case: Case) -> None:
        """Try one case."""
        self.cases += 1
        file = case.file()
        is_checked = case.is_fresh or not self.cases % CHECKED_EACH
        asked = case.asked._replace(is_checked=is_checked)
        found = self._try(file, asked, None if case.is_fresh else self._store())
        if found.sign is None:
            self.ended[found.told] += 1
            return
        self.times[found.sign] += 1
        self._shared += CASES_OF_A_STORE  # what it has left would spoil those after it
        if found.sign not in self.found:
            self.found[found.sign] = (found, *self._smaller(case, file, found.sign))

    def _store(self) -> str:
        self._shared += 1
        return str(self.folder / f"shared-{self._shared // CASES_OF_A_STORE}")

    def _try(self, file: File, asked: Asked, uri: str | None) -> Tried:
        with tempfile.TemporaryDirectory(dir=self.folder) as made:
            name = file.name.replace("/", "_").replace("\0", "_")[-LONGEST_NAME:] or "file"
            path = Path(made) / name
            path.write_bytes(file.content)
            return self.trier.tried(path, asked, uri or f"{made}/logs")

    def _smaller(self, case: Case, file: File, sign: str) -> tuple[Case, File]:
        """The case with fewer steps, and the file with less in it, that still have the same finding."""
        trials = MOST_TRIALS

        def is_still(one: File) -> bool:
            nonlocal trials
            trials -= 1
            return trials >= 0 and self._try(one, case.asked, None).sign == sign

        for place in reversed(range(len(case.steps))):
            fewer = replace(case, steps=case.steps[:place] + case.steps[place + 1 :])
            if is_still(fewer.file()):
                case, file = fewer, fewer.file()
        parts = 2
        while trials > 0 and parts <= len(file.content):
            shorter = next((one for one in _without_a_part(file, parts) if is_still(one)), None)
            file, parts = (shorter, max(2, parts - 1)) if shorter else (file, parts * 2)
        return case, file


def _without_a_part(file: File, parts: int) -> Iterator[File]:
    size = -(-len(file.content) // parts)
    for first in range(0, len(file.content), size):
        yield file._replace(content=file.content[:first] + file.content[first + size :])


def keep(folder: Path, search: Search) -> None:
    """Keep a file of each finding, beside what was told of it."""
    shutil.rmtree(folder, ignore_errors=True)
    for place, (found, case, file) in enumerate(search.found.values(), start=1):
        one = folder / str(place)
        one.mkdir(parents=True)
        (one / (file.name.replace("/", "_").replace("\0", "_") or "file")).write_bytes(file.content)
        (one / "told.txt").write_text(f"{found.sign}\n{case}\n\n{found.told}", encoding="utf-8")
