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
from pages.parts.downloads import SMS_STATUS, offer
from pages.parts.draw import formatting, paged_list
from pages.parts.draw.table_columns import Columns
from pages.parts.draw.tables import Sort
from pages.parts.look_up import answer
from queries import Selection, run

NAMES = ("number", "status", "changed_at", "how", "name", "contact_id", "school")
NOUN = "rows"


def show(viewer: Viewer, selection: Selection, listed: int) -> None:
    """The rows of a selection, one for each contact that has the number."""
    st.header("The numbers, one row for each contact that has it", anchor=False)
    st.html(_downloads(viewer, selection, listed))
    offer.progress()
    paged_list.show(
        SMS_STATUS,
        viewer,
        selection,
        listed=listed,
        noun=NOUN,
        columns=columns,
        sorted_by=sorted_by,
        press=presses,
    )


def press(key: str) -> None:
    """Sort by the head that was pressed."""
    paged_list.press_head(SMS_STATUS, key, sorted_by)


def sorted_by(by: str | None) -> Sort:
    """By which columns the list can be sorted, and by which it is; by none for a key that there is not."""
    return Sort.asked({_heading(name): name for name in NAMES}, by)


def columns(rows: pa.Table) -> Columns:
    """The columns as people read them, from "statuses"; the short code only where there are several."""
    region = settings.load().region
    shown: Columns = {_heading(name): rows[name].to_pylist() for name in NAMES}
    shown[_heading("number")] = [formatting.number(number, region) for number in rows["number"].to_pylist()]
    shown[_heading("changed_at")] = [formatting.moment(when) for when in rows["changed_at"].to_pylist()]
    if len(set(rows["short_code"].to_pylist())) > 1:
        shown[_heading("short_code")] = rows["short_code"].to_pylist()
    return shown


def presses(rows: pa.Table) -> list[str]:
    """What a press on each row tells: the number to look up, which goes into no address."""
    return [f"{answer.NUMBER}={number}" for number in rows["number"].to_pylist()]


def _heading(name: str) -> str:
    if name == "changed_at":
        return f"{vocabulary.column_title('since')} ({formatting.zone_words(settings.load().zone)})"
    return vocabulary.column_title(name)


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
