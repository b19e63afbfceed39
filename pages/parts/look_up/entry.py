"""The look-up of one number, also by a name or an ID of who has it.

What is typed stays in this session: it is in no URL, log or other session.
"""

from __future__ import annotations

import re

import streamlit as st

from data import numbers, record, settings
from data.access import Viewer, needs
from data.errors import Problem
from data.words.catalog import _
from pages.parts.draw.html import Markup
from pages.parts.frame import data_source, errors, session
from pages.parts.frame.fragments import fragment
from pages.parts.frame.session import RECORDED_LOOK_UP, RECORDED_SEARCH
from pages.parts.look_up import aloud, answer, owners, people
from pages.parts.look_up.history import missed, on_day, story
from queries import run

FRAGMENT = "look_up"
CONTACT_ROWS = 60  # several for a contact with several students
EXAMPLE = "(212) 555-0100"
FIGURES = r"[\d\s.,()+eE-]+"  # of which numbers are made, also in scientific form


@fragment(FRAGMENT)
def show(viewer: Viewer, *, has_days: bool = False) -> None:
    """Draw the field, and the answer to what was typed; with `has_days`, also for an earlier day."""
    st.header(_("Can this number be texted?"), anchor=False)
    finds_people = viewer.may(*needs.QUESTIONS["people_found"])
    typed = _field(finds_people=finds_people)
    if not typed:
        RECORDED_LOOK_UP.pop()
        RECORDED_SEARCH.pop()
        st.html(Markup('<p class="sms hint">{}</p>').format(_hint(finds_people=finds_people)))
        return
    number = numbers.read(typed, settings.load().region)
    try:
        if number is not None:
            _answer(viewer, number, has_days=has_days)
        elif finds_people:
            _find_people(viewer, typed, has_days=has_days)
        else:
            st.html(answer.not_a_number(typed).html())
    except Problem as problem:  # the rest of the page can still be used
        errors.show(problem)


def look_up(number: str | None) -> str:
    """Look up a number that was clicked, such as "+12125550101"; return the fragment that changes."""
    region = settings.load().region
    digits = numbers.read(number, region) if number else None
    if digits is not None:
        session.TYPED_NUMBER.set(numbers.on_screen(digits, region))
    return FRAGMENT


def list_more() -> str:
    """List more of the people whom the name that is typed finds; return the fragment that changes."""
    session.WHOLE_SEARCH.set((session.TYPED_NUMBER.get() or "").strip())
    return FRAGMENT


def clear() -> None:
    """Empty the field for another number."""
    session.TYPED_NUMBER.set("")


def _record(viewer: Viewer, number: int, *, is_masked: bool) -> None:
    """Record a look-up of the district's logs, before its answer is shown."""
    look_up = (number, is_masked)
    if RECORDED_LOOK_UP.get() == look_up or not record.is_of(data_source.shown().uri):
        return
    question = "status_of_number" if is_masked else "number_status"
    record.write(viewer, "look_up", about=question, masked=is_masked, number=number)
    RECORDED_LOOK_UP.set(look_up)


def _record_search(viewer: Viewer, typed: str, rows: int) -> None:
    """Record a search for people before its answer is shown, without the name: names are kept nowhere."""
    if RECORDED_SEARCH.get() == (typed, rows) or not record.is_of(data_source.shown().uri):
        return
    record.write(viewer, "look_up", about="people_found", rows=rows, masked=False)
    RECORDED_SEARCH.set((typed, rows))


def _field(*, finds_people: bool) -> str:
    label = _("Phone number, name or ID") if finds_people else _("Phone number")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with (
            st.form("look_up_form", border=False, width="content"),
            st.container(horizontal=True, vertical_alignment="bottom"),
        ):
            # Not bound to the URL, and not kept by the browser: what is typed stays inside the session.
            typed = st.text_input(
                label,
                key=session.TYPED_NUMBER.name,
                autocomplete="off",
                persist_state="session",
                placeholder=EXAMPLE,
                width=320,
            ).strip()
            st.form_submit_button(_("Look up"))
        if typed:
            st.button(_("Clear"), on_click=clear)
    return typed


def _hint(*, finds_people: bool) -> str:
    if not finds_people:
        formats = _("Any format works: (212) 555-0100, 212.555.0100 or +1 212 555 0100.")
        privacy = _("The number you enter never appears in the URL or in logs.")
        return f"{formats} {privacy}"
    formats = _("A phone number in any format, words of a contact's or student's name, or an ID.")
    privacy = _("What you enter never appears in the URL or in logs.")
    return f"{formats} {privacy}"


def _find_people(viewer: Viewer, typed: str, *, has_days: bool) -> None:
    """Draw the contacts that the words find, or the answer about the number of a single one."""
    rows = run("people_found", viewer, search=typed, rows=people.most(typed)).to_pylist()
    _record_search(viewer, typed, len(rows))
    if not rows:
        is_number = re.fullmatch(FIGURES, typed)
        st.html((answer.not_a_number(typed) if is_number else people.nobody()).html())
    elif len(rows) == 1 and rows[0]["number"]:
        _answer(viewer, int(rows[0]["number"].removeprefix("+")), has_days=has_days)
    else:
        people.show(rows)


def _answer(viewer: Viewer, number: int, *, has_days: bool) -> None:
    is_masked = not viewer.may(*needs.QUESTIONS["number_status"])
    _record(viewer, number, is_masked=is_masked)
    if is_masked:
        rows = run("status_of_number", viewer, number=number).to_pylist()
        st.html(answer.status_alone(rows, number).html())
        if has_days and rows[0]["status"]:
            on_day.show(viewer, number)
        return
    rows = run("number_status", viewer, number=number).to_pylist()
    if answer.is_unknown(rows[0]):
        st.html(answer.answer(rows).html())
        return
    left, right = st.columns([4, 5], gap="medium")
    with left:
        st.html(answer.answer(rows).html())
        if has_days and rows[0]["status"]:
            on_day.show(viewer, number)
        st.subheader(_("Contacts with this number"), anchor=False)
        contacts = run("number_contacts", viewer, number=number, rows=CONTACT_ROWS).to_pylist()
        st.html(owners.owners(contacts, rows[0]))
        aloud.show(rows, contacts)
    with right:
        st.subheader(_("Texts and status changes"), anchor=False)
        st.markdown(story.summary(rows[0]))
        missed.show(viewer, number)
        story.show(viewer, number)
