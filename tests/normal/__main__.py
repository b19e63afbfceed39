"""Plants incidents into the sample's history, and prints how many are found and how many alarms are false.

`python -m tests.normal --incidents 200 --seed 17`
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from data.printing import show
from data.sample.failures import BAD_DAY
from data.words import vocabulary
from tests.normal.history import WEEK, History, Incident, incidents, is_found

Row = Mapping[str, Any]
DAYS_OF_A_MONTH = 30.4


def main() -> None:
    """Print both figures, each incident that was missed and each alarm without an incident."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=200)
    parser.add_argument("--seed", type=int, default=17)
    options = parser.parse_args()
    history = History()
    _print_alarms(history)
    _print_found(history, incidents(history, options.incidents, options.seed))


def _print_alarms(history: History) -> None:
    weeks = history.weeks()
    alarms = [(until, row) for until in weeks for row in history.look_at(until) if row["is_shown"]]
    compared = sum(len(history.look_at(until)) for until in weeks)
    true = [row for until, row in alarms if until - WEEK <= BAD_DAY < until]
    months = len(weeks) * 7 / DAYS_OF_A_MONTH
    false = len(alarms) - len(true)
    show(f"{len(weeks)} weeks from {weeks[0] - WEEK} to {weeks[-1] - timedelta(days=1)}, {compared} shares")
    show(f"{len(true)} alarms on the carrier's bad day, {BAD_DAY}")
    show(f"{false} other alarms in {months:.1f} months: {false / months:.2f} a month")
    for until, row in alarms:
        show(f"  week until {until}: {_told(row)}")


def _print_found(history: History, planted: Sequence[Incident]) -> None:
    found = 0
    for incident in planted:
        before = [row for row in history.look_at(incident.until) if row["is_shown"]]
        number = history.plant(incident)
        rows = [row for row in history.look_at(incident.until) if row not in before]
        history.plant(None)
        if is_found(incident, rows):
            found += 1
        else:
            where = f"{incident.school}, week until {incident.until}, {incident.reason}"
            show(f"  missed: {where}, {incident.points:.1f} points, {number} texts")
    show(f"{found} of {len(planted)} incidents found: {100 * found / len(planted):.1f}%")


def _told(row: Row) -> str:
    place = "all schools" if row["is_district"] else row["school"]
    kind = vocabulary.reason_title(row["reason"]) if row["level"] == "reason" else row["result"] or "all"
    shares = (
        f"{row['share_pct']:.1f}% of {row['texts']}, usual {row['usual_pct']:.1f}–{row['high_pct']:.1f}%"
    )
    return f"{place}, {kind}: {shares}"


if __name__ == "__main__":
    main()
