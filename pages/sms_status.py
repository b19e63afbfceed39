"""SMS Status: may one number be texted, how many numbers are in each status, and which ones."""

from __future__ import annotations

import streamlit as st

from data import numbers, settings
from data.access import Viewer
from pages.parts import downloads, filters, findings, listing, lists, look_up, tables, words
from queries import Selection, run


def show(viewer: Viewer) -> None:
    """The look-up of one number, then the totals and the list of all."""
    st.title("SMS Status")
    _one_number(viewer)
    st.header("All numbers")
    selection = filters.of_statuses(viewer)
    st.markdown(findings.of_schools(selection))
    st.html(tables.status_tiles(run("status_totals", viewer, Selection(schools=selection.schools))))
    counts = run("statuses_listed", viewer, selection).to_pylist()[0]
    if counts["listed"]:
        st.header("The numbers, one row for each contact that has it")
        listing.show(
            downloads.SMS_STATUS,
            viewer,
            selection,
            listed=counts["listed"],
            noun="rows",
            columns=lists.statuses,
        )
        st.markdown(findings.proof_of_statuses(counts, run("clocks", viewer)))
    else:
        st.info(findings.no_statuses(run("clocks", viewer)))


def _one_number(viewer: Viewer) -> None:
    st.header("May this number be texted?")
    # Not bound to the address, and not kept by the browser: a number stays inside the session.
    typed = st.text_input(
        "Phone number, in any form",
        key="number asked about",
        autocomplete="off",
        persist_state="session",
        placeholder="(212) 555-0100",
        width=320,
    )
    if not typed.strip():
        return
    number = numbers.read(typed, settings.load().region)
    if number is None:
        st.warning(words.plain(look_up.not_a_number(typed)))
        return
    answer = run("number_status", viewer, number=number)
    for may_be_texted, sentence in look_up.verdicts(answer):
        (st.success if may_be_texted else st.warning)(sentence)
    st.markdown(" ".join(look_up.facts(answer)))
