"""Cases tried in a process of its own, which may crash or hang without taking the others with it.

`python -m tests.fuzz.case_process` reads a line of JSON for each case and answers with one.
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

from tests.fuzz.invariants import Asked, Tried, tried

ROOT = Path(__file__).parents[2]
SECONDS = 120  # a case takes one or two; on a machine that is busy otherwise, some more


class Trier:
    """Tries cases one by one; a context manager that ends its process at the end."""

    def __init__(self, folder: Path) -> None:
        self._errors = folder / "errors"
        self._process = self._started()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        self._process.kill()
        self._process.wait()

    def tried(self, file: Path, asked: Asked, uri: str) -> Tried:
        """What becomes of a file (see claims.tried); a crash and a hang are faults too."""
        assert self._process.stdin
        assert self._process.stdout
        as_of = asked.as_of and asked.as_of.isoformat()
        order = {"file": str(file), "asked": [*asked._replace(as_of=None)], "as_of": as_of, "uri": uri}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        if not select.select([self._process.stdout], [], [], SECONDS)[0]:
            return self._again(f"no end within {SECONDS} seconds")
        answer = self._process.stdout.readline()
        if not answer:
            return self._again(f"the process ended with {self._process.wait()}")
        return Tried(*json.loads(answer))

    def _again(self, sign: str) -> Tried:
        self._process.kill()
        self._process.wait()
        told = self._errors.read_text(encoding="utf-8", errors="replace")[-4_000:]
        self._process = self._started()
        return Tried(sign, told)

    def _started(self) -> subprocess.Popen[str]:
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
        asked = Asked(*order["asked"])._replace(as_of=as_of)
        print(json.dumps(tried(Path(order["file"]), asked, order["uri"])), flush=True)


if __name__ == "__main__":
    main()
