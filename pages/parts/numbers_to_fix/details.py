"""The details of one number that keeps failing, opened from its row: what failed, and whom to ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import streamlit as st

from data import settings
from data.access import Viewer, needs
from data.words import number_words, vocabulary
from data.words.catalog import _, ngettext
from data.words.vocabulary import column_title
from pages.parts.draw import formatting, tables
from pages.parts.draw.html import Markup
from pages.parts.frame import freshness, page_switch
from pages.parts.frame.session import OPEN_NUMBER, row_of_token
from pages.parts.look_up import entry, leading
from pages.parts.numbers_to_fix import changed
from queries import WHY, run, with_reasons

NUMBER_TO_FIX = "to_fix"  # the key of a click on a row
Row = Mapping[str, Any]


def buttons(numbers: Sequence[str]) -> list[Markup | None]:
    """Return the attributes of a button that opens the details of each number."""
    return leading.number_buttons(
        NUMBER_TO_FIX, numbers, lambda number: _("Details of {number}", number=number)
    )


def open_row(token: str) -> None:
    """Open the details of the number that was clicked, when the page is drawn again."""
    if number := row_of_token(token):
        OPEN_NUMBER.set(number)


def show(viewer: Viewer) -> None:
    """Open the details of the number that was clicked, until they are closed."""
    number = OPEN_NUMBER.get()
    if not number or not viewer.may(*needs.QUESTIONS["number_status"]):
        return
    digits = int(number.removeprefix("+"))
    rows = run(with_reasons("numbers_to_fix", WHY), viewer, of_number=digits).to_pylist()
    if rows:
        st.dialog(_("Number to fix"), width="medium", on_dismiss=_close)(_draw)(viewer, rows)
    else:
        _close()


def headline(row: Row) -> str:
    """Return what to do about a number, as Markdown, from a row of "numbers_to_fix"."""
    fix = number_words.FIX_OF[row["fix"]]
    number = formatting.number(row["number"], settings.load().region)
    return formatting.markdown(
        _("**{number}: {task}.** {meaning}"), number=number, task=fix.title, meaning=fix.meaning
    )


def facts(row: Row) -> dict[str, object]:
    """Return what is known of a number and one of its contacts, by label."""
    failures = ngettext(
        "{number} text since {day}",
        "{number} texts since {day}",
        row["failures"],
        number=row["failures"],
        day=row["first_failure"].date(),
    )
    return {
        _("Failures in a row"): failures,
        column_title("last_failure"): _moment(row["last_failure"]),
        column_title("why"): vocabulary.reason_meaning(row["reason"]),
        column_title("last_success"): _moment(row["last_success"]) or _("None in the log"),
        column_title("consent_since"): _moment(row["consent_since"]) or _("Not opted in"),
    }


def contact_facts(row: Row) -> dict[str, object]:
    """Return one contact of a number, by label."""
    return {
        _("Contact"): " · ".join(part for part in (row["name"], row["contact_id"]) if part),
        column_title("students"): row["student_name"],
        column_title("school"): row["school"],
    }


def _draw(viewer: Viewer, rows: Sequence[Row]) -> None:
    st.markdown(headline(rows[0]))
    number = rows[0]["number"]
    if leading.may_look_up(viewer) and page_switch.leads_to(leading.PAGE):
        shown = formatting.number(number, settings.load().region)
        if st.button(_("Look up {number}", number=shown)):
            entry.look_up(number)
            page_switch.open_page(leading.PAGE)
    changed.show(viewer, rows, _close)
    st.html(tables.facts(facts(rows[0])))
    for row in rows:
        present = {label: fact for label, fact in contact_facts(row).items() if fact}
        st.html(tables.facts(present))


def _close() -> None:
    OPEN_NUMBER.pop()


def _moment(when: datetime | None) -> str:
    return freshness.moment(when) if when else ""
