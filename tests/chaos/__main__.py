"""Kill imports by the hundred: `python -m tests.chaos [--kills N] [--seed N]`; 0 where nothing is wrong."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import tempfile
from pathlib import Path

from tests.chaos.kill_rounds import AFTER, BEFORE, INSIDE, WHICH, Report, Rounds
from tests.chaos.killable_imports import Victims


def main() -> int:
    """Kill in a folder of its own that is gone afterwards; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=150, help="how many imports to kill")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="of the chances")
    asked = parser.parse_args()
    print(f"{asked.kills} kills, --seed {asked.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="sms-reports-chaos-") as made:
        folder = Path(made)
        os.environ |= {"DISTRICT_TOML": str(folder / "first" / "district.toml"), "XDG_DATA_HOME": made}
        with Victims() as victims:
            rounds = Rounds(folder, asked.seed, victims)
            while rounds.report.kills < asked.kills and not rounds.report.faults:
                rounds.round(asked.kills - rounds.report.kills)
    _print(rounds.report)
    return 1 if rounds.report.faults else 0


def _print(report: Report) -> None:
    print(f"{'kills':24}{BEFORE:>9}{INSIDE:>9}{AFTER:>9}  the commit")
    for name, places in sorted(report.places.items()):
        print(f"{name:24}" + "".join(f"{places[place]:9}" for place in (BEFORE, INSIDE, AFTER)))
    print(
        "last step before the kill: " + ", ".join(f"{step} {n}" for step, n in report.steps.most_common())
    )
    seen = ", ".join(f"{report.seen[which]:,} × {which}" for which in WHICH)
    print(
        f"{report.kills} kills in {report.rounds} rounds; readers saw {seen}; faults: {len(report.faults)}"
    )
    for fault in report.faults:
        print(f"  {fault}")


if __name__ == "__main__":
    sys.exit(main())
