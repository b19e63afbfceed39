"""The list of numbers and their statuses: page by page, sorted by its heads, with its downloads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape

import pyarrow as pa
import streamlit as st

from data import settings
from data.access import Viewer
from data.words import vocabulary
from data.words.catalog import ngettext
from pages.parts.downloads import SMS_STATUS, offer
from pages.parts.draw import colors, formatting
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup
from pages.parts.draw.paged_list import PagedList
from pages.parts.draw.tables import Column
from pages.parts.look_up import answer
from queries import Selection, run

NAMES = ("number", "status", "changed_at", "how", "name", "contact_id", "school")
NOUN = "rows"


def show(viewer: Viewer, selection: Selection, listed: int) -> None:
    """The rows of a selection, one for each contact that has the number."""
    st.header("The numbers, one row for each contact that has it", anchor=False)
    st.html(_downloads(viewer, selection, listed))
    offer.progress()
    STATUSES.show(viewer, selection, listed)


def columns(rows: pa.Table) -> list[Column]:
    """Return the columns of the list, from "statuses"; the short code only where there are several."""
    region = settings.load().region
    cells = rows.select(NAMES).to_pydict()
    cells["number"] = [formatting.number(number, region) for number in cells["number"]]
    cells["status"] = [colors.status_name(status) for status in cells["status"]]
    shown = [Column(_title(name), cells[name], name) for name in NAMES]
    codes = rows["short_code"].to_pylist()
    return [*shown, Column(_title("short_code"), codes)] if len(set(codes)) > 1 else shown


def buttons(rows: pa.Table) -> list[Markup]:
    """Return the attributes of a button that looks each row's number up; the number goes into no URL."""
    return [attribute(answer.NUMBER, number) for number in rows["number"].to_pylist()]


def range_words(first: int, last: int, total: int) -> str:
    """Return which rows are shown: "21–40 of 121 rows"."""
    return ngettext(
        "{first}–{last} of {total} row",
        "{first}–{last} of {total} rows",
        total,
        first=first,
        last=last,
        total=total,
    )


def _title(name: str) -> str:
    return formatting.time_title("since") if name == "changed_at" else vocabulary.column_title(name)


def _downloads(viewer: Viewer, selection: Selection, listed: int) -> str:
    """The downloads of each status that is shown and, where there are several, of all of them."""
    shown = selection.statuses or tuple(status.name for status in vocabulary.STATUSES)
    every = "".join(_download(viewer, replace(selection, statuses=(name,)), name) for name in shown)
    if len(shown) > 1:
        every += _offer("all of them", selection, listed)
    return f'<div class="sms offers">{every}</div>'


def _download(viewer: Viewer, selection: Selection, name: str) -> str:
    counts: Mapping[str, int] = run("statuses_listed", viewer, selection).to_pylist()[0]
    return _offer(name, selection, counts["listed"]) if counts["listed"] else ""


def _offer(name: str, selection: Selection, rows: int) -> str:
    told = escape(f"Download {name}: {formatting.count(rows, NOUN)}")
    buttons = offer.buttons(SMS_STATUS, selection, rows)
    return f'<div role="group" aria-label="{told}"><p>{told}</p>{buttons}</div>'


STATUSES = PagedList(SMS_STATUS, columns, buttons, NAMES, range_words)
