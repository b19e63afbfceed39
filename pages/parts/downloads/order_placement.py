"""Placing a download order: what it holds is counted, named and cut into slices before the file is made."""

from __future__ import annotations

from datetime import date

import queries
from data import record
from data.access import Viewer, masking, needs
from pages.parts.downloads.description import about_sheet
from pages.parts.downloads.description.file_names import file_name
from pages.parts.downloads.download_order import Order
from pages.parts.downloads.reports import REPORTS, Report
from pages.parts.downloads.slices import slices
from pages.parts.filters import options
from pages.parts.frame import data_source, freshness
from pages.parts.notes import on_days
from pages.parts.notes.on_days import OnDays
from queries import Selection

MOST_NOTES = 100  # on the days of the rows that the About sheet lists
TextsByDay = list[tuple[date, int]]


def place_order(report: str, file_format: str, viewer: Viewer, selection: Selection) -> Order:
    """Return the order for all rows of a selection.

    Raises Problem if the tables can't be read, NotAllowed if the viewer may not download the report.
    """
    viewer.require(*needs.downloads(report))
    source = data_source.shown()
    with queries.reading(source.uri) as snapshot:
        rows, texts_by_day = _count_rows(REPORTS[report], viewer, selection)
        clocks = freshness.read(viewer)
        days = _first_and_last(selection, texts_by_day)
        noted = _notes(viewer, selection, days) if days else None
        names, titles = _broadcasts(viewer, selection)
    facts = about_sheet.facts(report, selection, rows, clocks, source, broadcasts=titles, noted=noted)
    return Order(
        report=report,
        file_format=file_format,
        file_name=file_name(
            report,
            file_format,
            selection,
            days,
            clocks[REPORTS[report].updated],
            broadcast=next(iter(names.values()), None),
            is_sample=source.is_sample,
        ),
        rows=rows,
        facts=tuple(facts),
        viewer=viewer,
        snapshot=snapshot,
        slices=tuple(slices(selection, [] if REPORTS[report].counted_by else texts_by_day)),
    )


def record_order(order: Order, selection: Selection) -> None:
    """Record who gets the rows of a selection, before any of them goes out. Sample data isn't recorded.

    Raises Problem if it can't be recorded: then nothing may go out.
    """
    if not record.is_of(order.snapshot.uri):
        return
    columns = tuple(name for name, _type in queries.with_people(queries.read(order.question)).columns)
    record.write(
        order.viewer,
        "download",
        selection.sentence(),
        about=order.file_name,
        filters=selection.values(),
        rows=order.rows,
        masked=bool(masking.masks(order.viewer, columns)),
    )


def _count_rows(report: Report, viewer: Viewer, selection: Selection) -> tuple[int, TextsByDay]:
    """Return how many rows there are, and how many texts on each day if the report has days."""
    by_day: dict[date, int] = {}
    if report.has_days:
        for row in queries.run("results_by_day", viewer, selection).to_pylist():
            by_day[row["day"]] = by_day.get(row["day"], 0) + row["texts"]
    if report.counted_by is None:
        return sum(by_day.values()), list(by_day.items())
    question, column = report.counted_by
    return queries.run(question, viewer, selection)[column][0].as_py(), list(by_day.items())


def _notes(viewer: Viewer, selection: Selection, days: list[date]) -> OnDays:
    return on_days.read(viewer, days[0], days[-1], selection.schools, most=MOST_NOTES)


def _broadcasts(viewer: Viewer, selection: Selection) -> tuple[dict[str, str], dict[str, str]]:
    """Return the names of the selected broadcasts, and their names with their first days, by key."""
    if not selection.broadcasts:
        return {}, {}
    rows = queries.run("broadcast_names", viewer, Selection(broadcasts=selection.broadcasts)).to_pylist()
    names = {row["broadcast_id"] or row["broadcast"]: row["broadcast"] for row in rows}
    return names, options.titles_of(rows)


def _first_and_last(selection: Selection, texts_by_day: TextsByDay) -> list[date]:
    """Return the days of the rows: those selected, otherwise those with texts, if there are any."""
    days = [day for day, _texts in texts_by_day]
    first = selection.day or selection.from_day or min(days, default=None)
    last = selection.day or selection.to_day or max(days, default=None)
    return [day for day in (first, last) if day]
