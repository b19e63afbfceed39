"""Known instants written in every form of a time: what an import stores of them is right, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from data.errors import Problem
from tests.fuzz.invariants import BrokenInvariantError
from tests.fuzz.written.claims import Claim
from tests.import_files import import_file, log_file, rows_of, text

ZONE = ZoneInfo("America/Chicago")  # the district's
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
ASSUMED = "Every date in"  # how the note of an assumed order begins
NARROW = "\N{NARROW NO-BREAK SPACE}"


@dataclass(frozen=True)
class Form:
    """A form of a time: what writes it, and to which part. `is_local` is whether it has no zone."""

    write: Callable[[datetime], str]
    precision: timedelta = SECOND
    is_local: bool = True


def _strftime(pattern: str) -> Callable[[datetime], str]:
    return lambda moment: moment.strftime(pattern)


def _offset(moment: datetime) -> str:
    return f"{moment:%z}"


FORMS = {
    "ISO": Form(_strftime("%Y-%m-%d %H:%M:%S")),
    "ISO in UTC": Form(lambda moment: f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", is_local=False),
    "ISO with its offset": Form(_strftime("%Y-%m-%dT%H:%M:%S%z"), is_local=False),
    "ISO with AM and PM": Form(_strftime("%Y-%m-%d %I:%M:%S %p")),
    "ISO with .NET's seven digits": Form(_strftime("%Y-%m-%dT%H:%M:%S.0000000%z"), is_local=False),
    "ISO basic": Form(_strftime("%Y%m%dT%H%M%S%z"), is_local=False),
    "ISO week": Form(_strftime("%G-W%V-%u"), DAY),
    "US": Form(_strftime("%m/%d/%Y %I:%M %p"), MINUTE),
    "US of browsers": Form(lambda moment: f"{moment:%m/%d/%Y, %I:%M:%S}{NARROW}{moment:%p}"),
    "US, short": Form(_strftime("%m-%d-%y %H:%M"), MINUTE),
    "US with its zone": Form(_strftime("%m/%d/%Y %I:%M:%S %p %Z"), is_local=False),
    "day first": Form(_strftime("%d/%m/%Y %H:%M:%S")),
    "day first, with points": Form(_strftime("%d.%m.%Y %H:%M"), MINUTE),
    "day first, short": Form(_strftime("%d/%m/%y"), DAY),
    "year first": Form(_strftime("%Y/%m/%d %H:%M:%S")),
    "year first, short": Form(_strftime("%y/%m/%d %H:%M"), MINUTE),
    "Spanish Excel": Form(
        lambda moment: f"{moment:%d/%m/%Y %I:%M} {'a' if moment.hour < 12 else 'p'}.\N{NO-BREAK SPACE}m.",
        MINUTE,
    ),
    "month by name": Form(_strftime("%b %d, %Y %I:%M:%S %p")),
    "long date": Form(_strftime("%A, %B %d, %Y at %I:%M %p"), MINUTE),
    "Oracle": Form(lambda moment: f"{moment:%d-%b-%Y %H:%M:%S}".upper()),
    "Excel's own": Form(_strftime("%d-%b-%y"), DAY),
    "JavaScript": Form(
        lambda moment: f"{moment:%a %b %d %Y %H:%M:%S GMT}{_offset(moment)} (Central Time)", is_local=False
    ),
    "RFC 2822": Form(_strftime("%a, %d %b %Y %H:%M:%S %z"), is_local=False),
    "RFC 2822 with GMT": Form(
        lambda moment: f"{moment.astimezone(UTC):%a, %d %b %Y %H:%M:%S} GMT", is_local=False
    ),
    "of date": Form(_strftime("%a %b %d %H:%M:%S %Z %Y"), is_local=False),
    "seconds": Form(lambda moment: str(int(moment.timestamp())), is_local=False),
    "milliseconds": Form(lambda moment: str(int(moment.timestamp()) * 1000), is_local=False),
    "a name that isn't known": Form(_strftime("%Y-%m-%d %H:%M IST"), is_local=False),
}


def columns() -> st.SearchStrategy[tuple[str, list[datetime]]]:
    """Return columns of times: the name of their form, and their instants, local, to the second."""
    moments = st.datetimes(datetime(2015, 1, 1), datetime(2032, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
    local = moments.map(lambda moment: moment.replace(microsecond=0).astimezone(ZONE))
    return st.tuples(st.sampled_from([*FORMS]), st.lists(local, min_size=1, max_size=12))


def check_column(folder: Path, column: tuple[str, Sequence[datetime]]) -> None:
    """Import a log with these times. Raise BrokenInvariantError if one is stored as another instant.

    It may be refused, and a time may be rejected. An order of dates that is assumed, and said to be, may be
    wrong: then the dates leave it open.
    """
    name, moments = column
    form, uri = FORMS[name], f"{folder}/logs"
    rows = [text(f"m{place}", when=form.write(moment)) for place, moment in enumerate(moments)]
    try:
        outcome = import_file(log_file(folder, *rows), uri=uri)
    except Problem:
        return
    if any(note.startswith(ASSUMED) for note in outcome.notes):
        return
    for row in rows_of("messages", uri):
        moment = moments[int(row["message_id"].removeprefix("m"))]
        if row["requested_at"] not in _meant(form, moment):
            written = form.write(moment)
            raise BrokenInvariantError(
                f"{name}: {written!r} is stored as {row['requested_at'].isoformat()}"
            )


def _meant(form: Form, moment: datetime) -> set[datetime]:
    """Return the instants that a written moment states: two of a local time that the clock repeats."""
    cut = moment
    if form.precision > SECOND:
        cut = cut.replace(second=0)
    if form.precision > MINUTE:
        cut = cut.replace(hour=0, minute=0)
    return {
        cut.replace(fold=fold).astimezone(UTC) for fold in ((0, 1) if form.is_local else (moment.fold,))
    }


CLAIM = Claim(columns, check_column)
