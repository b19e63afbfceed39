"""The dialog of one figure: the figure in words, what can be done with it, and how it is counted."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from data.access import Right, Viewer, needs
from data.words.catalog import _, ngettext
from pages.parts.downloads import CONTACTS_OF_NUMBERS, CONTACTS_OF_TEXTS, SMS_LOG, SMS_STATUS, XLSX, offer
from pages.parts.draw import formatting, tables
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup
from pages.parts.figures import keys, receipt
from pages.parts.figures.figure import Figure
from pages.parts.filters import narrowing
from pages.parts.frame import errors
from pages.parts.frame.fragments import fragment
from pages.parts.frame.session import OPEN_FIGURE
from queries import run

CSV = "csv"
RECOUNT = "recount"  # the key of the button


def apply_click(name: str, value: str) -> bool:
    """Do what a click on a figure's buttons asks; return False if it is on none of them.

    Called before the page is drawn.
    """
    if name == keys.FIGURE:
        OPEN_FIGURE.set(value)
    elif name == keys.LIST:
        OPEN_FIGURE.pop()
        narrowing.apply(keys.filters(value) or {})
    return name in (keys.FIGURE, keys.LIST)


def show(viewer: Viewer, figure_of: Callable[[str], Figure | None]) -> None:
    """Open the dialog of the figure that was clicked, until it is closed; `figure_of` returns it by key."""
    key = OPEN_FIGURE.get()
    if not key:
        return
    figure = figure_of(key)
    if figure is None:
        _close()
    else:
        title = formatting.plain(figure.title)
        st.dialog(title, width="medium", on_dismiss=_close)(_draw)(viewer, figure)


def _close() -> None:
    OPEN_FIGURE.pop()


@fragment("figure")
def _draw(viewer: Viewer, figure: Figure) -> None:
    st.markdown(" ".join(part for part in (figure.sentence, formatting.plain(figure.meaning)) if part))
    actions = st.container(horizontal=True, vertical_alignment="center")
    note = st.container()
    st.html(Markup("<h3>{}</h3>").format(_("How this is counted")))
    facts, place = receipt.facts(figure, viewer), st.empty()
    place.html(tables.facts(facts))
    st.markdown(_("This command gives the same figure:"))
    st.code(receipt.command(figure, viewer), language="sh", wrap_lines=True)
    if st.button(_("Recount"), key=RECOUNT, help=_("Counts each text or number again.")):
        st.markdown(receipt.recounted_sentence(figure, receipt.recount(figure, viewer)))
    # Last: this reads the texts themselves.
    with errors.in_place():
        if names := receipt.files(figure, viewer):
            place.html(tables.facts({**facts, _("Files"): names}))
        with actions:
            _draw_actions(viewer, figure)
        with note, errors.in_place():
            _draw_contacts(viewer, figure, actions)


def _draw_actions(viewer: Viewer, figure: Figure) -> None:
    if figure.number and viewer.may(*needs.FRAGMENTS["list"]):
        button = Markup('<div class="sms download"><button {}>{}</button></div>')
        st.html(button.format(attribute(keys.LIST, figure.key), _("Show in the list")), width="content")
    report = SMS_LOG if figure.page == SMS_LOG else SMS_STATUS
    if figure.number and viewer.may(*needs.downloads(report)):
        rows = figure.number
        if report == SMS_STATUS:
            rows = run("statuses_listed", viewer, figure.counted)["listed"][0].as_py()
        st.html(_excel(viewer, report, figure, rows), width="content")


def _excel(viewer: Viewer, report: str, figure: Figure, rows: int) -> Markup:
    label = _("Download Excel with names") if viewer.may(Right.SEE_NAMES) else _("Download Excel")
    return offer.button(report, XLSX, figure.counted, rows, label)


def _draw_contacts(viewer: Viewer, figure: Figure, actions: st.delta_generator.DeltaGenerator) -> None:
    report = CONTACTS_OF_TEXTS if figure.page == SMS_LOG else CONTACTS_OF_NUMBERS
    if not figure.number or not viewer.may(*needs.downloads(report)):
        return
    own = receipt.contacts(figure, viewer)
    if number := own.contacts:
        label = ngettext(
            "Download {number} contact ID", "Download {number} contact IDs", number, number=number
        )
        with actions:
            st.html(offer.button(report, CSV, figure.counted, number, label), width="content")
    if number := own.without:
        st.markdown(_without_contact(figure, number))


def _without_contact(figure: Figure, number: int) -> str:
    if figure.page == SMS_LOG:
        return ngettext(
            "{number} text has no contact ID.", "{number} texts have no contact ID.", number, number=number
        )
    return ngettext(
        "{number} number belongs to no contact.",
        "{number} numbers belong to no contact.",
        number,
        number=number,
    )
