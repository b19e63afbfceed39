"""A copy of the checkout, in which one file at a time is faulty, and a runner of tests in it."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ended:
    """How a run of tests ended: `status` is pytest's, None where it took too long."""

    status: int | None
    failed: str | None
    printed: str


class Checkout:
    """A copy of the checkout in a folder of its own, which is deleted at the end."""

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="sms-mutants-")
        self.path = Path(self._folder.name) / "copy"
        _copy(self.path)
        self._runner = subprocess.Popen(
            [sys.executable, "-m", "tests.mutants.runner"],
            cwd=self.path,
            env={**os.environ, "PYTHONPATH": str(self.path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._runner.stdin
        self._runner.stdin.close()
        self._runner.wait()
        self._folder.cleanup()

    def run(self, tests: Sequence[str], seconds: float, recorded: Path | None = None) -> Ended:
        """Run tests until the first one fails; `recorded` is a file for what each touches."""
        assert self._runner.stdin
        assert self._runner.stdout
        order = {"tests": list(tests), "seconds": seconds, "recorded": str(recorded) if recorded else None}
        self._runner.stdin.write(json.dumps(order) + "\n")
        self._runner.stdin.flush()
        return Ended(**json.loads(self._runner.stdout.readline()))

    def run_faulty(self, name: str, source: str, tests: Sequence[str], seconds: float) -> Ended:
        """Run tests while the file of that name holds another source."""
        file = self.path / name
        original = file.read_text(encoding="utf-8")
        if file.suffix == ".py":
            Path(importlib.util.cache_from_source(str(file))).unlink(missing_ok=True)
        file.write_text(source, encoding="utf-8")
        try:
            return self.run(tests, seconds)
        finally:
            file.write_text(original, encoding="utf-8")


def _copy(target: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for line in listed.stdout.splitlines():
        if (ROOT / line).is_file():
            (target / line).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / line, target / line)
    compiled = [sys.executable, "-m", "compileall", "-q", "data", "queries", "pages"]
    subprocess.run(compiled, cwd=target, check=True)
