"""Who we can text: how many contacts can be texted, what keeps the others from it, and who they are."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data import settings
from data.access import Viewer, needs
from data.words import catalog, vocabulary
from data.words.catalog import _
from pages.parts.downloads import offer
from pages.parts.draw import chart, tables
from pages.parts.filters import chips, inputs, narrowing, options
from pages.parts.frame import click_listener, errors, freshness, page_head, paged_list
from pages.parts.look_up import answer, leading
from pages.parts.sms_status import sentences as status_sentences
from pages.parts.who_we_can_text import contact_list, groups, sentences, waterfall
from pages.parts.who_we_can_text.groups import Group
from queries import Selection, run
from queries.numbers.fields import OBSTACLE


def show(viewer: Viewer) -> None:
    """Draw the finding, the waterfall beside the groups, and the list of contacts that can't be texted."""
    leading.go(viewer)
    head = page_head.show(_("Who we can text"), viewer)
    click_listener.listen(_click)
    head.show_freshness(viewer)
    head.add_print_button()
    if freshness.read(viewer)["consent_as_of"] is None:
        st.html(status_sentences.no_consent_list())
        return
    rows = run("who_can_be_texted", viewer, enough=vocabulary.ENOUGH_TEXTS).to_pylist()
    if not rows:
        st.html(_no_contacts())
        return
    group = groups.selected(rows)
    row = group.row if group else rows[0]
    st.html(_showing(group))
    st.markdown(sentences.finding(row, group.name if group else ""))
    obstacles = inputs.selected_keys(OBSTACLE, options.options(OBSTACLE, viewer))
    left, right = st.columns([5, 6], gap="medium")
    with left, errors.in_place():
        _draw_waterfall(row, obstacles)
    with right, errors.in_place():
        st.header(_("By school, grade or language"), anchor=False)
        groups.show(rows, group)
    if viewer.may(*needs.QUESTIONS["contacts_not_texted"]) and sentences.lost(row):
        with errors.in_place():
            _draw_list(viewer, group)


def _showing(group: Group | None) -> object:
    filters = chips.chips(group.selection()) if group else []
    return chips.line(_("Showing:") if filters else _("Showing: all contacts"), filters)


def _draw_waterfall(row: groups.Row, obstacles: list[str]) -> None:
    st.header(_("Where contacts are lost"), anchor=False)
    figure = waterfall.figure(row, obstacles, is_dark=st.context.theme.type == "dark")
    alt = f"{waterfall.label()}. {sentences.announcement(row)}"
    chart.draw(figure, alt, title=waterfall.label())
    st.html(waterfall.table(row, obstacles))


def _draw_list(viewer: Viewer, group: Group | None) -> None:
    st.header(_("Contacts who can't be texted"), anchor=False)
    names = inputs.select_names(OBSTACLE, options.options(OBSTACLE, viewer))
    selection = replace(group.selection() if group else Selection()).with_names({OBSTACLE.parameter: names})
    counts = run("contacts_not_texted_listed", viewer, selection).to_pylist()[0]
    if not counts["listed"]:
        st.markdown(_("No contact is lost for this reason."))
        return
    contact_list.show(viewer, selection, counts["listed"])
    consent = freshness.read(viewer)["consent_as_of"]
    latest = _("Consent list updated {time}.", time=freshness.moment(consent))
    zone = _("All times are {zone}.", zone=catalog.zone_name(settings.load().zone))
    st.markdown(sentences.proof(counts, f"{latest} {zone}"))


def _no_contacts() -> object:
    return tables.empty(
        _("No contacts yet."),
        _("Until you import a contact list, we can't say who can be texted."),
        status_sentences.import_link(),
    )


def _click(key: str, value: str) -> str | None:
    """Do what a click asks; return the fragment that changes, None for the whole page."""
    if key == paged_list.SORT:
        return contact_list.CONTACTS.sort_by(value)
    if key == answer.NUMBER:
        leading.click(value)
    elif key == offer.DOWNLOAD:
        offer.await_download()
    elif not groups.apply_click(key, value):
        narrowing.apply_click(key, value)
    return None
