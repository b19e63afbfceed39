"""The look-up of one number. The number stays in this session: it is in no URL, log or other session."""

from __future__ import annotations

import streamlit as st

from data import numbers, record, settings
from data.access import Viewer, needs
from data.errors import Problem
from data.words.catalog import _
from pages.parts.draw.html import Markup
from pages.parts.frame import data_source, errors, session
from pages.parts.frame.fragments import fragment
from pages.parts.frame.session import RECORDED_LOOK_UP
from pages.parts.look_up import answer, owners, story
from queries import run

FRAGMENT = "look_up"
CONTACT_ROWS = 60  # several for a contact with several students
EXAMPLE = "(212) 555-0100"


@fragment(FRAGMENT)
def show(viewer: Viewer) -> None:
    """Draw the field, and the answer to what was typed."""
    st.header(_("Can this number be texted?"), anchor=False)
    typed = _field()
    if not typed:
        RECORDED_LOOK_UP.pop()
        st.html(Markup('<p class="sms hint">{}</p>').format(_hint()))
        return
    number = numbers.read(typed, settings.load().region)
    if number is None:
        st.html(answer.not_a_number(typed).html())
        return
    try:
        _answer(viewer, number)
    except Problem as problem:  # the rest of the page can still be used
        errors.show(problem)


def look_up(number: str | None) -> str:
    """Look up a number that was clicked, such as "+12125550101"; return the fragment that changes."""
    region = settings.load().region
    digits = numbers.read(number, region) if number else None
    if digits is not None:
        session.TYPED_NUMBER.set(numbers.on_screen(digits, region))
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


def _field() -> str:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        # Not bound to the URL, and not kept by the browser: a number stays inside the session.
        typed = st.text_input(
            _("Phone number"),
            key=session.TYPED_NUMBER.name,
            autocomplete="off",
            persist_state="session",
            placeholder=EXAMPLE,
            width=320,
        ).strip()
        if typed:
            st.button(_("Look up another number"), on_click=clear)
    return typed


def _hint() -> str:
    formats = _("Any format works: (212) 555-0100, 212.555.0100 or +1 212 555 0100.")
    privacy = _("The number you enter never appears in the URL or in logs.")
    return f"{formats} {privacy}"


def _answer(viewer: Viewer, number: int) -> None:
    is_masked = not viewer.may(*needs.QUESTIONS["number_status"])
    _record(viewer, number, is_masked=is_masked)
    if is_masked:
        rows = run("status_of_number", viewer, number=number).to_pylist()
        st.html(answer.status_alone(rows, number).html())
        return
    rows = run("number_status", viewer, number=number).to_pylist()
    if answer.is_unknown(rows[0]):
        st.html(answer.answer(rows).html())
        return
    left, right = st.columns([4, 5], gap="medium")
    with left:
        st.html(answer.answer(rows).html())
        st.subheader(_("Contacts with this number"), anchor=False)
        contacts = run("number_contacts", viewer, number=number, rows=CONTACT_ROWS).to_pylist()
        st.html(owners.owners(contacts, rows[0]))
    with right:
        st.subheader(_("Texts and status changes"), anchor=False)
        st.markdown(story.summary(rows[0]))
        story.show(viewer, number)
