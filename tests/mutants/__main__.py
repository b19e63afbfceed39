"""`python -m tests.mutants`: plant errors, run the tests that should catch each, and print how many did."""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tests.mutants import python_faults, sql_faults, watched

ROOT = Path(__file__).parents[2]
NO_TESTS = 5  # pytest's exit status where no test has that name
SECONDS = (
    240  # for one stage of tests: a slow machine is no catch, so a stage that takes longer decides nothing
)


@dataclass(frozen=True)
class Mutant:
    """One faulty version of one file."""

    file: str
    change: str
    source: str

    @property
    def folder(self) -> str:
        """The watched folder that it is in."""
        return watched.folder(self.file)


def main(arguments: Sequence[str] | None = None) -> int:
    """Plant as many errors as the minutes allow; the exit status is 1 if too few were caught."""
    options = _parser().parse_args(arguments)
    mutants = [mutant for mutant in _mutants() if mutant.file.startswith(tuple(options.only or ("",)))]
    random.Random(options.seed).shuffle(mutants)
    until = time.monotonic() + 60 * options.minutes
    print(f"{len(mutants):,} possible errors, seed {options.seed}, {options.minutes} minutes", flush=True)
    with ThreadPoolExecutor(options.processes) as threads:
        parts = [mutants[place :: options.processes] for place in range(options.processes)]
        tried = [
            one
            for part in threads.map(lambda part: _try(part, until, options.stages), parts)
            for one in part
        ]
    results = [(mutant, is_caught) for mutant, is_caught in tried if is_caught is not None]
    if len(tried) > len(results):
        print(f"{len(tried) - len(results)} took too long and aren't counted")
    caught = sum(is_caught for _mutant, is_caught in results)
    for folder in watched.WATCHED:
        own = [is_caught for mutant, is_caught in results if mutant.folder == folder]
        if own:
            print(f"{folder}: {sum(own)} of {len(own)} caught ({100 * sum(own) / len(own):.1f}%)")
    share = 100 * caught / max(len(results), 1)
    print(f"{caught} of {len(results)} planted errors caught ({share:.1f}%)")
    return 0 if share >= options.least else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--only", action="append", metavar="PATH", help="files whose path starts so")
    parser.add_argument(
        "--stages", type=int, help="groups of tests to run at most: the share is then too low"
    )
    parser.add_argument("--least", type=float, default=90, metavar="PERCENT", help="for exit status 0")
    return parser


def _mutants() -> list[Mutant]:
    return [
        Mutant(file.relative_to(ROOT).as_posix(), change, source)
        for folder in ("queries", "data/tables", "data/importer/rows")
        for file in sorted((ROOT / folder).rglob("*"))
        for source, change in _faulty_versions(file)
    ]


def _faulty_versions(file: Path) -> Iterator[tuple[str, str]]:
    faults = {".py": python_faults, ".sql": sql_faults}.get(file.suffix)
    if faults and file.name != "__main__.py":
        yield from faults.faulty_versions(file.read_text(encoding="utf-8"))


def _try(mutants: Sequence[Mutant], until: float, most: int | None) -> list[tuple[Mutant, bool | None]]:
    """Return which mutants the tests catch, as far as there is time; None where they take too long."""
    results: list[tuple[Mutant, bool | None]] = []
    with tempfile.TemporaryDirectory(prefix="sms-mutants-") as folder:
        copy = Path(folder) / "copy"
        _copy_checkout(copy)
        for mutant in mutants:
            if time.monotonic() > until:
                break
            results.append((mutant, _is_caught(mutant, copy, most)))
            if not results[-1][1]:
                result = "too slow" if results[-1][1] is None else "not caught"
                print(f"{result}: {mutant.file}, {mutant.change}", flush=True)
    return results


def _copy_checkout(target: Path) -> None:
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


def _is_caught(mutant: Mutant, copy: Path, most: int | None) -> bool | None:
    file = copy / mutant.file
    original = file.read_text(encoding="utf-8")
    file.write_text(mutant.source, encoding="utf-8")
    try:
        return any(not _pass(tests, copy) for tests in islice(watched.stages(mutant.file), most))
    except subprocess.TimeoutExpired:
        return None
    finally:
        file.write_text(original, encoding="utf-8")


def _pass(tests: Sequence[str], copy: Path) -> bool:
    # No bytecode: a file that changes twice within a second would be taken from the cache.
    own = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(copy)}
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", *tests],
        cwd=copy,
        env=own,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=SECONDS,
        check=False,
    )
    return ended.returncode in {0, NO_TESTS}


if __name__ == "__main__":
    sys.exit(main())
