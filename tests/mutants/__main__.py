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
from pathlib import Path

from tests.mutants import python_faults, sql_faults

ROOT = Path(__file__).parents[2]
# Where errors are planted, and the tests that should catch them, quickest first; {stem} is the file's name.
WATCHED: dict[str, tuple[tuple[str, ...], ...]] = {
    "queries/shared": (("tests/queries/test_queries.py",), ("tests/queries",)),
    "queries/reminders": (
        ("tests/queries/test_queries.py", "-k", "{stem}"),
        ("tests/queries/test_sums_of_reminders.py", "tests/queries/test_viewers.py"),
        ("tests/pages/opt_in_reminders",),
    ),
    "queries": (
        ("tests/queries/test_queries.py", "-k", "{stem}"),
        ("tests/queries",),
        ("tests/pages/sms_log", "tests/pages/sms_status", "tests/pages/look_up", "tests/pages/imports"),
    ),
    "data/tables": (
        ("tests/data/tables",),
        ("tests/data/check", "tests/data/importer/test_import_once.py"),
    ),
    "data/importer/rows": (
        ("tests/data/importer/rows",),
        ("tests/data/importer/recognize", "tests/data/importer/test_import_once.py"),
        ("tests/data/importer/test_import_any_file.py",),
    ),
}
NO_TESTS = 5  # pytest's exit status where no test has that name
SECONDS = 240  # for one stage of tests: an error that makes them hang counts as caught


@dataclass(frozen=True)
class Mutant:
    """One faulty version of one file."""

    file: str
    change: str
    source: str

    @property
    def folder(self) -> str:
        """The watched folder that it is in."""
        return next(folder for folder in WATCHED if self.file.startswith(f"{folder}/"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Plant as many errors as the minutes allow; the exit status is 1 if too few were caught."""
    options = _parser().parse_args(arguments)
    mutants = [mutant for mutant in _mutants() if mutant.file.startswith(tuple(options.only or ("",)))]
    random.Random(options.seed).shuffle(mutants)
    until = time.monotonic() + 60 * options.minutes
    print(f"{len(mutants):,} possible errors, seed {options.seed}, {options.minutes} minutes", flush=True)
    with ThreadPoolExecutor(options.processes) as threads:
        parts = [mutants[place :: options.processes] for place in range(options.processes)]
        results = [one for part in threads.map(lambda part: _try(part, until), parts) for one in part]
    caught = sum(is_caught for _mutant, is_caught in results)
    for folder in WATCHED:
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


def _try(mutants: Sequence[Mutant], until: float) -> list[tuple[Mutant, bool]]:
    """Return which of the mutants the tests catch, as far as there is time."""
    results = []
    with tempfile.TemporaryDirectory(prefix="sms-mutants-") as folder:
        copy = Path(folder) / "copy"
        _copy_checkout(copy)
        for mutant in mutants:
            if time.monotonic() > until:
                break
            results.append((mutant, _is_caught(mutant, copy)))
            if not results[-1][1]:
                print(f"not caught: {mutant.file}, {mutant.change}", flush=True)
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


def _is_caught(mutant: Mutant, copy: Path) -> bool:
    file = copy / mutant.file
    original = file.read_text(encoding="utf-8")
    file.write_text(mutant.source, encoding="utf-8")
    try:
        return any(not _pass(tests, file.stem, copy) for tests in WATCHED[mutant.folder])
    finally:
        file.write_text(original, encoding="utf-8")


def _pass(tests: Sequence[str], stem: str, copy: Path) -> bool:
    named = [word.format(stem=stem) for word in tests]
    # No bytecode: a file that changes twice within a second would be taken from the cache.
    own = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(copy)}
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", *named],
            cwd=copy,
            env=own,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return ended.returncode in {0, NO_TESTS}


if __name__ == "__main__":
    sys.exit(main())
