"""Numbers of the newest message log about which the service and the consent list disagree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import streamlit as st

from data import csv_writer, settings
from data.access import Viewer
from data.importer.rows.conflicts import sentences
from data.words import vocabulary
from data.words.catalog import _, ngettext
from pages.parts.downloads import one_use
from pages.parts.draw import colors, formatting, tables
from pages.parts.draw.tables import Column
from pages.parts.frame import freshness
from pages.parts.frame.fragments import fragment
from queries import run

SHOWN = 10  # numbers; all of them are in the download
QUESTION = "numbers_in_conflict"
TIMES = ("status_since", "requested_at")


@fragment("conflicts")
def show(viewer: Viewer) -> None:
    """Draw the numbers in conflict of the newest log, and their download; nothing if there are none."""
    imports = run("imports", viewer, rows=None).to_pylist()
    logs = [row for row in imports if row["kind"] == "log" and not row["undone_at"]]
    if not logs:
        return
    import_id = logs[0]["import_id"]
    (totals,) = run("conflict_totals", viewer, import_id=import_id).to_pylist()
    if not any(totals.values()):
        return
    rows = run(QUESTION, viewer, import_id=import_id, rows=SHOWN)
    st.header(_("Texts that don't match the consent list"), anchor=False)
    file = logs[0]["file_name"] or _("File without a name")
    st.markdown(formatting.markdown(_("In **{file}**, the newest message log:"), file=file))
    st.markdown(formatting.plain(" ".join(sentences(*totals.values()))))
    st.html(tables.table(columns(rows), _("Numbers to check, by result")))
    every = rows if rows.num_rows < SHOWN else run(QUESTION, viewer, import_id=import_id, rows=None)
    if every.num_rows > SHOWN:
        sentence = _(
            "The first {first} of {total} numbers. The file has all.", first=SHOWN, total=every.num_rows
        )
        st.markdown(sentence)
    _download(every)


def columns(rows: pa.Table) -> list[Column]:
    """Return the columns of the list, from "numbers_in_conflict"."""
    region = settings.load().region
    cells = rows.to_pydict()
    cells["number"] = [formatting.number(number, region) for number in cells["number"]]
    cells["result"] = [colors.result_name(result) for result in cells["result"]]
    cells["status_then"] = [colors.status_name(status) for status in cells["status_then"]]
    cells["status_since"] = [freshness.moment(moment) for moment in cells["status_since"]]
    names = (
        "number",
        "result",
        "requested_at",
        "status_then",
        "status_since",
        "texts",
        "contact_id",
        "school",
    )
    return [Column(vocabulary.column_title(name), cells[name], name) for name in names]


def csv_file(rows: pa.Table) -> bytes:
    """Return all rows as CSV with titles in the reader's language."""
    header = [*map(vocabulary.column_title, rows.column_names)]
    return csv_writer.content(header, (_texts(row).values() for row in rows.to_pylist()))


def _texts(row: Mapping[str, Any]) -> dict[str, str]:
    texts = {name: "" if cell is None else str(cell) for name, cell in row.items()}
    texts |= {name: row[name].isoformat() for name in TIMES if row[name]}
    texts["reason"] = vocabulary.reason_title(row["reason"]) if row["reason"] else ""
    return texts


def _download(rows: pa.Table) -> None:
    number = rows.num_rows
    one_use.button(
        ngettext(
            "Download {number} number (CSV)", "Download {number} numbers (CSV)", number, number=number
        ),
        one_use.OneUseFile(csv_file(rows), _("numbers to check.csv"), "text/csv"),
        QUESTION,
    )
