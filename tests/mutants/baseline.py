"""The tests of the unmodified code: that they pass, how long each takes, and what it touches."""

from __future__ import annotations

import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from tests.mutants.checkout import ROOT, Checkout
from tests.mutants.roots import FIRST, Root

SECONDS_OF_A_FILE = 600


class TestsFailError(Exception):
    """The unmodified code doesn't pass its tests, so a failure would say nothing of a planted error."""


@dataclass
class Baseline:
    """What is known of every test.

    `seconds` by test; `lines` by file and line, the tests that run it; `files` by .sql file, the tests that
    read it. `catches` counts the errors that a test has caught, by the file that they were in.
    """

    seconds: dict[str, float] = field(default_factory=dict)
    lines: dict[str, dict[int, list[str]]] = field(default_factory=lambda: defaultdict(dict))
    files: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    catches: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, recorded: dict[str, Any]) -> None:
        """Add what one run of tests recorded."""
        self.seconds |= recorded["seconds"]
        for file, tests in recorded["files"].items():
            self.files[file] += tests
        for file, lines in recorded["lines"].items():
            for line, tests in lines.items():
                self.lines[file].setdefault(int(line), []).extend(tests)

    def to_json(self) -> str:
        """Return what `add` takes, as JSON."""
        return json.dumps({"seconds": self.seconds, "lines": self.lines, "files": self.files})

    def tests_for(self, file: str, lines: Iterable[int], own: Sequence[str], most: float) -> list[str]:
        """Return the tests of `own` that touch these lines, as many as take `most` seconds, the best first.

        First are tests that caught an error of the same file, then the answers worked out by hand, then the
        quickest. A file that is read on import has the tests that run its module.
        """
        touching = {test for test in self._touching(file, lines) if test.startswith(tuple(own))}
        ordered = sorted(touching, key=lambda test: self._rank(file, test))
        seconds = accumulate(self.seconds[test] for test in ordered)
        return [test for test, until in zip(ordered, seconds, strict=True) if until <= most] or ordered[:1]

    def _rank(self, file: str, test: str) -> tuple[int, bool, float, str]:
        return -self.catches[file][test], not test.startswith(FIRST), self.seconds[test], test

    def _touching(self, file: str, lines: Iterable[int]) -> set[str]:
        if file.endswith(".sql"):
            module = file.removesuffix(".sql") + ".py"
            return self._of_fixtures(self.files[file]) or self._of_module(module)
        own = {test for line in lines for test in self.lines[file].get(line, [])}
        return own or self._of_module(file)

    def _of_fixtures(self, tests: Iterable[str]) -> set[str]:
        """Return these tests and those beside them: the first may read the file for a fixture of all."""
        test_files = {test.partition("::")[0] for test in tests}
        return {test for test in self.seconds if test.partition("::")[0] in test_files}

    def _of_module(self, file: str) -> set[str]:
        return {test for tests in self.lines[file].values() for test in tests}


def record(checkout: Checkout, test_files: SimpleQueue[str | None], baseline: Baseline) -> None:
    """Run files of tests until the queue ends, and add them to the baseline. Raises TestsFailError."""
    with tempfile.TemporaryDirectory(prefix="sms-mutants-") as folder:
        target = Path(folder) / "recorded.json"
        while (file := test_files.get()) is not None:
            ended = checkout.run([file], SECONDS_OF_A_FILE, target)
            if ended.status != 0:
                raise TestsFailError(f"{file} fails without any planted error:\n{ended.printed}")
            baseline.add(json.loads(target.read_text(encoding="utf-8")))


def test_files(roots: Iterable[Root]) -> list[str]:
    """Return the files of the tests of these roots."""
    paths = dict.fromkeys(ROOT / name for root in roots for name in root.tests)
    files = {file for path in paths for file in (path.rglob("test_*.py") if path.is_dir() else [path])}
    return sorted(file.relative_to(ROOT).as_posix() for file in files)
