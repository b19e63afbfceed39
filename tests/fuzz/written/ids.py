"""Known texts under ids of every form, exported twice: none is folded into another, or stored twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from data.errors import Problem
from tests.fuzz.invariants import BrokenInvariantError, check_rows
from tests.fuzz.written.claims import Claim
from tests.import_files import FAILED, LOG, SENT, csv_text, import_file, rows_of, stored, written

ZONE = ZoneInfo("America/Chicago")  # the district's
FIRST = 8_901_250_112_345_678_901  # an id of a service
EXCEL_DIGITS = 15
NO_IDS = ("not there", "none", "zero", "dash", "scientific", "rounded", "row number", "broadcast")


class Text(NamedTuple):
    """A text: its place among all, the last digits of its number, and when it was requested, local."""

    place: int
    last: int
    moment: datetime


class Log(NamedTuple):
    """Texts, the forms of their ids and times, and those of a second export of the same texts."""

    texts: Sequence[Text]
    ids: str
    times: str
    ids_again: str
    times_again: str


IDS: dict[str, Callable[[Text], object]] = {
    "own": lambda one: f"m{one.place}",
    "figures": lambda one: FIRST + one.place,
    "short figures": lambda one: f"{4_711 + 7 * one.place}.0",
    "scientific": lambda one: f"{FIRST + one.place:.5E}",
    "rounded": lambda one: f"{FIRST + one.place}"[:EXCEL_DIGITS] + "0000",
    "not there": lambda _one: "N/A",
    "none": lambda _one: "None",
    "zero": lambda _one: "0",
    "dash": lambda _one: "-",
    "row number": lambda one: one.place + 1,
    "broadcast": lambda _one: "B-77",
    "no column": lambda _one: "",
}
TIMES = {
    "ISO": "%Y-%m-%d %H:%M:%S",
    "US": "%m/%d/%Y %I:%M:%S %p",
    "to the minute": "%m/%d/%Y %H:%M",
    "turned": "%d/%m/%Y %H:%M:%S",
}


def logs() -> st.SearchStrategy[Log]:
    """Return logs of texts, each with another number or time."""
    one = st.tuples(st.integers(0, 5), st.integers(0, 20), st.sampled_from([0, 0, 20]))
    texts = st.lists(one, min_size=2, max_size=14, unique=True).map(
        lambda every: [
            Text(
                place, last, datetime(2026, 3, 5, 8, 12, tzinfo=ZONE) + timedelta(days=day, seconds=second)
            )
            for place, (last, day, second) in enumerate(every)
        ]
    )
    ids, times = st.sampled_from([*IDS]), st.sampled_from([*TIMES])
    return st.builds(Log, texts, ids, times, st.sampled_from(["same", "no column", *NO_IDS]), times)


def check_log(folder: Path, log: Log) -> None:
    """Import a log twice. Raise BrokenInvariantError if texts are folded, changed or stored twice.

    Either file may be refused. Without seconds, texts to one number in one minute can't be told apart.
    """
    uri = f"{folder}/logs"
    if not _import(folder, "first.csv", log, log.ids, log.times):
        return
    _check(uri, log, "at first")
    again = log.ids if log.ids_again == "same" else log.ids_again
    if _import(folder, "again.csv", log, again, log.times_again):
        _check(uri, log, "again")


def _import(folder: Path, name: str, log: Log, ids: str, times: str) -> bool:
    rows = [
        (
            IDS[ids](one),
            one.moment.strftime(TIMES[times]),
            f"+{stored(one.last)}",
            SENT if one.place % 3 else FAILED,
            "",
        )
        for one in log.texts
    ]
    header: Sequence[object] = LOG
    if ids == "no column":
        header, rows = header[1:], [row[1:] for row in rows]  # type: ignore[misc]
    order = "dmy" if times == "turned" else "mdy"
    try:
        outcome = import_file(
            written(folder / name, csv_text(header, *rows)),
            uri=f"{folder}/logs",
            date_order=None if name == "again.csv" else order,
        )
    except Problem:
        return False
    check_rows(outcome)
    return not outcome.rejected


def _check(uri: str, log: Log, when: str) -> None:
    """Check each text's number and time, to the minute if an export has no more. Two may be one then."""
    is_cut = "to the minute" in {log.times, log.times_again}
    expected = Counter((stored(one.last), _cut(one.moment, is_cut=is_cut)) for one in log.texts)
    rows = Counter(
        (row["number"], _cut(row["requested_at"], is_cut=is_cut)) for row in rows_of("messages", uri)
    )
    if rows.keys() != expected.keys() or rows - expected or (not is_cut and expected - rows):
        raise BrokenInvariantError(
            f"{when}: {log.ids}, {log.times}, then {log.ids_again}, {log.times_again}: "
            f"{rows.total()} stored of {len(log.texts)} texts"
        )


def _cut(moment: datetime, *, is_cut: bool) -> datetime:
    return moment.astimezone(ZONE).replace(second=0) if is_cut else moment.astimezone(ZONE)


CLAIM = Claim(logs, check_log)
