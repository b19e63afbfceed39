"""Cases tried in a child process, which may crash or hang without ending the search.

`python -m tests.fuzz.case_process` reads a line of JSON per case and answers with one.
"""

from __future__ import annotations

import faulthandler
import json
import os
import select
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Self

from tests.fuzz.invariants import ImportOptions, Verdict, verdict_of

ROOT = Path(__file__).parents[2]
TIMEOUT_SECONDS = 120  # a case takes one or two, and more on a busy machine
ERROR_CHARACTERS = 4_000  # of the error output that are kept


class CaseProcess:
    """Tries cases one by one; a context manager that ends its process."""

    def __init__(self, folder: Path) -> None:
        self._errors = folder / "errors"
        self._process = self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.kill()
        self._process.wait()

    def verdict_of(self, file: Path, options: ImportOptions, uri: str) -> Verdict:
        """Return what happened to a file (see invariants.verdict_of); a crash or a hang is a failure."""
        assert self._process.stdin
        assert self._process.stdout
        as_of = options.as_of and options.as_of.isoformat()
        order = {"file": str(file), "options": [*options._replace(as_of=None)], "as_of": as_of, "uri": uri}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        if not select.select([self._process.stdout], [], [], TIMEOUT_SECONDS)[0]:
            return self._restart(f"no end within {TIMEOUT_SECONDS} seconds")
        answer = self._process.stdout.readline()
        if not answer:
            return self._restart(f"the process ended with {self._process.wait()}")
        return Verdict(*json.loads(answer))

    def _restart(self, sign: str) -> Verdict:
        self._process.kill()
        self._process.wait()
        text = self._errors.read_text(encoding="utf-8", errors="replace")[-ERROR_CHARACTERS:]
        self._process = self._start()
        return Verdict(sign, text)

    def _start(self) -> subprocess.Popen[str]:
        with self._errors.open("w", encoding="utf-8") as errors:
            return subprocess.Popen(
                [sys.executable, "-m", "tests.fuzz.case_process"],
                cwd=ROOT,
                env=os.environ,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )


def main() -> None:
    """Try each file that is ordered."""
    faulthandler.enable()
    for line in iter(sys.stdin.readline, ""):
        order = json.loads(line)
        as_of = order["as_of"] and datetime.fromisoformat(order["as_of"])
        options = ImportOptions(*order["options"])._replace(as_of=as_of)
        print(json.dumps(verdict_of(Path(order["file"]), options, order["uri"])), flush=True)


if __name__ == "__main__":
    main()
