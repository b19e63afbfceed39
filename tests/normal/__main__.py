"""Plants incidents into the sample's history, and prints how many are found and how many alarms are false.

`python -m tests.normal --incidents 200 --seed 17`
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from data.printing import show
from data.sample.failures import BAD_DAY
from data.words import vocabulary
from tests.normal.history import DAY, WEEK, History, Incident, incidents, is_found

Row = Mapping[str, Any]
MONTHS_OF_A_WEEK = 12 / 52
ANY_WIDTH = 100.0  # points: also weeks whose range is too wide to tell something


def main() -> None:
    """Print both figures, each incident that was missed and each alarm without an incident."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=200)
    parser.add_argument("--seed", type=int, default=17)
    options = parser.parse_args()
    history = History()
    _print_alarms(history)
    _print_spells(history)
    weeks = {until: history.look_at(until, widest_range=ANY_WIDTH) for until in history.ends()}
    _print_found(history, list(incidents(weeks, options.incidents, options.seed)))


def _print_alarms(history: History) -> None:
    """Print what the weekly digest of each week from Monday tells."""
    mondays = [until for until in history.ends() if not until.weekday()]
    rows = {until: history.look_at(until) for until in mondays}
    alarms = [(until, row) for until in mondays for row in rows[until] if row["is_shown"]]
    true = sum(until - WEEK <= BAD_DAY < until for until, _row in alarms)
    months, false = len(mondays) * MONTHS_OF_A_WEEK, len(alarms) - true
    shares = sum(map(len, rows.values()))
    show(f"{len(mondays)} weeks, {mondays[0] - WEEK} to {mondays[-1] - DAY}: {shares} shares")
    show(f"{true} alarm on the carrier's bad day, {BAD_DAY}")
    show(f"{false} other alarms in {months:.1f} months: {false / months:.2f} a month")
    for until, row in alarms:
        show(f"  week to {until - DAY}: {_told(row)}")


def _print_spells(history: History) -> None:
    """Print in how many spells the strip, which looks at the newest week every day, tells of something."""
    ends = [until for until in history.ends() if not until - WEEK <= BAD_DAY < until]
    alarms = [until for until in ends if any(row["is_shown"] for row in history.look_at(until))]
    spells = [until for before, until in itertools.pairwise([date.min, *alarms]) if until - before > WEEK]
    months = len(ends) / 7 * MONTHS_OF_A_WEEK
    show(
        f"{len(spells)} spells in {len(ends)} days without the bad day: {len(spells) / months:.2f} a month"
    )


def _print_found(history: History, planted: Sequence[Incident]) -> None:
    found, at_schools = 0, sum(incident.school is not None for incident in planted)
    for incident in planted:
        before = [row for row in history.look_at(incident.until) if row["is_shown"]]
        number = history.plant(incident)
        rows = [row for row in history.look_at(incident.until) if row not in before]
        history.plant(None)
        if is_found(incident, rows):
            found += 1
        else:
            where = f"{incident.school or 'all schools'}, week to {incident.until - DAY}, {incident.reason}"
            show(f"  missed: {where}, {incident.points:.1f} points, {number} texts")
    share = 100 * found / len(planted)
    show(f"{found} of {len(planted)} incidents found, {at_schools} of them at one school: {share:.1f}%")


def _told(row: Row) -> str:
    place = "all schools" if row["is_district"] else row["school"]
    kind = vocabulary.reason_title(row["reason"]) if row["level"] == "reason" else row["result"] or "all"
    usual = f"usual {row['usual_pct']:.1f}–{row['high_pct']:.1f}%"
    return f"{place}, {kind}: {row['share_pct']:.1f}% of {row['texts']}, {usual}"


if __name__ == "__main__":
    main()
