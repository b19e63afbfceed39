"""What a download is to hold, told in full before it is made: its rows, its name, its cover's facts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import queries
from data import settings
from data.access import Viewer
from data.tables import store
from pages.parts.downloads.slices import slices
from pages.parts.draw import formatting
from pages.parts.frame import data_source, freshness
from queries import Selection


@dataclass(frozen=True)
class Report:
    """A report to download: its question, its title and its sheet's, its noun, the clock it goes by."""

    question: str
    title: str
    sheet: str
    noun: str
    as_of: str


SMS_LOG, SMS_STATUS = "sms_log", "sms_status"
REPORTS = {
    SMS_LOG: Report("messages", "SMS Log", "Texts", "texts", "log_as_of"),
    SMS_STATUS: Report("statuses", "SMS Status", "Numbers", "rows", "consent_as_of"),
}
QUESTIONS = {name: report.question for name, report in REPORTS.items()}


@dataclass(frozen=True)
class Order:
    """One download, as the process that makes it needs it; `rows` are counted, and no estimate."""

    report: str
    form: str
    name: str
    rows: int
    facts: tuple[tuple[str, str], ...]
    viewer: Viewer
    snapshot: store.Snapshot
    slices: tuple[Selection, ...]

    def line(self) -> str:
        """The order as one line of text."""
        return json.dumps(asdict(self), default=date.isoformat)


def read(line: str) -> Order:
    """The order that a line is of."""
    given = json.loads(line)
    facts = tuple((name, fact) for name, fact in given.pop("facts"))
    viewer, snapshot = (
        Viewer(**_frozen(given.pop("viewer"))),
        store.Snapshot(**_frozen(given.pop("snapshot"))),
    )
    cut = tuple(Selection(**_dated(_frozen(chosen))) for chosen in given.pop("slices"))
    return Order(**given, facts=facts, viewer=viewer, snapshot=snapshot, slices=cut)


def placed(report: str, form: str, viewer: Viewer, selection: Selection) -> Order:
    """The order for all rows of a selection. Raises Problem where the tables can't be read."""
    source = data_source.shown()
    with queries.reading(source.uri) as snapshot:
        rows, days = _counted(report, viewer, selection)
        clock = freshness.read(viewer)
    name = "_".join(
        [
            *(["sample"] if source.is_sample else []),
            report,
            *(_days(selection, days) if report == SMS_LOG else map(_slug, selection.statuses or ())),
            *_as_of(clock[REPORTS[report].as_of]),
        ]
    )
    facts = tuple(_facts(report, selection, rows, clock, is_sample=source.is_sample))
    cut = tuple(slices(selection, days))
    return Order(report, form, f"{name}.{form}", rows, facts, viewer, snapshot, cut)


def _counted(report: str, viewer: Viewer, selection: Selection) -> tuple[int, list[tuple[date, int]]]:
    """How many rows there are, and how many of each day where rows have one."""
    if report == SMS_STATUS:
        return queries.run("statuses_listed", viewer, selection)["listed"][0].as_py(), []
    by_day: dict[date, int] = {}
    for row in queries.run("results_by_day", viewer, selection).to_pylist():
        by_day[row["day"]] = by_day.get(row["day"], 0) + row["texts"]
    return sum(by_day.values()), list(by_day.items())


def _days(selection: Selection, days: list[tuple[date, int]]) -> list[str]:
    """The first and the last day of a file: those chosen, else those that have texts."""
    found = [day for day, _texts in days]
    first = selection.day or selection.from_day or min(found, default=None)
    last = selection.day or selection.to_day or max(found, default=None)
    return [day.isoformat() for day in (first, last) if day]


def _as_of(clock: datetime | None) -> list[str]:
    return ["as_of", clock.date().isoformat()] if clock else []


def _slug(text: str) -> str:
    return re.sub(r"\W+", "_", text.lower(), flags=re.ASCII)


def _facts(
    report: str, selection: Selection, rows: int, clock: Mapping[str, Any], *, is_sample: bool
) -> list[tuple[str, str]]:
    """What the cover of a workbook says of its rows."""
    chosen = settings.load()
    zone = formatting.zone_words(chosen.zone)
    dated = {
        "Message log as of": clock["log_as_of"],
        "Newest text": clock["newest_text_at"] if report == SMS_LOG else None,
        "Consent list as of": clock["consent_as_of"],
        "Made": datetime.now(chosen.zone),
    }
    return [
        ("District", chosen.name),
        *([("Data", "These are sample logs of an invented district.")] if is_sample else []),
        ("Shown", selection.sentence() if report == SMS_LOG else _of_statuses(selection)),
        ("Rows", formatting.count(rows, REPORTS[report].noun)),
        *((name, f"{formatting.moment(when)} {zone}") for name, when in dated.items() if when),
        (
            "Times",
            f"{zone} time ({chosen.timezone}). Where the clock repeats an hour, the hours from UTC tell.",
        ),
    ]


def _of_statuses(selection: Selection) -> str:
    """What is selected of the list of statuses, which has no days."""
    chosen = [*(selection.schools or ()), *(selection.statuses or ())]
    return ", ".join(chosen) or "all numbers"


def _frozen(given: dict[str, Any]) -> dict[str, Any]:
    """JSON's lists as the tuples that they were."""
    return {key: _tuple(value) if isinstance(value, list) else value for key, value in given.items()}


def _tuple(values: list[Any]) -> tuple[Any, ...]:
    return tuple(_tuple(value) if isinstance(value, list) else value for value in values)


def _dated(given: dict[str, Any]) -> dict[str, Any]:
    """The texts of a selection as the days that they were."""
    return {key: date.fromisoformat(it) if isinstance(it, str) else it for key, it in given.items()}
