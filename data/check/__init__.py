"""The check of the stored data: one line per check, with what to do if something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

import duckdb

from data import faults, record, settings
from data.access import Viewer
from data.check import findings, record_lines
from data.check.findings import Logs
from data.check.line import Line
from data.errors import Problem
from data.faults import CHECK
from data.settings import Settings
from data.tables import store, used_stores
from data.tables.used_stores import MovedData
from data.words import catalog
from data.words.catalog import N_, _

MOST_NAMED = 3  # findings of one check that are named; the others are counted
ACTION = "check"  # in the record
RESTORE = N_("Restore the data from a backup.")
UNDO = N_(
    "Undo imports (`python -m data undo`) until this check is ok, then import their files again. "
    "Or restore the data from a backup."
)
NOT_BY_AN_IMPORT = N_("Something other than an import changed the data.")
NO_HARM_UNSORTED = N_("All figures are correct. The next import with texts of that month sorts it.")
NOT_NEEDED = N_("Delete these files. The server makes them again.")
NO_HARM_LEFT = N_("These files don't count. The next import deletes them.")


@dataclass(frozen=True)
class Check:
    """A claim about the stored data, what finds where it doesn't hold, and what to do there."""

    claim: str
    find: Callable[[Logs], Iterator[str]]
    advice: tuple[str, ...]


CHECKS = (
    Check(N_("Every table opens at the version of the newest import."), findings.closed_tables, (UNDO,)),
    Check(N_("Every data file is present and complete."), findings.broken_files, (UNDO,)),
    Check(N_("Every data file is as it was written."), findings.changed_files, (UNDO,)),
    Check(N_("Every file for fast lists is as it was made."), findings.changed_lists, (NOT_NEEDED,)),
    Check(N_("The rows of every import add up."), findings.import_counts, (RESTORE,)),
    Check(
        N_("The tables hold as many rows as the imports stored."),
        findings.stored_rows,
        (NOT_BY_AN_IMPORT, UNDO),
    ),
    Check(N_("Every skipped or rejected row is kept."), findings.rows_kept, (NOT_BY_AN_IMPORT, UNDO)),
    Check(N_("No text is stored twice."), findings.stored_twice, (NOT_BY_AN_IMPORT, UNDO)),
    Check(N_("Every text is stored in its month (UTC)."), findings.misplaced, (NOT_BY_AN_IMPORT, UNDO)),
    Check(
        N_("Every result, reason and status is known."),
        findings.unknown_words,
        (NOT_BY_AN_IMPORT, UNDO),
    ),
    Check(N_("Texts are sorted by number, for fast look-ups."), findings.overlaps, (NO_HARM_UNSORTED,)),
    Check(N_("The daily counts match the texts."), findings.other_counts, (NOT_BY_AN_IMPORT, UNDO)),
    Check(N_("No interrupted import has left anything behind."), findings.cut_off, (NO_HARM_LEFT,)),
)


def lines(uri: str | None = None) -> Iterator[Line]:
    """Yield the line of every check of the tables at `uri` (the district's), each as soon as it is known.

    The last lines are those of the record, if the tables are the district's. Nothing is written, and an
    import may run meanwhile: the checks look at the state of the newest import.
    """
    district = settings.load()
    yield from _lines_of_tables(district, uri)
    if uri in (None, district.logs):
        yield from record_lines.lines()


def _lines_of_tables(district: Settings, uri: str | None) -> Iterator[Line]:
    try:
        logs = Logs(store.newest(uri or used_stores.district_logs()), district.timezone)
    except MovedData as moved:
        claim = _("The stored data is where it was.")
        finding = _(
            "{happened} {next_step} ({place})",
            happened=moved.what_happened,
            next_step=moved.next_step,
            place=moved.where,
        )
        yield Line(claim, finding)
        return
    except Problem as problem:
        claim = _("The lists of imports, reminders, notes and office entries can be read.")
        yield Line(claim, f"{problem.what_happened} {_advice(problem)}")
        return
    if logs.snapshot.number < 0:
        yield Line(_("Nothing has been imported yet."))
        return
    yield from (_line(check, logs) for check in CHECKS)


def note(viewer: Viewer, uri: str, checked: list[Line]) -> None:
    """Record that somebody checked the district's data, and with what result, if there is any data.

    A record that can't be written keeps nobody from checking: the lines say what is wrong with it.
    """
    states = [line.state for line in checked]
    if len(states) > 1 and record.is_of(uri):
        counted = {"lines": len(states), "wrong": states.count("WRONG"), "not_checked": states.count("?")}
        with suppress(Problem):
            record.write(viewer, ACTION, filters=counted)


def _line(check: Check, logs: Logs) -> Line:
    claim = _(check.claim)
    try:
        errors = list(check.find(logs))
    except (Problem, OSError, duckdb.Error) as error:
        unreadable = _("A file that this check needs can't be read.")
        return Line(claim, f"{unreadable} {_advice(error)}", is_seen=False)
    if not errors:
        return Line(claim)
    named = errors[:MOST_NAMED]
    if more := len(errors) - len(named):
        named.append(_("{number} more", number=more))
    finding = _("Found: {findings}.", findings=catalog.listing(named))
    can_undo = UNDO not in check.advice or findings.undo_helps(logs)
    advice = check.advice if can_undo else [RESTORE if step == UNDO else step for step in check.advice]
    return Line(claim, " ".join([finding, *map(_, advice)]))


def _advice(error: Exception) -> str:
    """Return what to do about a file that can't be read: that of its fault, unless it is this check."""
    if isinstance(error, Problem):
        return error.next_step if _(CHECK) not in error.next_step else _(RESTORE)
    fault = faults.fault_of(error)
    return _(fault.next_step) if fault and fault.next_step != CHECK else _(RESTORE)
