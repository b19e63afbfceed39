"""Whether the logs are whole: one line per check, in words, with what to do where something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import duckdb

from data import settings
from data.check import looks
from data.check.looks import Logs
from data.errors import Problem
from data.tables import store

NAMED = 3  # faults of one check that are told one by one; of more, how many
RESTORE = "Put the logs back from a backup."
UNDO = (
    "Undo imports (`python -m data undo`) until this is well and take their files in again, or put the "
    "logs back from a backup."
)
NOT_BY_AN_IMPORT = f"Something other than an import has written there. {UNDO}"


@dataclass(frozen=True)
class Line:
    """What a check claims, and what it found: None where all is well."""

    claim: str
    found: str | None = None
    is_seen: bool = True

    @property
    def is_well(self) -> bool:
        """Whether the claim was looked at and holds."""
        return self.found is None

    def __str__(self) -> str:
        """The line as it is printed: ok, WRONG, or a question mark where it could not be looked at."""
        if self.found is None:
            return f"ok     {self.claim}."
        return f"{'WRONG' if self.is_seen else '?    '}  {self.claim}: {self.found}"


@dataclass(frozen=True)
class _Check:
    claim: str
    look: Callable[[Logs], Iterator[str]]
    to_do: str


CHECKS = (
    _Check("Every table opens at the version that the newest import names", looks.closed_tables, RESTORE),
    _Check("Every file of the tables is there and whole", looks.broken_files, UNDO),
    _Check("The rows of every import add up", looks.import_counts, RESTORE),
    _Check("As many rows are stored as the imports say", looks.stored_rows, NOT_BY_AN_IMPORT),
    _Check("Every row that was left out is kept", looks.rows_kept, NOT_BY_AN_IMPORT),
    _Check("No text is stored twice", looks.stored_twice, NOT_BY_AN_IMPORT),
    _Check("Every text lies in its month of UTC", looks.misplaced, NOT_BY_AN_IMPORT),
    _Check(
        "Results, reasons and statuses are words of the vocabulary", looks.unknown_words, NOT_BY_AN_IMPORT
    ),
    _Check(
        "Texts are sorted by number, for quick look-ups",
        looks.overlaps,
        "Every figure is right; the next import that changes a text of that month sorts it again.",
    ),
    _Check("The counts behind the charts are those of the texts", looks.other_counts, NOT_BY_AN_IMPORT),
    _Check(
        "Nothing is left of an import that was cut off",
        looks.cut_off,
        "Nothing of it counts; the next import clears it away.",
    ),
)


def lines(uri: str | None = None) -> Iterator[Line]:
    """The line of every check of the logs at `uri` (the district's), each as soon as it is known.

    Nothing is written, and an import may go on meanwhile: what is looked at is the newest one's state.
    """
    known = settings.load()
    try:
        logs = Logs(store.newest(uri or known.logs), known.timezone)
    except Problem as problem:
        yield Line("The lists of imports and of reminders can be read", f"{problem.what} {RESTORE}")
        return
    if logs.snapshot.number < 0:
        yield Line("Nothing has been imported yet")
        return
    yield from (_line(check, logs) for check in CHECKS)


def _line(check: _Check, logs: Logs) -> Line:
    try:
        faults = list(check.look(logs))
    except (Problem, OSError, duckdb.Error):
        return Line(check.claim, f"a file that it needs can't be read. {RESTORE}", is_seen=False)
    more = len(faults) - NAMED
    named = [*faults[:NAMED], *([f"{more:,} more"] if more > 0 else [])]
    return Line(check.claim, f"{', '.join(named)}. {check.to_do}" if faults else None)
