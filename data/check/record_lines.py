"""The check of the record, for `python -m data record verify` and `python -m data check`."""

from __future__ import annotations

from collections.abc import Iterator

from data import faults, record
from data.check.line import Line
from data.record.verification import Verdict
from data.words.catalog import N_, _, ngettext

WHOLE = N_("Every entry of the record is as it was written, and in its place.")
ENDS = N_("The record ends with the newest entry that was noted.")
COMPARE = N_("Keep the folder of the record as it is, and compare it with a backup.")
NO_NOTE = N_(
    "This user's own data folder has no note of the newest entry, so a missing end can't be noticed. "
    "Run this as the account of the dashboard. The next entry makes a new note."
)


def lines() -> Iterator[Line]:
    """Yield the lines of the record; none if nothing was ever recorded."""
    try:
        verdict = record.verify()
    except OSError as error:
        fault = faults.fault_of(error)
        yield Line(_(WHOLE), _(fault.next_step) if fault else _(COMPARE), is_seen=False)
        return
    yield from of_verdict(verdict)


def of_verdict(verdict: Verdict) -> Iterator[Line]:
    """Yield the lines of a verification; none if nothing was ever recorded."""
    if not (verdict.entries or verdict.is_noted or verdict.broken):
        return
    yield Line(_(WHOLE), verdict.broken and f"{verdict.broken} {_(COMPARE)}")
    if verdict.broken:
        return
    if verdict.cut_off or verdict.is_noted:
        yield Line(_(ENDS), verdict.cut_off and f"{verdict.cut_off} {_(COMPARE)}")
    else:
        yield Line(_(ENDS), _(NO_NOTE), is_seen=False)


def summary(verdict: Verdict) -> list[str]:
    """Return what else a person reads of a verification: how much it saw, and what to note elsewhere."""
    if not verdict.newest or not verdict.first:
        return [_("Nothing was recorded yet.")]
    number = verdict.entries
    sentences = [
        ngettext(
            "{number} entry since {time}.",
            "{number} entries since {time}.",
            number,
            number=number,
            time=verdict.first.at,
        )
    ]
    if half := verdict.half_lines:
        sentences.append(
            ngettext(
                "{number} half-written entry of a stopped process is marked.",
                "{number} half-written entries of stopped processes are marked.",
                half,
                number=half,
            )
        )
    newest = verdict.newest
    sentences.append(_("The newest entry is {number}: {hash}", number=str(newest.number), hash=newest.hash))
    return sentences
