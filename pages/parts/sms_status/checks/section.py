"""The section of consent checks, folded at first: each check is asked for only while it is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import streamlit as st

from data.access import Viewer, needs
from data.words.catalog import N_, _
from pages.parts.filters import in_url
from pages.parts.frame.fragments import fragment
from pages.parts.frame.session import write_in_url
from pages.parts.sms_status.checks import after_stop, again, at_office, changes, other_codes
from pages.parts.sms_status.checks.keys import CONSENT_CHECKS_OPEN
from queries import Selection

CHECK = "check"  # in the URL


class Check(NamedTuple):
    """A check: its title as an entry of the catalog, the question that it needs, and what draws it."""

    title: str
    question: str
    show: Callable[[Viewer, Selection], None]


CHECKS: Mapping[str, Check] = {  # by key in the URL
    "changes": Check(N_("Opt-ins and opt-outs"), "opt_changes_by_week", changes.show),
    "after_stop": Check(N_("Texts after an opt-out"), "texts_after_stop_totals", after_stop.show),
    "at_office": Check(N_("At the office"), at_office.QUESTION, at_office.show),
    "again": Check(N_("Opted in again"), "opted_in_again", again.show),
    "other_codes": Check(N_("Other short codes"), "texted_from_other_codes", other_codes.show),
}


@fragment("consent_checks")
def show(viewer: Viewer, selection: Selection) -> None:
    """Draw the checks of the numbers of a selection of schools, folded unless the URL names one."""
    if in_url.is_unread(CHECK):  # of a link, or after going back or forward
        CONSENT_CHECKS_OPEN.set(value=bool(in_url.read(CHECK)))
    own_schools = Selection(schools=selection.schools)
    at_office.warn(viewer, own_schools)
    title = _("Consent checks")
    with st.expander(title, key=CONSENT_CHECKS_OPEN.name, on_change="rerun") as section:
        if not section.open:
            write_in_url(CHECK, ())
            return
        own = {key: check for key, check in CHECKS.items() if viewer.may(*needs.QUESTIONS[check.question])}
        titles = {key: _(check.title) for key, check in own.items()}
        key = in_url.select_one(_("Check"), CHECK, titles, is_label_hidden=True, is_always_in_url=True)
        own[key].show(viewer, own_schools)
