"""Entering an opt-out that a family gave an office, and withdrawing one that was a mistake."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

import pyarrow as pa
import streamlit as st

from data import clock, numbers, settings
from data.access import Viewer, needs
from data.errors import Problem
from data.tables import office
from data.tables.office import Draft, Entry
from data.words import catalog
from data.words.catalog import _, ngettext
from data.words.office import OPT_OUT
from pages.parts.draw import formatting
from pages.parts.filters.dates import EARLIEST, FORMAT
from pages.parts.frame import data_source, errors
from pages.parts.sign_in import doors
from pages.parts.sms_status.checks.keys import OPT_OUTS_SAVED
from queries import run
from queries.selection import midnight


class Request(NamedTuple):
    """The wish of a family to get no more texts at a number, and the day on which it came."""

    number: int
    day: date


def show(viewer: Viewer) -> None:
    """Draw the message about what was saved last, and the fields of one more opt-out."""
    if message := OPT_OUTS_SAVED.pop():
        st.success(message)
    today = clock.today(settings.load().zone)
    form = st.form("opt-out", clear_on_submit=True, enter_to_submit=False)
    with form, st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(
            _("Number that opted out"),
            help=_("The number you enter never appears in the URL or in logs."),
            width=220,
        )
        day = st.date_input(_("Day of the opt-out"), today, EARLIEST, today, format=FORMAT, width=180)
        is_sent = st.form_submit_button(_("Save opt-out"), type="primary")
    if not is_sent:
        return
    try:
        save(viewer, [Request(_number(typed or ""), day)])
    except Problem as problem:
        errors.show(problem)


def _number(typed: str) -> int:
    number = numbers.read(typed, settings.load().region)
    if number is None:
        raise Problem(_(numbers.NOT_A_NUMBER), next_step=_("Enter it with its area code."))
    return number


def save(viewer: Viewer, requests: Iterable[Request]) -> None:
    """Write opt-outs down, and draw the page again. Raises Problem; then none is stored."""
    if not doors.is_still(viewer):  # a part of the page is drawn alone, for the viewer who opened it
        st.rerun()
    viewer.require(*needs.ENTRIES)
    source = data_source.shown()
    if source.is_sample:
        raise Problem(
            _("Opt-outs can't be saved in the sample data."), next_step=_("Import a consent list first.")
        )
    own = [*dict.fromkeys(requests)]
    drafts = [draft for request in own for draft in drafts_of(viewer, request)]
    new = {draft.number for draft in office.add(source.uri, drafts, by=viewer.name, role=viewer.role)}
    OPT_OUTS_SAVED.set(_saved(len(new), len({request.number for request in own})))
    st.rerun()


def drafts_of(viewer: Viewer, request: Request) -> list[Draft]:
    """Return the entries of an opt-out: one for each school whose contacts have the number.

    Raises Problem if it is none of the viewer's schools, since nobody there could see the entry.
    """
    owners: dict[str | None, set[str]] = {}
    for row in run("number_contacts", viewer, number=request.number).to_pylist():
        owners.setdefault(row["school"], set()).add(row["contact_id"])
    if not owners and viewer.schools is not None:
        step = _("Ask an administrator to enter it.")
        raise Problem(_("No contact at your schools has this number."), next_step=step)
    happened_at = midnight(request.day, settings.load().zone)
    return [
        Draft(
            OPT_OUT,
            contact_id=next(iter(contacts)) if len(contacts) == 1 else None,
            number=request.number,
            happened_at=happened_at,
            school=school,
        )
        for school, contacts in (owners or {None: set()}).items()
    ]


def show_withdrawal(viewer: Viewer, rows: pa.Table) -> None:
    """Draw the field to select an entered opt-out, and the button that withdraws it."""
    region = settings.load().region
    every = rows.select(["number", "told_at"]).to_pylist()

    def title(place: int) -> str:
        row = every[place]
        day = catalog.day(row["told_at"].date())
        return _("{number}, {day}", number=formatting.number(row["number"], region), day=day)

    with st.expander(_("Withdraw an opt-out that was a mistake")):
        place = st.selectbox(_("Opt-out"), range(len(every)), None, format_func=title)
        is_sent = st.button(_("Withdraw opt-out"), disabled=place is None)
    if not is_sent or place is None:
        return
    try:
        _withdraw(viewer, int(every[place]["number"].removeprefix("+")), every[place]["told_at"])
    except Problem as problem:
        errors.show(problem)


def _withdraw(viewer: Viewer, number: int, told_at: datetime) -> None:
    if not doors.is_still(viewer):
        st.rerun()
    viewer.require(*needs.ENTRIES)
    uri = data_source.shown().uri
    own = [entry for entry in office.every(uri, viewer.schools) if _is_of(entry, number, told_at)]
    office.withdraw(uri, own, by=viewer.name, role=viewer.role)
    OPT_OUTS_SAVED.set(_("The opt-out was withdrawn."))
    st.rerun()


def _is_of(entry: Entry, number: int, told_at: datetime) -> bool:
    """Return whether an entry is about that opt-out."""
    about = (entry.kind, entry.number, entry.happened_at or entry.entered_at)
    return about == (OPT_OUT, number, told_at)


def _saved(new: int, number: int) -> str:
    parts = [ngettext("{number} opt-out saved.", "{number} opt-outs saved.", new, number=new)]
    if before := number - new:
        parts.append(
            ngettext("{number} was saved before.", "{number} were saved before.", before, number=before)
        )
    return " ".join(parts)
