"""The look-up of one number. What is typed stays in this session: in no address, log or other session."""

from __future__ import annotations

import streamlit as st

from data import numbers, settings
from data.access import Viewer
from data.errors import Problem
from pages.parts.draw import tables
from pages.parts.frame import errors
from pages.parts.look_up import answer, owners, story
from queries import run

TYPED = "number asked about"
MORE = "more of its story"
CONTACT_ROWS = 60  # asked for: several for a contact with several students
FIRST, THEN = 6, 100  # events shown at first, and when more are asked for


def show(viewer: Viewer) -> None:
    """The field, and the answer to what was typed."""
    st.header("May this number be texted?", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        # Not bound to the address, and not kept by the browser: a number stays inside the session.
        typed = st.text_input(
            "Phone number, in any form",
            key=TYPED,
            autocomplete="off",
            persist_state="session",
            placeholder="(212) 555-0100",
            width=320,
        )
        if typed.strip():
            st.button("Another number", on_click=forget)
    if not typed.strip():
        st.html(f'<p class="sms hint">{answer.NOTHING_TYPED}</p>')
        return
    number = numbers.read(typed, settings.load().region)
    if number is None:
        st.html(answer.not_a_number(typed).html())
        return
    try:
        _answer(viewer, number)
    except Problem as problem:  # the rest of the page can still be of use
        errors.show(problem)


def press(number: str) -> None:
    """Look up the number whose row was pressed, written as its region writes it."""
    region = settings.load().region
    pressed = numbers.read(number, region)
    if pressed is not None:
        st.session_state[TYPED] = numbers.on_screen(pressed, region)


def forget() -> None:
    """Empty the field for another number."""
    st.session_state[TYPED] = ""


def _answer(viewer: Viewer, number: int) -> None:
    rows = run("number_status", viewer, number=number).to_pylist()
    if answer.is_unknown(rows[0]):
        st.html(answer.answer(rows).html())
        return
    left, right = st.columns([4, 5], gap="medium")
    with left:
        st.html(answer.answer(rows).html())
        st.subheader("Whose it is", anchor=False)
        contacts = run("number_contacts", viewer, number=number, rows=CONTACT_ROWS).to_pylist()
        st.html(owners.html(contacts, rows[0]))
    with right:
        st.subheader("Its texts and changes of status", anchor=False)
        st.markdown(story.sentence(rows[0]))
        _story(viewer, number)


def _story(viewer: Viewer, number: int) -> None:
    wanted = THEN if st.session_state.get(MORE) == number else FIRST
    rows = run("number_story", viewer, number=number, rows=wanted + 1).to_pylist()
    if not rows:
        return
    label = "Its texts and changes of status, newest first"
    st.html(f'<div class="sms story">{tables.table(story.columns(rows[:wanted]), label)}</div>')
    if len(rows) > wanted == FIRST:
        st.button("Show more of them", on_click=_show_more, args=(number,))
    elif len(rows) > wanted:
        st.markdown(f"These are the newest {THEN}.")


def _show_more(number: int) -> None:
    st.session_state[MORE] = number
