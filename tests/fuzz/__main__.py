"""Damage files and import them until the time is over; exits 0 if no invariant was broken."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as hypothesis_settings

from tests.fuzz.case_process import CaseProcess
from tests.fuzz.cases import Case, cases
from tests.fuzz.search import Search, keep
from tests.fuzz.written import CLAIMS
from tests.fuzz.written.claims import broken

CASES_PER_ROUND = 200
WRITTEN_SHARE = 0.3  # of the minutes: known values written in every form
EXAMPLES_PER_ROUND = 10


def main() -> int:
    """Search in a temporary folder; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="of the random choices")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where to keep a file of each failure")
    options = parser.parse_args()
    print(f"{options.minutes:g} minutes, --seed {options.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="sms-reports-fuzz-") as temporary:
        folder = Path(temporary)
        district = folder / "district.toml"
        district.write_text('timezone = "America/Chicago"\nlogs = "logs"\n', encoding="utf-8")
        os.environ |= {"DISTRICT_TOML": str(district), "XDG_DATA_HOME": temporary}
        seconds = 60 * options.minutes
        wrong = _broken_claims(folder, options.seed, time.monotonic() + WRITTEN_SHARE * seconds)
        with CaseProcess(folder) as process:
            search = Search(folder, process)
            _search(search, options.seed, time.monotonic() + (1 - WRITTEN_SHARE) * seconds)
    if options.keep:
        keep(options.keep, search)
    _print(search)
    print("\n".join(sorted(wrong)))
    return 1 if search.failures or wrong else 0


def _broken_claims(folder: Path, first_seed: int, until: float) -> set[str]:
    """Try every claim about written values in turn, a round per seed, until the time is over."""
    wrong: set[str] = set()
    round_seed = first_seed
    while time.monotonic() < until:
        for name, claim in CLAIMS.items():
            found = broken(claim, folder, first_seed=round_seed, examples=EXAMPLES_PER_ROUND)
            wrong |= {f"{name}: {sign}" for sign in found}
        round_seed += 1
    return wrong


def _search(search: Search, first_seed: int, until: float) -> None:
    """Try cases, a round per seed, until the time is over."""
    round_seed = first_seed
    while time.monotonic() < until:

        @seed(round_seed)
        @hypothesis_settings(
            max_examples=CASES_PER_ROUND,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=[*HealthCheck],
        )
        @given(cases())
        def try_one(case: Case) -> None:
            if time.monotonic() < until:
                search.try_case(case)

        try_one()
        round_seed += 1


def _print(search: Search) -> None:
    ended = ", ".join(f"{times:,} × {how}" for how, times in search.ended.most_common(8))
    print(f"{search.cases:,} cases, {len(search.failures)} failures; {ended}")
    for sign, (verdict, case, file) in search.failures.items():
        print(f"\n{search.times[sign]:,} × {sign}\n  {case}\n  {file.name}: {file.content[:300]!r}")
        print("\n".join(f"    {line}" for line in verdict.text.splitlines()[-6:]))


if __name__ == "__main__":
    sys.exit(main())
