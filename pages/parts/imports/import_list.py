"""The files that were taken in, newest first: what became of each, its rows left out, and undoing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from data import settings
from data.access import Viewer
from data.importer.rows.left_out import REJECTED
from data.words import vocabulary
from pages.parts.draw import formatting, tables
from pages.parts.draw.clicks import attribute
from pages.parts.draw.html import Markup
from pages.parts.imports import skipped_rows
from queries import run

PER_PAGE = 20
UNDO = "undo"  # what a press tells, with the import
COUNTS = ("rows_read", "stored", "updated", "unchanged", "set_aside", "rejected")
Row = Mapping[str, Any]


def show(viewer: Viewer, *, is_sample: bool) -> None:
    """The list, page by page; nothing of the samples can be undone."""
    taken_in = run("imports", viewer, rows=None).num_rows
    if not taken_in:
        st.markdown("None yet.")
        return
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        place = st.container(width="content")
        pages = -(-taken_in // PER_PAGE)
        page = st.pagination(pages, key="page of imports") if pages > 1 else 1
    told = formatting.rows_shown(page, PER_PAGE, taken_in)
    place.markdown(f"{told} files" if pages > 1 else formatting.count(taken_in, "files"))
    rows = run("imports", viewer, rows=PER_PAGE, skip=(page - 1) * PER_PAGE).to_pylist()
    totals: dict[str, list[Row]] = {}
    for total in run("left_out_totals", viewer).to_pylist():
        totals.setdefault(total["import_id"], []).append(total)
    may_undo = viewer.sees_everything and not is_sample
    files = [_file(row, totals.get(row["import_id"], []), may_undo=may_undo) for row in rows]
    st.html(html(rows, files, f"Files taken in, newest first, {told}"))


def html(rows: Sequence[Row], files: Sequence[str], label: str) -> str:
    """The rows of "imports", each with the HTML that tells of its file."""
    columns: dict[str, list[object]] = {
        vocabulary.column_title("file_name"): [Markup(file) for file in files],
        vocabulary.column_title("as_of"): [formatting.moment(row["as_of"]) for row in rows],
        **{vocabulary.column_title(name): [row[name] or 0 for row in rows] for name in COUNTS},
    }
    return f'<div class="sms imports">{tables.table(columns, label)}</div>'


def _file(row: Row, totals: Sequence[Row], *, may_undo: bool) -> str:
    """All that is said of one file, and what can be done with it."""
    told = [f"<b>{escape(row['file_name'] or 'a file without a name')}</b>", _quiet(_came(row))]
    if row["notes"]:
        told.append(escape(row["notes"]))
    if row["undone_at"]:
        told.append(f"<b>Undone</b> by {escape(row['undone_by'] or 'somebody')}, {_at(row['undone_at'])}")
        return "".join(f"<p>{line}</p>" for line in told)
    kinds = list(dict.fromkeys(total["kind"] for total in totals))
    told += [escape(left_out_words(totals, kind)) for kind in kinds]
    actions = [skipped_rows.button(row["import_id"], kind, _rows(totals, kind)) for kind in kinds]
    if may_undo and row["can_be_undone"]:
        actions.append(f"<button {attribute(UNDO, row['import_id'])}>Undo this import</button>")
    below = f'<div class="actions">{"".join(actions)}</div>' if actions else ""
    return "".join(f"<p>{line}</p>" for line in told) + below


def left_out_words(totals: Sequence[Row], kind: str) -> str:
    """The rows of one kind that an import left out, by why: "120 set aside: 118 inbound, 2 e-mail"."""
    whole = "whole row" if kind == REJECTED else "not told"
    of_it = [total for total in totals if total["kind"] == kind]
    parts = [f"{formatting.count(total['listed'])} {total['why'] or whole}" for total in of_it]
    return f"{formatting.count(_rows(totals, kind))} {kind}: {', '.join(parts)}"


def _rows(totals: Sequence[Row], kind: str) -> int:
    return sum(total["listed"] for total in totals if total["kind"] == kind)


def _came(row: Row) -> str:
    by = f" by {row['imported_by']}" if row["imported_by"] else ""
    kind = vocabulary.file_kind_title(row["kind"])
    return f"{kind}, taken in {_at(row['imported_at'])}{escape(by)}"


def _at(when: Any) -> str:
    zone = formatting.zone_words(settings.load().zone)
    return escape(f"{formatting.moment(when)} {zone}" if when else "at an unknown time")


def _quiet(line: str) -> str:
    return f'<span class="quiet">{line}</span>'
