"""Opt-outs of an office as a file: what it says before it is saved, and a button that saves it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

import streamlit as st

from data import clock, numbers, settings
from data.access import Viewer
from data.errors import Problem
from data.importer.files import few_records
from data.importer.files.few_records import FILE_TYPES, Records
from data.words.catalog import _, ngettext
from pages.parts.frame import errors
from pages.parts.sms_status.checks import office_entry
from pages.parts.sms_status.checks.office_entry import Request

MOST_ROWS = 2_000
# What files call each column, in lower case.
NUMBER = ("number", "phone number", "phone", "cell", "mobile")
DAY = ("date", "day", "opted out", "date opted out", "asked to stop", "opt-out date")
DAY_FORMATS = ("%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y")


@dataclass
class Requests:
    """What a file says: opt-outs to save, and rows that can't be used, and why."""

    usable: list[Request] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def show(viewer: Viewer) -> None:
    """Draw the field for a file and, once there is one, what it says."""
    with st.expander(_("Enter opt-outs from a file")):
        st.markdown(_("Each row needs a number and a date, in columns named “Number” and “Date”."))
        upload = st.file_uploader(_("File with opt-outs"), FILE_TYPES)
        if upload is None:
            return
        try:
            _draw(viewer, read(upload.getvalue(), upload.name))
        except Problem as problem:
            errors.show(problem)


def read(content: bytes, file_name: str) -> Requests:
    """Return what a file says. Raises Problem if it can't be read, or lacks a column."""
    records = few_records.read(content, file_name, MOST_ROWS)
    number, day = records.column(NUMBER), records.column(DAY)
    if number is None or day is None:
        raise Problem(
            _("This file needs a column for the number, and one for the date."),
            where=file_name,
            next_step=_("Name them “Number” and “Date”."),
        )
    return _requests(records, number, day)


def _requests(records: Records, number: int, day: int) -> Requests:
    requests, region = Requests(), settings.load().region
    today = clock.today(settings.load().zone)
    for line, cells, broken in records.rows:
        if broken:
            requests.wrong.append(_("Line {number}: {reason}.", number=line, reason=_(broken)))
            continue
        own_number, own_day = numbers.read(cells[number] or "", region), _day(cells[day] or "")
        if own_number is None:
            requests.wrong.append(_("Line {number}, Number: not a phone number.", number=line))
        elif own_day is None:
            requests.wrong.append(_("Line {number}, Date: not a date such as 10/5/2026.", number=line))
        elif own_day > today:
            requests.wrong.append(_("Line {number}, Date: later than today.", number=line))
        else:
            requests.usable.append(Request(own_number, own_day))
    return requests


def _day(text: str) -> date | None:
    """Return the day of a cell: 10/5/2026, 2026-10-05, or with a time as spreadsheets write it."""
    words = text.strip()
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        pass
    for own_format in DAY_FORMATS:
        try:
            return datetime.strptime(words.partition(" ")[0], own_format).date()  # noqa: DTZ007 - a day
        except ValueError:
            continue
    return None


def _draw(viewer: Viewer, requests: Requests) -> None:
    errors.show_lines(requests.wrong)
    if requests.wrong:
        st.markdown(_("Correct these rows, and upload the file again. Saved rows don't count twice."))
    if number := len(requests.usable):
        label = ngettext("Save {number} opt-out", "Save {number} opt-outs", number, number=number)
        if st.button(label, type="primary"):
            office_entry.save(viewer, requests.usable)
