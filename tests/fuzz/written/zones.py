"""Known instants in columns that say their zone in every way: each is stored as itself, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from data.errors import Problem
from tests.fuzz.invariants import BrokenInvariantError, check_rows
from tests.fuzz.written.claims import Claim
from tests.import_files import LOG, Cells, csv_text, import_file, rows_of, text, written

DISTRICT = "America/Chicago"
# The zones, and how people write them where a column or a file says its zone.
NAMES = {
    "UTC": ("UTC", "GMT", "UTC+0", "UTC+00:00", "Etc/UTC", "Z"),
    "America/New_York": ("ET", "Eastern Time", "US/Eastern", "America/New_York", "Eastern"),
    "America/Chicago": ("CT", "Central Time", "US/Central", "America/Chicago", "Central"),
    "America/Denver": ("MT", "Mountain Time", "US/Mountain", "America/Denver"),
    "America/Los_Angeles": ("PT", "Pacific Time", "US/Pacific", "America/Los_Angeles"),
    "Etc/GMT+5": ("UTC-5", "UTC-05:00", "GMT-0500", "GMT-5"),
    "Asia/Kolkata": ("UTC+05:30", "Asia/Kolkata", "GMT+0530"),
}
IN_NAME, IN_BRACKETS, ABOVE, BESIDE, BEHIND, APART = (
    "in the name",
    "in brackets",
    "above",
    "beside",
    "behind",
    "apart",
)
PLACES = (IN_NAME, IN_BRACKETS, ABOVE, BESIDE, BEHIND, APART)


class Column(NamedTuple):
    """Instants, the zone in which they are written, how that is called, and where it is said."""

    moments: Sequence[datetime]
    zone: str
    name: str
    place: str


def columns() -> st.SearchStrategy[Column]:
    """Return columns of instants in UTC, to the second."""
    moments = st.datetimes(datetime(2023, 1, 1), datetime(2027, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
    whole = st.lists(moments.map(lambda one: one.replace(microsecond=0)), min_size=1, max_size=8)
    named = st.sampled_from([(zone, name) for zone, names in NAMES.items() for name in names])
    return st.tuples(whole, named, st.sampled_from(PLACES)).map(lambda one: Column(one[0], *one[1], one[2]))


def check_column(folder: Path, column: Column) -> None:
    """Import a log with these times. Raise BrokenInvariantError if one is stored as another instant."""
    uri = f"{folder}/logs"
    try:
        check_rows(import_file(_file(folder, column), uri=uri))
    except Problem:
        return
    for row in rows_of("messages", uri):
        moment = column.moments[int(row["message_id"].removeprefix("m"))]
        if row["requested_at"] not in _meant(moment, column.zone):
            raise BrokenInvariantError(
                f"{column.name!r} {column.place}: {moment.isoformat()} is stored as "
                f"{row['requested_at'].astimezone(UTC).isoformat()}"
            )


def _meant(moment: datetime, zone: str) -> set[datetime]:
    """Return the instants that a local time states: two in the hour that the clock repeats."""
    local = moment.astimezone(ZoneInfo(zone))
    return {local.replace(fold=fold).astimezone(UTC) for fold in (0, 1)}


def _file(folder: Path, column: Column) -> Path:
    local = [moment.astimezone(ZoneInfo(column.zone)) for moment in column.moments]
    written_as = [f"{one:%Y-%m-%d %H:%M:%S}" for one in local]
    name = "Date/Time"
    match column.place:
        case "in the name":
            name = f"Date/Time {column.name}"
        case "in brackets":
            name = f"Date/Time ({column.name})"
        case "behind":
            written_as = [f"{cell} {column.name}" for cell in written_as]
    header: Cells = [name if cell == "Date/Time" else cell for cell in LOG]
    rows: list[Cells] = [text(f"m{place}", when=cell) for place, cell in enumerate(written_as)]
    if column.place == BESIDE:
        header, rows = [*header, "Time Zone"], [[*row, column.name] for row in rows]
    if column.place == APART:
        header = ["Message ID", "Date", "Time", *LOG[2:], "Time Zone"]
        rows = [[row[0], *str(row[1]).split(), *row[2:], column.name] for row in rows]
    above = f"All times are {column.name}\n" if column.place == ABOVE else ""
    return written(folder / "log.csv", above + csv_text(header, *rows))


CLAIM = Claim(columns, check_column)
