"""Who sees what: each entry of the access file as a sentence, and what of it can't be meant."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import streamlit as st

from data.access import ROLES, TITLES, Right, Viewer, access_file
from data.access.access_file import Entry
from data.words import catalog
from data.words.catalog import _
from pages.parts.draw import formatting
from pages.parts.draw.html import Markup
from pages.parts.frame import errors
from queries import run

EVERYBODYS = (Right.VISIT, Right.SEE_ALL_SCHOOLS)  # the sentences say these with other words


def show(viewer: Viewer, *, is_sign_in_on: bool) -> None:
    """Draw the access file in words, or what is wrong with it."""
    file = access_file.file()
    if not is_sign_in_on:
        st.markdown(_("Nobody signs in. Whoever opens the dashboard on this machine is an administrator."))
        if file is None:
            return
        st.warning(_("The access file isn't used until the sign-in is set up."))
    with errors.in_place():
        entries = access_file.entries()
        st.markdown(
            formatting.markdown(
                _("From {file}. A change counts at once. Reload this page to see it here."), file=str(file)
            )
        )
        schools = [row["school"] for row in run("school_names", viewer).to_pylist()]
        for notice in notices(entries, schools):
            st.warning(formatting.plain(notice))
        st.html(html(entries))


def html(entries: Sequence[Entry]) -> Markup:
    """Return a list of the sentences."""
    items = Markup("").join(Markup("<li>{}</li>").format(sentence(entry)) for entry in entries)
    return Markup('<ul class="sms people" aria-label="{}">{}</ul>').format(_("Who sees what"), items)


def sentence(entry: Entry) -> str:
    """Return who an entry is for, the role, the schools, and what the person may do."""
    who = entry.who or _("Group {group}", group=entry.group)
    role = _(ROLES[entry.role].title)
    rights = Viewer(who, entry.role, entry.schools).rights
    listed = catalog.listing(_(TITLES[right]) for right in Right if right in rights - {*EVERYBODYS})
    if rights == frozenset(Right):
        return _("{who}: {role}, sees every school. May do everything.", who=who, role=role)
    if entry.schools is None:
        return _("{who}: {role}, sees every school. May {rights}.", who=who, role=role, rights=listed)
    if not entry.schools:
        return _("{who}: {role}, sees no school.", who=who, role=role)
    return _(
        "{who}: {role}, sees {schools}. May {rights}.",
        who=who,
        role=role,
        schools=catalog.listing(entry.schools),
        rights=listed,
    )


def notices(entries: Sequence[Entry], schools: Collection[str]) -> Iterator[str]:
    """Yield what is written in the access file, but can't be meant. `schools` are those of the families."""
    if not entries:
        yield _("The access file names nobody, so nobody can see anything.")
    elif not any(Right.SET_UP in ROLES[entry.role].rights for entry in entries):
        yield _(
            "Nobody in the access file is an administrator, so nobody can import files or see this page."
        )
    named = dict.fromkeys(school for entry in entries for school in entry.schools or ())
    unknown = [school for school in named if school not in schools]
    if unknown:
        yield _(
            "No family has these schools of the access file: {schools}. Check their spelling.",
            schools=catalog.listing(unknown),
        )
