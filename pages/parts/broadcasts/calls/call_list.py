"""The call list on screen: a row for each contact that the texts didn't reach, to enter a call result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import streamlit as st

from data import settings
from data.access import Viewer, needs
from data.words import vocabulary
from data.words.catalog import _, ngettext
from data.words.office import CALL_RESULT_OF
from pages.parts.broadcasts.calls import entry
from pages.parts.downloads import CALL_LIST, CONTACTS_TO_CALL, CSV, offer
from pages.parts.draw import formatting, tables
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup
from pages.parts.draw.tables import Column
from pages.parts.frame import session
from pages.parts.frame.fragments import fragment
from pages.parts.frame.paged_list import LIST, PER_PAGE, pager
from queries import Selection, run

Row = Mapping[str, Any]
CALL, ON_PAPER = "call", "on_paper"  # what a click on a row, and on the button to print, changes
SEPARATOR = ", "  # between numbers


def finding(row: Row) -> str:
    """Return who is left to call, from the row of "broadcast_summary"."""
    missed, otherwise = row["not_reached"], row["reached_another_way"]
    if not missed:
        return _("Nobody is left to call: the texts reached every contact, or are in progress.")
    first = ngettext(
        "**{number} contact wasn't reached by text.**",
        "**{number} contacts weren't reached by text.**",
        missed,
        number=missed,
    )
    if not otherwise:
        return first
    second = ngettext(
        "{number} of them was reached another way.",
        "{number} of them were reached another way.",
        otherwise,
        number=otherwise,
    )
    left = missed - otherwise
    third = ngettext("{number} is left to call.", "{number} are left to call.", left, number=left)
    return f"{first} {second} {third}"


def draw_actions(viewer: Viewer, selection: Selection, row: Row) -> None:
    """Draw the buttons that print the list and download it, and the IDs for the messaging service."""
    with st.container(horizontal=True, vertical_alignment="center"):
        button = Markup("<button {}>{}</button>").format(attribute(ON_PAPER, "open"), _("Print call list"))
        st.html(Markup('<div class="sms download">{}</div>').format(button), width="content")
        if viewer.may(*needs.downloads(CALL_LIST)):
            st.html(offer.buttons(CALL_LIST, selection, row["not_reached"]), width="content")
        if row["to_call"] and viewer.may(*needs.downloads(CONTACTS_TO_CALL)):
            label = ngettext(
                "Download {number} contact ID for the messaging service",
                "Download {number} contact IDs for the messaging service",
                row["to_call"],
                number=row["to_call"],
            )
            st.html(offer.button(CONTACTS_TO_CALL, CSV, selection, row["to_call"], label), width="content")
    offer.progress()


@fragment("call_list")
def show(viewer: Viewer, selection: Selection, listed: int) -> None:
    """Draw a page of the `listed` contacts, and the pager."""
    is_from_url = bool(session.LIST_FROM_URL.pop())
    key = f"page of calls {hash(selection)}"
    skip, shown = pager(listed, PER_PAGE, key, range_words, is_from_url=is_from_url)
    rows = run("not_reached", viewer, selection, rows=PER_PAGE, skip=skip)
    can_enter = viewer.may(*needs.ENTRIES)
    buttons = [_button(row) for row in rows.to_pylist()] if can_enter else None
    st.html(tables.table(columns(rows), shown, buttons=buttons, answers=LIST, announced=f"{shown}."))


def range_words(first: int, last: int, total: int) -> str:
    """Return which contacts are shown: "21–40 of 121 contacts"."""
    return ngettext(
        "{first}–{last} of {total} contact",
        "{first}–{last} of {total} contacts",
        total,
        first=first,
        last=last,
        total=total,
    )


def columns(rows: pa.Table) -> list[Column]:
    """Return the columns of the list, from "not_reached"; those of people only if any is known."""
    cells = rows.to_pydict()
    optional = ("student_name", "school", "language", "other_numbers")
    return [
        Column(_title("name"), [_name(row) for row in rows.to_pylist()]),
        *(Column(_title(name), cells[name]) for name in optional[:3] if any(cells[name])),
        Column(_title("numbers"), [_unbroken(own) for own in cells["numbers"]]),
        *(
            Column(_title(name), [_unbroken(own) for own in cells[name]])
            for name in optional[3:]
            if any(cells[name])
        ),
        Column(_("Reason"), [vocabulary.reason_title(key) for key in cells["reason"]]),
        Column(_title("family_reached"), [_("Yes") if own else None for own in cells["family_reached"]]),
        Column(_title("call_result"), [_call_result(own) for own in cells["call_result"]]),
        Column(formatting.time_title("called_at"), cells["called_at"]),
        Column(_title("called_by"), cells["called_by"]),
    ]


def written_numbers(listed: str | None) -> list[str]:
    """Return numbers of "not_reached" as the district's region writes them."""
    region = settings.load().region
    return [formatting.number(own, region) for own in listed.split(SEPARATOR)] if listed else []


def _unbroken(listed: str | None) -> Markup:
    """Return the same as a cell, in which no number breaks into two lines."""
    number = Markup('<span class="unbroken">{}</span>')
    return Markup(SEPARATOR).join(map(number.format, written_numbers(listed)))


def _button(row: Row) -> Markup | None:
    """Return the attributes of a button that opens a row; None of a text that names nobody to call."""
    name = entry.name_of(row)
    if name is None:
        return None
    label = _(
        "Enter a call result for {name}",
        name=row["name"] or SEPARATOR.join(written_numbers(row["numbers"])),
    )
    return attribute(CALL, session.row_token(name), name=label)


def _name(row: Row) -> str:
    return row["name"] or row["contact_id"] or _("Not known")


def _call_result(name: str | None) -> str | None:
    return CALL_RESULT_OF[name].title if name and name in CALL_RESULT_OF else name


def _title(name: str) -> str:
    return vocabulary.column_title(name)
