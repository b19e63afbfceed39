"""`python -m tests.mutants`: plant errors, run the tests that touch each, and count those caught."""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

from tests.mutants import baseline, python_faults, sql_faults
from tests.mutants.baseline import Baseline, TestsFailError
from tests.mutants.checkout import ROOT, Checkout
from tests.mutants.roots import ROOTS, Root, root

FAULTS = {".py": python_faults.faulty_versions, ".sql": sql_faults.faulty_versions}
MOST_SECONDS = 30  # of the tests of one error, without it; those beyond aren't run, so the share is too low
SLOWER = 3  # a run may take this many times as long, and a minute, before it counts as too slow
NOT_FOUND = "ERROR: not found"  # pytest's words for a test that an error has taken away

T = TypeVar("T")


@dataclass(frozen=True)
class Mutant:
    """One faulty version of one file: what was changed, on which lines."""

    file: str
    change: str
    lines: range
    source: str


@dataclass(frozen=True)
class Tried:
    """What became of a planted error: caught, not caught (False) or too slow to say (None)."""

    mutant: Mutant
    is_caught: bool | None


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0 if the tests catch enough errors, 1 if not, 2 if they fail without any."""
    options = _parser().parse_args(arguments)
    until = time.monotonic() + 60 * options.minutes
    roots = [one for one in ROOTS if not options.only or any(_is_in(one, name) for name in options.only)]
    sample = _sample(roots, options)
    with ExitStack() as stack:
        checkouts = [stack.enter_context(Checkout()) for _ in range(options.processes)]
        try:
            known = _baseline(checkouts, roots, options.baseline)
        except TestsFailError as error:
            print(error)
            return 2
        print(f"{len(known.seconds):,} tests pass without any planted error", flush=True)
        queue = _queue(sample, checkouts)
        results = _on_all(checkouts, lambda one: _try_all(one, queue, known, until))
    return _report(list(chain(*results)), len(sample), options.least)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30, help="to stop after, the first tests included")
    parser.add_argument("--seed", type=int, default=1, help="for which errors are planted")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--only", action="append", metavar="PATH", help="files whose path starts so")
    parser.add_argument("--planted", type=int, metavar="N", help="errors to plant in each folder")
    parser.add_argument("--least", type=float, default=90, metavar="PERCENT", help="for exit status 0")
    parser.add_argument("--baseline", type=Path, metavar="FILE", help="keep what the tests touch there")
    return parser


def _is_in(one: Root, name: str) -> bool:
    return one.folder.startswith(name) or name.startswith(f"{one.folder}/")


def _sample(roots: Sequence[Root], options: argparse.Namespace) -> list[Mutant]:
    """Return the errors to plant: its number from every root, in turn, so that time cuts all alike."""
    samples = []
    for one in roots:
        possible = [m for m in _mutants(one) if m.file.startswith(tuple(options.only or ("",)))]
        random.Random(options.seed).shuffle(possible)
        samples.append(possible[: options.planted or one.planted])
        print(f"{one.folder}: {len(samples[-1])} of {len(possible):,} possible errors, seed {options.seed}")
    return [mutant for row in zip_longest(*samples) for mutant in row if mutant]


def _mutants(one: Root) -> Iterator[Mutant]:
    for path in sorted((ROOT / one.folder).rglob("*")):
        if path.suffix in FAULTS:
            name = path.relative_to(ROOT).as_posix()
            for source, change, lines in FAULTS[path.suffix](path.read_text(encoding="utf-8")):
                yield Mutant(name, change, lines, source)


def _baseline(checkouts: Sequence[Checkout], roots: Sequence[Root], file: Path | None) -> Baseline:
    known = Baseline()
    if file and file.exists():
        known.add(json.loads(file.read_text(encoding="utf-8")))
        return known
    queue = _queue(baseline.test_files(roots), checkouts)
    _on_all(checkouts, lambda one: baseline.record(one, queue, known))
    if file:
        file.write_text(known.to_json(), encoding="utf-8")
    return known


def _queue(items: Sequence[T], checkouts: Sequence[Checkout]) -> SimpleQueue[T | None]:
    queue: SimpleQueue[T | None] = SimpleQueue()
    for item in (*items, *(None for _ in checkouts)):
        queue.put(item)
    return queue


def _on_all(checkouts: Sequence[Checkout], work: Callable[[Checkout], T]) -> list[T]:
    with ThreadPoolExecutor(len(checkouts)) as threads:
        return list(threads.map(work, checkouts))


def _try_all(
    checkout: Checkout, mutants: SimpleQueue[Mutant | None], known: Baseline, until: float
) -> list[Tried]:
    results = []
    while (mutant := mutants.get()) is not None and time.monotonic() < until:
        results.append(Tried(mutant, _is_caught(checkout, mutant, known)))
        if not results[-1].is_caught:
            result = "too slow" if results[-1].is_caught is None else "not caught"
            print(f"{len(results)}. {result}: {mutant.file}, {mutant.change}", flush=True)
    return results


def _is_caught(checkout: Checkout, mutant: Mutant, known: Baseline) -> bool | None:
    tests = known.tests_for(mutant.file, mutant.lines, root(mutant.file).tests, MOST_SECONDS)
    if not tests:
        return False
    seconds = 60 + SLOWER * sum(known.seconds[test] for test in tests)
    ended = checkout.run_faulty(mutant.file, mutant.source, tests, seconds)
    if NOT_FOUND in ended.printed:
        files = sorted({test.partition("::")[0] for test in tests})
        ended = checkout.run_faulty(mutant.file, mutant.source, files, 10 * seconds)
    if ended.failed in tests:
        known.catches[mutant.file][ended.failed] += 1
    return None if ended.status is None else ended.status != 0


def _report(tried: Sequence[Tried], planted: int, least: float) -> int:
    slow = sum(one.is_caught is None for one in tried)
    if slow or len(tried) < planted:
        print(f"{planted - len(tried)} weren't tried in time, {slow} were too slow to say: not counted")
    counted = [one for one in tried if one.is_caught is not None]
    for folder in (*(one.folder for one in ROOTS), ""):
        own = [one.is_caught for one in counted if not folder or root(one.mutant.file).folder == folder]
        if own:
            print(f"{folder or 'all'}: {sum(map(bool, own))} of {len(own)} caught ({_share(own):.1f}%)")
    return 0 if _share([one.is_caught for one in counted]) >= least else 1


def _share(caught: Sequence[bool | None]) -> float:
    return 100 * sum(map(bool, caught)) / max(len(caught), 1)


if __name__ == "__main__":
    sys.exit(main())
