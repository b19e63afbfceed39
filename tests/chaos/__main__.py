"""Kill hundreds of writers and damage stores: `python -m tests.chaos [--kills N] [--faults N] …`.

Exits 0 if all is well.
"""

from __future__ import annotations

import argparse
import os
import random
import secrets
import sys
import tempfile
from pathlib import Path

from tests.chaos.faults import record_kills
from tests.chaos.faults.registry import FAULTS
from tests.chaos.kill_rounds import AFTER, BEFORE, INSIDE, STATES, Report, Rounds
from tests.chaos.killable_imports import ImportForks


def main() -> int:
    """Kill imports in a temporary folder; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=150, help="how many writers to kill")
    parser.add_argument("--faults", type=int, default=10, help="how often to try each other fault")
    parser.add_argument(
        "--record-kills", type=int, default=100, help="how many writers of the record to kill"
    )
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="of the random choices")
    options = parser.parse_args()
    print(f"{options.kills} kills, --seed {options.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="sms-reports-chaos-") as temporary:
        folder = Path(temporary)
        os.environ |= {"DISTRICT_TOML": str(folder / "first" / "district.toml"), "XDG_DATA_HOME": temporary}
        with ImportForks() as forks:
            rounds = Rounds(folder, options.seed, forks)
            while rounds.report.kills < options.kills and not rounds.report.failures:
                rounds.run(options.kills - rounds.report.kills)
            _print(rounds.report)
            failures = _try_faults(rounds, random.Random(options.seed), options.faults)
        failures += _kill_writers_of_the_record(folder, options.record_kills, options.seed)
    return 1 if rounds.report.failures or failures else 0


def _kill_writers_of_the_record(folder: Path, kills: int, seed: int) -> int:
    """Kill so many writers of the record, and print what they left; return the number of failures."""
    own = folder / "record kills"
    own.mkdir()
    report = record_kills.report(own, kills, seed)
    print(
        f"{report.kills} writers of the record killed: {report.entries} entries, {report.sent} sent, "
        f"{report.torn} ends torn by hand, {report.marked} marked; failures: {len(report.failures)}"
    )
    for failure in report.failures:
        print(f"  {failure}")
    return len(report.failures)


def _try_faults(rounds: Rounds, chance: random.Random, times: int) -> int:
    """Try every fault so many times, and print what went wrong; return the number of failures."""
    failures = 0
    for fault, run in FAULTS.items():
        findings = [finding for _time in range(times) for finding in run(rounds, chance)]
        print(f"{times:6} × {fault}; failures: {len(findings)}", flush=True)
        for finding in findings:
            print(f"  {finding}")
        failures += len(findings)
    return failures


def _print(report: Report) -> None:
    print(f"{'kills':24}{BEFORE:>9}{INSIDE:>9}{AFTER:>9}  the commit")
    for name, places in sorted(report.places.items()):
        print(f"{name:24}" + "".join(f"{places[place]:9}" for place in (BEFORE, INSIDE, AFTER)))
    print(
        "last step before the kill: " + ", ".join(f"{step} {n}" for step, n in report.steps.most_common())
    )
    states = ", ".join(f"{report.states_read[state]:,} × {state}" for state in STATES)
    print(
        f"{report.kills} kills in {report.rounds} rounds; readers saw {states}; "
        f"failures: {len(report.failures)}"
    )
    for failure in report.failures:
        print(f"  {failure}")


if __name__ == "__main__":
    sys.exit(main())
