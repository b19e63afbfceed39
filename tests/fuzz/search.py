"""The search for files that break an invariant; each one is made as small as possible."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.fuzz.case_process import CaseProcess
from tests.fuzz.cases import Case
from tests.fuzz.invariants import ImportOptions, Verdict
from tests.fuzz.seed_files import File

CASES_PER_STORE = 40
CHECK_EVERY = 8  # cases that share a store: a check of the whole store takes half of the time
MAX_TRIALS = 60  # to make one file smaller
LONGEST_NAME = 100


@dataclass
class Search:
    """Tries cases in a folder; `failures` are by their sign, each with its case and a small file.

    `ended` counts how files ended that broke no invariant, `times` counts the failures by sign.
    """

    folder: Path
    process: CaseProcess
    cases: int = 0
    ended: Counter[str] = field(default_factory=Counter)
    times: Counter[str] = field(default_factory=Counter)
    failures: dict[str, tuple[Verdict, Case, File]] = field(default_factory=dict)
    _shared: int = 0

    def try_case(self, case: Case) -> None:
        """Try one case."""
        self.cases += 1
        file = case.file()
        is_checked = case.has_own_store or not self.cases % CHECK_EVERY
        options = case.options._replace(is_checked=is_checked)
        verdict = self._try(file, options, None if case.has_own_store else self._store())
        if verdict.sign is None:
            self.ended[verdict.text] += 1
            return
        self.times[verdict.sign] += 1
        self._shared += CASES_PER_STORE  # what it left would disturb the next cases
        if verdict.sign not in self.failures:
            self.failures[verdict.sign] = (verdict, *self._smaller(case, file, verdict.sign))

    def _store(self) -> str:
        self._shared += 1
        return str(self.folder / f"shared-{self._shared // CASES_PER_STORE}")

    def _try(self, file: File, options: ImportOptions, uri: str | None) -> Verdict:
        with tempfile.TemporaryDirectory(dir=self.folder) as temporary:
            name = file.name.replace("/", "_").replace("\0", "_")[-LONGEST_NAME:] or "file"
            path = Path(temporary) / name
            path.write_bytes(file.content)
            return self.process.verdict_of(path, options, uri or f"{temporary}/logs")

    def _smaller(self, case: Case, file: File, sign: str) -> tuple[Case, File]:
        """Return the case with fewer steps, and a smaller file, that still fail in the same way."""
        trials = MAX_TRIALS

        def still_fails(one: File) -> bool:
            nonlocal trials
            trials -= 1
            return trials >= 0 and self._try(one, case.options, None).sign == sign

        for place in reversed(range(len(case.steps))):
            fewer = replace(case, steps=case.steps[:place] + case.steps[place + 1 :])
            if still_fails(fewer.file()):
                case, file = fewer, fewer.file()
        parts = 2
        while trials > 0 and parts <= len(file.content):
            shorter = next((one for one in _without_a_part(file, parts) if still_fails(one)), None)
            file, parts = (shorter, max(2, parts - 1)) if shorter else (file, parts * 2)
        return case, file


def _without_a_part(file: File, parts: int) -> Iterator[File]:
    size = -(-len(file.content) // parts)
    for first in range(0, len(file.content), size):
        yield file._replace(content=file.content[:first] + file.content[first + size :])


def keep(folder: Path, search: Search) -> None:
    """Keep a file of each failure, with its case and its text."""
    shutil.rmtree(folder, ignore_errors=True)
    for place, (verdict, case, file) in enumerate(search.failures.values(), start=1):
        one = folder / str(place)
        one.mkdir(parents=True)
        (one / (file.name.replace("/", "_").replace("\0", "_") or "file")).write_bytes(file.content)
        (one / "failure.txt").write_text(f"{verdict.sign}\n{case}\n\n{verdict.text}", encoding="utf-8")
