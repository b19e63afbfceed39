"""Spoil files and take them in, until the time is over; 0 where no claim was broken."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as trying

from tests.fuzz.case_process import Trier
from tests.fuzz.cases import Case, cases
from tests.fuzz.search import Search, keep

CASES_OF_A_ROUND = 200


def main() -> int:
    """Search in a folder of its own that is gone afterwards; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="of the chances")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where a file of each fault is put")
    asked = parser.parse_args()
    print(f"{asked.minutes:g} minutes, --seed {asked.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="sms-reports-fuzz-") as made:
        folder = Path(made)
        district = folder / "district.toml"
        district.write_text('timezone = "America/Chicago"\nlogs = "logs"\n', encoding="utf-8")
        os.environ |= {"DISTRICT_TOML": str(district), "XDG_DATA_HOME": made}
        with Trier(folder) as trier:
            search = Search(folder, trier)
            _search(search, asked.seed, time.monotonic() + 60 * asked.minutes)
    if asked.keep:
        keep(asked.keep, search)
    _print(search)
    return 1 if search.found else 0


def _search(search: Search, first_seed: int, until: float) -> None:
    """Look at cases, a round for each seed, until the time is over."""
    round_seed = first_seed
    while time.monotonic() < until:

        @seed(round_seed)
        @trying(
            max_examples=CASES_OF_A_ROUND,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=[*HealthCheck],
        )
        @given(cases())
        def look(case: Case) -> None:
            if time.monotonic() < until:
                search.look_at(case)

        look()
        round_seed += 1


def _print(search: Search) -> None:
    ended = ", ".join(f"{times:,} × {how}" for how, times in search.ended.most_common(8))
    print(f"{search.cases:,} cases, {len(search.found)} faults; {ended}")
    for sign, (found, case, file) in search.found.items():
        print(f"\n{search.times[sign]:,} × {sign}\n  {case}\n  {file.name}: {file.content[:300]!r}")
        print("\n".join(f"    {line}" for line in found.told.splitlines()[-6:]))


if __name__ == "__main__":
    sys.exit(main())
